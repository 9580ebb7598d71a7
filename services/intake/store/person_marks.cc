#include "services/intake/store/person_marks.h"

#include "absl/strings/escaping.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;

constexpr size_t kMarkBytes = 16;

std::string ToHex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

std::string Mark(const Hmac& hmac, std::string_view text) {
  return ToHex(std::string_view(hmac.Of(text)).substr(0, kMarkBytes));
}

}  // namespace

std::string PersonMarks::Hash(std::string_view text) const { return Mark(hmac_, text); }

std::string PersonMarks::ByIdentity(const Dossier& dossier) const {
  const std::string& number = dossier.applicant().identity_number();
  return number.empty() ? "" : Hash(Cat("identity/", number, "/", dossier.procedure_code()));
}

std::string PersonMarks::ByNameAndPhone(const Dossier& dossier) const {
  const auto& applicant = dossier.applicant();
  if (applicant.name().empty() || applicant.phone().empty()) return "";
  return Hash(
      Cat("name/", Fold(applicant.name()), "/", applicant.phone(), "/", dossier.procedure_code()));
}

std::string PersonMarks::Of(const Dossier& dossier) const {
  std::string mark = ByIdentity(dossier);
  return mark.empty() ? ByNameAndPhone(dossier) : mark;
}

std::vector<std::string> PersonMarks::ToLookUp(const Dossier& dossier) const {
  std::vector<std::string> marks;
  for (std::string mark : {ByIdentity(dossier), ByNameAndPhone(dossier)}) {
    if (!mark.empty()) marks.push_back(std::move(mark));
  }
  return marks;
}

std::string MarkKey(const store::Keys& keys, std::string_view mark) {
  return keys.Index(kDossierKind, Cat("person/", mark));
}

}  // namespace motcua::intake

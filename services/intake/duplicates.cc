#include "services/intake/duplicates.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/text.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/store/dossier_list.h"
#include "services/intake/store/person_marks.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;

constexpr int kMostShown = 20;

v1::PossibleDuplicate Show(const Dossier& dossier, v1::DuplicateMatch match) {
  v1::PossibleDuplicate shown;
  shown.set_dossier_code(dossier.code());
  shown.set_state(dossier.state());
  *shown.mutable_submit_time() = dossier.submit_time();
  shown.set_receiving_unit(dossier.receiving_unit());
  shown.set_match(match);
  return shown;
}

bool IsEarlier(const v1::PossibleDuplicate& a, const v1::PossibleDuplicate& b) {
  const auto key = [](const v1::PossibleDuplicate& one) {
    return std::make_pair(FromProto(one.submit_time()), std::string_view(one.dossier_code()));
  };
  return key(a) < key(b);
}

}  // namespace

v1::DuplicateMatch MatchOf(const Dossier& a, const Dossier& b) {
  const auto& one = a.applicant();
  const auto& other = b.applicant();
  if (a.procedure_code() != b.procedure_code()) return v1::DUPLICATE_MATCH_UNSPECIFIED;
  if (!one.identity_number().empty() && !other.identity_number().empty()) {
    return one.identity_number() == other.identity_number() ? v1::DUPLICATE_MATCH_IDENTITY
                                                            : v1::DUPLICATE_MATCH_UNSPECIFIED;
  }
  const bool same = !one.phone().empty() && one.phone() == other.phone() &&
                    Fold(one.name()) == Fold(other.name());
  return same ? v1::DUPLICATE_MATCH_NAME_AND_PHONE : v1::DUPLICATE_MATCH_UNSPECIFIED;
}

async::Task<absl::StatusOr<std::vector<v1::PossibleDuplicate>>> FindDuplicates(
    store::Aggregates<Dossier>& dossiers, const Dossier& draft, std::vector<std::string> marks,
    const auth::Caller& caller, const catalogue::Catalogue& catalogue) {
  std::vector<std::string> codes;
  for (const std::string& mark : marks) {
    std::string key = MarkKey(dossiers.committer().keys(), mark);
    auto page = co_await ReadCodes(dossiers.committer().redis(), std::move(key), "", kMostShown);
    if (!page.ok()) co_return page.status();
    codes.insert(codes.end(), page->codes.begin(), page->codes.end());
  }
  std::vector<v1::PossibleDuplicate> found;
  if (codes.empty()) co_return found;
  auto loaded = co_await dossiers.LoadMany(std::move(codes));
  if (!loaded.ok()) co_return loaded.status();
  for (const auto& one : *loaded) {
    if (one.state == nullptr || IsFinal(one.state->state())) continue;
    if (!caller.Covers(one.state->receiving_unit(), catalogue)) continue;
    const v1::DuplicateMatch match = MatchOf(draft, *one.state);
    if (match != v1::DUPLICATE_MATCH_UNSPECIFIED) found.push_back(Show(*one.state, match));
  }
  std::sort(found.begin(), found.end(), &IsEarlier);
  if (found.size() > kMostShown) found.resize(kMostShown);
  co_return found;
}

}  // namespace motcua::intake

#include "services/postal/domain/checks.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/carriage.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/s10.h"

namespace motcua::postal {
namespace {

constexpr size_t kMaxCodeLength = 64;
constexpr size_t kMaxEventIdLength = 96;
constexpr size_t kMaxAddressLength = 500;
constexpr size_t kMaxNoteLength = 300;
constexpr size_t kMaxPaperLength = 300;
constexpr size_t kMaxOfficeLength = 32;
constexpr size_t kMaxCarrierLength = 32;
// How far a carrier's clock may be ahead.
constexpr absl::Duration kMaxAhead = absl::Hours(24);

// Characters, of valid UTF-8.
size_t Length(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

bool IsCode(std::string_view text) {
  return text.size() <= kMaxCodeLength && std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '-' || c == '_';
         });
}

bool IsPhone(std::string_view text) {
  return text.size() >= 9 && text.size() <= 11 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c); });
}

// A unit at an end of the way: there when the kind has one, absent when it is the citizen's home.
absl::Status CheckEnd(std::string_view field, std::string_view unit, bool is_home,
                      const catalogue::Catalogue& catalogue) {
  if (is_home && !unit.empty()) return Invalid(field, "is the citizen's home for this kind");
  if (is_home) return absl::OkStatus();
  if (unit.empty()) return Required(field);
  if (catalogue.FindUnit(unit) != nullptr) return absl::OkStatus();
  return NotFound(kUnitNotFound, "no such unit").With("unit", unit).Field(field, "is not known");
}

absl::Status CheckHome(const Wish& wish, const catalogue::Catalogue& catalogue) {
  if (wish.address.empty()) return Required("address");
  if (wish.contact_name.empty()) return Required("contact_name");
  MOTCUA_RETURN_IF_ERROR(CheckLength("address", wish.address, kMaxAddressLength));
  MOTCUA_RETURN_IF_ERROR(CheckLength("contact_name", wish.contact_name, kMaxNameLength));
  if (!wish.contact_phone.empty() && !IsPhone(wish.contact_phone)) {
    return Invalid("contact_phone", "is not 9 to 11 digits");
  }
  if (wish.home_commune.empty()) return absl::OkStatus();
  return CheckEnd("home_commune", wish.home_commune, false, catalogue);
}

absl::Status CheckParcels(const Wish& wish) {
  constexpr size_t kMaxPapers = 100;
  if (wish.parcels.size() > static_cast<size_t>(kMaxParcels)) {
    return Invalid("parcels", Cat("are more than ", kMaxParcels));
  }
  for (const auto& papers : wish.parcels) {
    if (papers.size() > kMaxPapers) return Invalid("parcels", "hold more than 100 papers");
    for (const type::v1::Paper& paper : papers) {
      if (paper.name().empty()) return Required("parcels.papers.name");
      MOTCUA_RETURN_IF_ERROR(CheckLength("parcels.papers.name", paper.name(), kMaxPaperLength));
      const bool counts = paper.count() >= 1 && paper.count() <= 100;
      if (!counts) return Invalid("parcels.papers.count", "is not 1 to 100");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Required(std::string_view field) {
  return InvalidArgument(kFieldRequired, Cat(field, " is required")).Field(field, "is required");
}

absl::Status Invalid(std::string_view field, std::string_view why) {
  return InvalidArgument(kFieldInvalid, Cat(field, " ", why)).Field(field, why);
}

absl::Status CheckLength(std::string_view field, std::string_view text, size_t max) {
  if (Length(text) <= max) return absl::OkStatus();
  return Invalid(field, Cat("is longer than ", max, " characters"));
}

absl::Status Check(const Wish& wish, const catalogue::Catalogue& catalogue) {
  const bool from_home = wish.kind == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER;
  const bool to_home = wish.kind == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  if (wish.dossier_code.empty()) return Required("dossier_code");
  if (!IsCode(wish.dossier_code)) return Invalid("dossier_code", "is not a dossier's code");
  if (wish.kind == dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED) return Required("kind");
  if (!dossier::v1::ConsignmentKind_IsValid(wish.kind)) return Invalid("kind", "is not known");
  MOTCUA_RETURN_IF_ERROR(CheckEnd("from_unit", wish.from_unit, from_home, catalogue));
  MOTCUA_RETURN_IF_ERROR(CheckEnd("to_unit", wish.to_unit, to_home, catalogue));
  MOTCUA_RETURN_IF_ERROR(CheckParcels(wish));
  if (wish.from_unit == wish.to_unit) return Invalid("to_unit", "is where it comes from");
  if (from_home || to_home) MOTCUA_RETURN_IF_ERROR(CheckHome(wish, catalogue));
  const Way way{wish.from_unit, wish.to_unit};
  if (!OfficeInCharge(way, catalogue).empty()) return absl::OkStatus();
  return Invalid(from_home ? "to_unit" : "from_unit", "has no post office");
}

absl::Status Check(const dossier::v1::TrackingEvent& report, absl::Time now) {
  if (report.event_id().empty()) return Required("event_id");
  MOTCUA_RETURN_IF_ERROR(CheckLength("event_id", report.event_id(), kMaxEventIdLength));
  if (!IsS10(report.consignment_id())) return Invalid("consignment_id", "is not an S10 identifier");
  if (report.kind() == dossier::v1::TRACKING_KIND_UNSPECIFIED) return Required("kind");
  if (!dossier::v1::TrackingKind_IsValid(report.kind())) return Invalid("kind", "is not known");
  if (report.event_time().seconds() <= 0) return Required("event_time");
  if (FromProto(report.event_time()) > now + kMaxAhead) {
    return Invalid("event_time", "is more than a day ahead");
  }
  MOTCUA_RETURN_IF_ERROR(CheckLength("post_office", report.post_office(), kMaxOfficeLength));
  if (!report.bag_id().empty()) return Invalid("bag_id", "is for postal's own reports");
  MOTCUA_RETURN_IF_ERROR(CheckLength("carrier", report.carrier(), kMaxCarrierLength));
  if (report.raw().size() > kMaxRawBytes) {
    return Invalid("raw", Cat("is longer than ", kMaxRawBytes, " bytes"));
  }
  return CheckLength("note", report.note(), kMaxNoteLength);
}

}  // namespace motcua::postal

#include "services/postal/domain/carriage.h"

namespace motcua::postal {

std::string OfficeInCharge(const Way& way, const catalogue::Catalogue& catalogue) {
  const catalogue::v1::PostOffice* office = catalogue.PostOfficeOf(way.from);
  if (office == nullptr) office = catalogue.PostOfficeOf(way.to);
  return office == nullptr ? std::string() : office->code();
}

bool IsLocal(const Way& way, const catalogue::Catalogue& catalogue) {
  if (way.from.empty() || way.to.empty()) return false;
  const auto* from_office = catalogue.PostOfficeOf(way.from);
  if (from_office != nullptr && from_office == catalogue.PostOfficeOf(way.to)) return true;
  const auto from_district = catalogue.ResolveUnit("district", way.from);
  const auto to_district = catalogue.ResolveUnit("district", way.to);
  return from_district.ok() && to_district.ok() && *from_district == *to_district;
}

absl::Time ArrivalDue(const Way& way, const catalogue::Catalogue& catalogue, absl::Time now) {
  const calendar::TimeLimit limit{.kind = calendar::LimitKind::kWorkingDays,
                                  .amount = IsLocal(way, catalogue) ? 1 : 2};
  return catalogue.calendar().Due(now, limit);
}

}  // namespace motcua::postal

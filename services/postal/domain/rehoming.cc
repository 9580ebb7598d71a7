#include "services/postal/domain/rehoming.h"

#include <optional>
#include <string>
#include <string_view>

namespace motcua::postal {
namespace {

using catalogue::Catalogue;
using catalogue::ReorganisationPlan;
using dossier::v1::Consignment;

// The unit whose agency code the dossier's code begins with.
std::string OriginOf(const Consignment& consignment, const Catalogue& catalogue) {
  const std::string_view code = consignment.dossier_code();
  const auto* unit = catalogue.FindUnitByAgency(code.substr(0, code.find('-')));
  return unit == nullptr ? std::string() : unit->code();
}

// Code of the unit whose successor's post office takes over at the end of the way where `unit` is, or
// a home (empty).
std::string AreaOf(const std::string& unit, const Consignment& consignment,
                   const std::string& post_office, const Catalogue& catalogue) {
  if (!unit.empty()) return unit;
  if (!consignment.home_commune().empty()) return consignment.home_commune();
  const auto* office = catalogue.FindPostOffice(post_office);
  return office == nullptr ? std::string() : office->unit_code();
}

std::optional<std::string> OfficeAfter(const std::string& old_area, const ReorganisationPlan& plan,
                                       const Catalogue& catalogue, std::string_view origin) {
  const auto area = plan.SuccessorOf(old_area, origin);
  if (!area.has_value()) return std::nullopt;
  const auto* office = catalogue.PostOfficeOf(*area);
  if (office == nullptr) return std::nullopt;
  return office->code();
}

}  // namespace

std::vector<reorganisation::Slot> UnitSlots(Consignment& consignment,
                                            const ReorganisationPlan& plan,
                                            const Catalogue& catalogue) {
  const std::string origin = OriginOf(consignment, catalogue);
  const auto after = [&](const std::string& unit) { return plan.SuccessorOf(unit, origin); };
  std::string* from = consignment.mutable_from_unit();
  std::string* to = consignment.mutable_to_unit();
  std::string* home = consignment.mutable_home_commune();
  std::string* office = consignment.mutable_post_office();
  std::string* last_office = consignment.mutable_delivery_office();
  const std::string area = AreaOf(*from, consignment, *office, catalogue);
  const std::string last_area = AreaOf(*to, consignment, *last_office, catalogue);
  return {{"post_office", office, OfficeAfter(area, plan, catalogue, origin), "post office", ""},
          {"delivery_office", last_office, OfficeAfter(last_area, plan, catalogue, origin),
           "delivery office", ""},
          {"from_unit", from, after(*from), "consignment from", ""},
          {"to_unit", to, after(*to), "consignment to", ""},
          {"home_commune", home, plan.SuccessorOf(*home, *home), "home", ""}};
}

}  // namespace motcua::postal

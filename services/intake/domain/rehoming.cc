#include "services/intake/domain/rehoming.h"

#include <string>

namespace motcua::intake {

std::vector<reorganisation::Slot> UnitSlots(dossier::v1::Dossier& dossier,
                                            const catalogue::ReorganisationPlan& plan) {
  std::string* unit = dossier.mutable_receiving_unit();
  std::vector<reorganisation::Slot> slots = {
      {"receiving_unit", unit, plan.SuccessorOf(*unit, *unit), "dossier", ""}};
  if (dossier.applicant().commune_code().empty()) return slots;
  std::string* commune = dossier.mutable_applicant()->mutable_commune_code();
  slots.push_back({"commune", commune, plan.SuccessorOf(*commune, *commune), "commune", ""});
  return slots;
}

}  // namespace motcua::intake

#include "common/catalogue/import/default_route.h"

#include <string>

namespace motcua::catalogue {
namespace {

void AddStep(const char* name, const std::string& selector, int permille, const char* role,
             v1::Procedure* procedure) {
  v1::RouteStep& step = *procedure->add_route();
  step.set_stage(procedure->route_size());
  step.set_name(name);
  step.set_unit_selector(selector);
  step.set_share_permille(permille);
  step.set_role(role);
}

// Who signs. "origin" is the only selector that every level has.
std::string SignerOf(const v1::Procedure& procedure) {
  if (procedure.levels_size() != 1) return "origin";
  switch (procedure.levels(0)) {
    case type::v1::LEVEL_DISTRICT:
      return "district";
    case type::v1::LEVEL_PROVINCE:
      return "province";
    default:
      return "origin";
  }
}

}  // namespace

void AddDefaultRoute(v1::Procedure* procedure) {
  AddStep("Thẩm định hồ sơ", "origin", 700, "officer", procedure);
  AddStep("Ký duyệt kết quả", SignerOf(*procedure), 300, "leader", procedure);
}

}  // namespace motcua::catalogue

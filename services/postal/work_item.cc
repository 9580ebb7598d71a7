#include "services/postal/work_item.h"

#include "services/postal/domain/charges.h"

namespace motcua::postal {

v1::WorkItem WorkOf(const dossier::v1::Consignment& consignment, bool fetched) {
  v1::WorkItem item;
  item.set_consignment_id(consignment.id());
  item.set_dossier_code(consignment.dossier_code());
  item.set_kind(consignment.kind());
  item.set_state(consignment.state());
  item.set_unit_code(fetched ? consignment.from_unit() : consignment.to_unit());
  if (item.unit_code().empty()) item.set_home_commune(consignment.home_commune());
  *item.mutable_due_time() = consignment.due_time();
  // The postman goes to a home at one end of the way alone, and the money is taken there.
  if (!item.unit_code().empty()) return item;
  if (consignment.has_visit()) *item.mutable_visit_time() = consignment.visit().begin_time();
  if (!consignment.charges().told()) item.set_collect_vnd(CashOf(consignment.charges()));
  return item;
}

}  // namespace motcua::postal

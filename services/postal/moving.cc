#include "services/postal/moving.h"

#include "common/base/reasons.h"
#include "services/postal/store/places.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;

event::v1::ConsignmentFacts FactsOf(const Consignment& consignment) {
  event::v1::ConsignmentFacts facts;
  event::v1::ConsignmentCreated& created = *facts.mutable_created();
  created.set_consignment_id(consignment.id());
  created.set_kind(consignment.kind());
  created.set_from_unit(consignment.from_unit());
  created.set_to_unit(consignment.to_unit());
  created.set_post_office(consignment.post_office());
  created.set_step_index(consignment.step_index());
  *facts.mutable_create_time() = consignment.create_time();
  facts.set_state(consignment.state());
  return facts;
}

async::Task<absl::StatusOr<std::vector<std::string>>> ConsignmentsOf(store::Committer& committer,
                                                                     std::string dossier_code) {
  std::string list = committer.keys().Index(kConsignmentKind, ListOfDossier(dossier_code));
  co_return co_await reorganisation::ReadIds(committer.redis(), std::move(list), 0, -1);
}

}  // namespace

cells::Nature<Consignment> NatureOfMoving(reorganisation::Sweep<Consignment>& sweep,
                                          store::Committer& committer) {
  cells::Nature<Consignment> nature;
  nature.service = "postal";
  nature.kind = std::string(kConsignmentKind);
  nature.ids_of = [&committer](std::string code) { return ConsignmentsOf(committer, code); };
  // Those that have ended go too: they are part of the dossier's papers' way.
  nature.ended = [](const Consignment&) { return false; };
  nature.about = [](const Consignment& consignment, event::v1::Event& event) {
    event.set_dossier_code(consignment.dossier_code());
    event.set_unit_code(consignment.from_unit().empty() ? consignment.to_unit()
                                                        : consignment.from_unit());
  };
  nature.left = [](const Consignment& consignment, event::v1::CellLeft& left) {
    left.set_consignment_id(consignment.id());
  };
  nature.entered = [](const Consignment& consignment, event::v1::CellEntered& entered) {
    *entered.mutable_consignment() = FactsOf(consignment);
  };
  nature.admit = [&sweep](store::Draft<Consignment>& draft,
                          const std::string& from_cell) -> std::optional<cells::Refusal> {
    sweep.RehomeFrom(draft, from_cell);
    const std::string unknown = sweep.UnknownUnitOf(draft.state);
    if (unknown.empty()) return std::nullopt;
    return cells::MakeRefusal(kUnitNotFound, unknown);
  };
  return nature;
}

}  // namespace motcua::postal

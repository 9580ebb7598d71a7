#include "services/intake/moving.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

using catalogue::v1::Procedure;

const Procedure* ProcedureOf(const Dossier& dossier, const catalogue::Catalogue& catalogue) {
  const absl::CivilDay day = absl::ToCivilDay(FromProto(dossier.submit_time()), LocalZone());
  return catalogue.FindProcedureKept(dossier.procedure_code(), dossier.procedure_version(), day);
}

// A dossier whose procedure is not known here is not admitted.
event::v1::DossierFacts FactsOf(const Dossier& dossier, const catalogue::Catalogue& catalogue) {
  event::v1::DossierFacts facts;
  const Procedure* procedure = ProcedureOf(dossier, catalogue);
  if (procedure == nullptr) return facts;
  *facts.mutable_submitted() = DescribeFiling(dossier, *procedure);
  *facts.mutable_submit_time() = dossier.submit_time();
  if (dossier.has_accept_time()) {
    *facts.mutable_accepted() = DescribeAcceptance(dossier, *procedure);
    *facts.mutable_accept_time() = dossier.accept_time();
  }
  facts.set_completion_requests(dossier.completion_requests());
  facts.set_supplement_requests(dossier.supplement_requests());
  facts.set_paid_vnd(dossier.paid_vnd());
  return facts;
}

}  // namespace

cells::Nature<Dossier> NatureOfMoving(reorganisation::Sweep<Dossier>& sweep,
                                      const catalogue::Catalogue& catalogue) {
  cells::Nature<Dossier> nature;
  nature.service = "intake";
  nature.kind = std::string(kDossierKind);
  nature.companions = [](const Dossier& dossier) {
    const auto& group = dossier.group_dossiers();
    return std::vector<std::string>(group.begin(), group.end());
  };
  nature.ended = [](const Dossier& dossier) { return IsFinal(dossier.state()); };
  nature.about = [](const Dossier& dossier, event::v1::Event& event) {
    event.set_dossier_code(dossier.code());
    event.set_unit_code(dossier.receiving_unit());
  };
  nature.left = [](const Dossier&, event::v1::CellLeft&) {};
  nature.entered = [&catalogue](const Dossier& dossier, event::v1::CellEntered& entered) {
    *entered.mutable_dossier() = FactsOf(dossier, catalogue);
  };
  nature.admit = [&](store::Draft<Dossier>& draft,
                     const std::string& from_cell) -> std::optional<cells::Refusal> {
    sweep.RehomeFrom(draft, from_cell);
    const std::string unknown = sweep.UnknownUnitOf(draft.state);
    if (!unknown.empty()) return cells::MakeRefusal(kUnitNotFound, unknown);
    if (ProcedureOf(draft.state, catalogue) != nullptr) return std::nullopt;
    return cells::MakeRefusal(kProcedureNotFound, draft.state.procedure_code());
  };
  return nature;
}

}  // namespace motcua::intake

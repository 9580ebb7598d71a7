#include "services/routing/domain/route.h"

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/catalogue/case_rules.h"

namespace motcua::routing {

namespace {

const catalogue::v1::Procedure* ProcedureOf(const event::v1::Accepted& accepted,
                                            absl::Time accept_time,
                                            const catalogue::Catalogue& catalogue) {
  const absl::Time filed =
      accepted.has_submit_time() ? FromProto(accepted.submit_time()) : accept_time;
  return catalogue.FindProcedureKept(accepted.procedure_code(), accepted.procedure_version(),
                                     absl::ToCivilDay(filed, LocalZone()));
}

dossier::v1::Step MakeStep(const catalogue::v1::RouteStep& rule, int index, std::string unit) {
  dossier::v1::Step step;
  step.set_index(index);
  step.set_stage(rule.stage());
  step.set_name(rule.name());
  step.set_unit_code(std::move(unit));
  step.set_share_permille(rule.share_permille());
  step.set_needs_originals(rule.needs_originals());
  step.set_post_stops_clock(rule.post_stops_clock());
  step.set_may_skip(rule.may_skip());
  if (rule.has_answer_limit()) *step.mutable_answer_limit() = rule.answer_limit();
  step.set_state(dossier::v1::STEP_STATE_PENDING);
  return step;
}

}  // namespace

absl::StatusOr<std::vector<dossier::v1::Step>> LayRoute(const catalogue::Catalogue& catalogue,
                                                        const event::v1::Accepted& accepted,
                                                        absl::Time accept_time) {
  const catalogue::v1::Procedure* procedure = ProcedureOf(accepted, accept_time, catalogue);
  if (procedure == nullptr) {
    return NotFound(kProcedureNotFound, "no such procedure")
        .With("procedureCode", accepted.procedure_code());
  }
  const std::string& origin = accepted.receiving_unit();
  std::vector<dossier::v1::Step> steps;
  for (const catalogue::v1::RouteStep& rule : procedure->route()) {
    if (!catalogue::AppliesInCase(rule.cases(), accepted.case_key())) continue;
    MOTCUA_ASSIGN_OR_RETURN(std::string unit, catalogue.ResolveUnit(rule.unit_selector(), origin));
    steps.push_back(MakeStep(rule, static_cast<int>(steps.size()), std::move(unit)));
  }
  return steps;
}

}  // namespace motcua::routing

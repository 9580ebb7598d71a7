#include "services/intake/event_guidance.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/intake/domain/citizen_event.h"
#include "services/intake/guidance.h"

namespace motcua::intake {
namespace {

using catalogue::Catalogue;

void ShowSteps(const EventPlan& plan, v1::GetEventGuidanceResponse& response) {
  response.set_fee_known(true);
  for (const EventMember& member : plan.members) {
    v1::EventStep& step = *response.add_steps();
    Summarize(*member.procedure, *step.mutable_procedure());
    step.set_case_key(member.case_key);
    *step.mutable_after() = member.step->after();
    for (const auto& result : member.step->result_papers()) step.add_result_papers(result.paper());
    response.set_fee_vnd(response.fee_vnd() + member.procedure->fee_vnd());
    if (!member.procedure->has_fee_vnd()) response.set_fee_known(false);
    if (member.procedure->no_post()) response.set_personal_presence(true);
  }
}

void ShowPapers(const EventPlan& plan, v1::GetEventGuidanceResponse& response) {
  for (const EventPaper& paper : Checklist(plan)) {
    v1::EventPaper& shown = *response.add_papers();
    shown.set_name(paper.name);
    shown.set_kind(paper.kind);
    shown.set_count(paper.count);
    shown.set_required(paper.required);
    for (const std::string& code : paper.procedure_codes) shown.add_procedure_codes(code);
  }
}

// Each begins at once, or when those before it are promised to have their results.
void ShowPromises(const EventPlan& plan, const calendar::Calendar& calendar, absl::Time filing,
                  v1::GetEventGuidanceResponse& response) {
  std::vector<absl::Time> promises;
  for (size_t i = 0; i < plan.members.size(); ++i) {
    absl::Time begin = filing;
    for (const std::string& before : plan.members[i].step->after()) {
      begin = std::max(begin, promises[plan.IndexOf(before)]);
    }
    const auto limit = catalogue::ToTimeLimit(plan.members[i].procedure->limit());
    const bool known = begin < absl::InfiniteFuture();
    promises.push_back(known ? calendar.Due(begin, limit) : absl::InfiniteFuture());
    if (promises[i] == absl::InfiniteFuture()) continue;
    *response.mutable_steps(static_cast<int>(i))->mutable_due_time() = ToProto(promises[i]);
  }
}

}  // namespace

absl::StatusOr<v1::ListCitizenEventsResponse> ListEvents(
    const v1::ListCitizenEventsRequest& request, const Catalogue& catalogue, absl::Time now) {
  MOTCUA_ASSIGN_OR_RETURN(const absl::Time filing, FilingTime(request.filing_day(), now));
  const absl::CivilDay day = absl::ToCivilDay(filing, LocalZone());
  v1::ListCitizenEventsResponse response;
  for (const auto& event : catalogue.citizen_events()) {
    if (catalogue.FindEvent(event.code(), day) == nullptr) continue;
    v1::CitizenEventSummary& shown = *response.add_events();
    shown.set_code(event.code());
    shown.set_name(event.name());
    for (const auto& step : event.procedures()) {
      Summarize(*catalogue.FindProcedure(step.procedure_code(), day), *shown.add_procedures());
    }
  }
  return response;
}

absl::StatusOr<v1::GetEventGuidanceResponse> GuideEvent(const v1::GetEventGuidanceRequest& request,
                                                        const Catalogue& catalogue,
                                                        absl::Time now) {
  MOTCUA_ASSIGN_OR_RETURN(const absl::Time filing, FilingTime(request.filing_day(), now));
  std::map<std::string, std::string> cases;
  for (const auto& one : request.cases()) cases[one.procedure_code()] = one.case_key();
  MOTCUA_ASSIGN_OR_RETURN(const EventPlan plan,
                          PlanEvent(catalogue, request.event_code(),
                                    absl::ToCivilDay(filing, LocalZone()), cases, "cases"));
  const std::string& unit = request.receiving_unit();
  if (!unit.empty() && catalogue.FindUnit(unit) == nullptr) {
    return absl::Status(NotFound(kUnitNotFound, "there is no such unit")
                            .With("unit", unit)
                            .Field("receiving_unit", "is in no catalogue"));
  }
  v1::GetEventGuidanceResponse response;
  response.set_event_code(plan.event->code());
  response.set_name(plan.event->name());
  ShowSteps(plan, response);
  ShowPapers(plan, response);
  if (!unit.empty()) ShowPromises(plan, catalogue.calendar(), filing, response);
  return response;
}

}  // namespace motcua::intake

#include "services/intake/guidance.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "common/catalogue/counter_hours.h"
#include "common/catalogue/postage.h"
#include "common/catalogue/unit_index.h"
#include "services/intake/advice.h"
#include "services/intake/questions.h"
#include "services/intake/store/page_token.h"

namespace motcua::intake {
namespace {

using catalogue::Catalogue;
using catalogue::v1::Procedure;

constexpr int kDefaultPage = 20;
constexpr int kLargestPage = 200;

void ShowCases(const Procedure& procedure, v1::GetGuidanceResponse& response) {
  for (const auto& row : procedure.cases()) {
    v1::ProcedureCase& shown = *response.add_cases();
    shown.set_key(row.key());
    shown.set_question(row.question());
  }
}

// The papers that are asked for, or may still be before the case is decided.
void ShowPapers(const Procedure& procedure, const CaseChoice& choice,
                v1::GetGuidanceResponse& response) {
  for (const auto& paper : procedure.papers()) {
    if (!choice.MayApply(paper.cases())) continue;
    v1::RequiredPaper& shown = *response.add_papers();
    shown.set_name(paper.name());
    shown.set_kind(paper.kind());
    shown.set_count(paper.count());
    shown.set_required(paper.required());
    *shown.mutable_case_keys() = paper.cases();
  }
}

void ShowChoice(const CaseChoice& choice, v1::GetGuidanceResponse& response) {
  response.set_decided(choice.decided);
  response.set_case_key(choice.case_key);
  if (choice.next == nullptr) return;
  response.mutable_next_question()->set_key(choice.next->key());
  response.mutable_next_question()->set_question(choice.next->question());
}

using Route = std::vector<const catalogue::v1::RouteStep*>;

// The steps it takes, or may still take before the case is decided.
Route RouteOf(const Procedure& procedure, const CaseChoice& choice) {
  Route route;
  for (const auto& step : procedure.route()) {
    if (choice.MayApply(step.cases())) route.push_back(&step);
  }
  return route;
}

// Limit and fee of the case, as far as it is decided, and the channel.
void ShowTerms(const Procedure& procedure, const CaseChoice& choice, type::v1::Channel channel,
               v1::ProcedureSummary& summary) {
  *summary.mutable_limit() = catalogue::LimitFor(procedure, choice.case_key, channel);
  const auto fee = catalogue::FeeFor(procedure, choice.case_key, channel);
  summary.set_fee_vnd(fee.value_or(0));
  summary.set_fee_known(fee.has_value());
}

// Steps without places when no unit is named, or when it does not take the procedure in.
void ShowSteps(const Route& route, const std::string& unit, const Catalogue& catalogue,
               v1::GetGuidanceResponse& response) {
  for (const auto* step : route) {
    v1::GuidanceStep& shown = *response.add_steps();
    shown.set_name(step->name());
    shown.set_stage(step->stage());
    shown.set_may_skip(step->may_skip());
    if (step->has_answer_limit()) *shown.mutable_answer_limit() = step->answer_limit();
    if (unit.empty()) continue;
    const auto place = catalogue.ResolveUnit(step->unit_selector(), unit);
    if (!place.ok()) continue;
    shown.set_unit_code(*place);
    shown.set_unit_name(catalogue.FindUnit(*place)->name());
  }
}

void ShowPromise(const Catalogue& catalogue, absl::Time now, v1::GetGuidanceResponse& response) {
  const auto limit = catalogue::ToTimeLimit(response.procedure().limit());
  const absl::Time due = catalogue.calendar().Due(now, limit);
  if (due != absl::InfiniteFuture()) *response.mutable_due_time() = ToProto(due);
  *response.mutable_counts_from_time() = ToProto(catalogue.calendar().EffectiveReceipt(now));
}

void ShowHours(const catalogue::Sessions& sessions, bool saturday,
               v1::GetGuidanceResponse& response) {
  const auto clock = [](int minute) { return absl::StrFormat("%02d:%02d", minute / 60, minute % 60); };
  for (const auto& session : sessions) {
    v1::OpeningHours& shown = *response.add_opening_hours();
    shown.set_saturday(saturday);
    shown.set_begin(clock(session.begin));
    shown.set_end(clock(session.end));
  }
}

// When the counter takes the procedure in.
void ShowOpening(const Procedure& procedure, const std::string& unit, const Catalogue& catalogue,
                 absl::Time now, v1::GetGuidanceResponse& response) {
  const absl::CivilDay today = absl::ToCivilDay(now, LocalZone());
  ShowHours(catalogue.calendar().sessions(), false, response);
  ShowHours(catalogue::SaturdayHours(catalogue, unit, procedure.field(), today), true, response);
  const absl::Time next = catalogue::NextOpening(catalogue, unit, procedure.field(), now);
  if (next > now && next < absl::InfiniteFuture()) *response.mutable_opens_time() = ToProto(next);
}

absl::StatusOr<const Procedure*> RequireProcedure(const std::string& code,
                                                  const Catalogue& catalogue, absl::Time filing) {
  const absl::CivilDay day = absl::ToCivilDay(filing, LocalZone());
  if (const Procedure* procedure = catalogue.FindProcedure(code, day)) return procedure;
  const bool known = catalogue.FindProcedure(code) != nullptr;
  return absl::Status(
      NotFound(kProcedureNotFound, "there is no such procedure on that day")
          .With("procedure_code", code)
          .Field("procedure_code", known ? "is not in force on that day" : "is in no catalogue"));
}

// For each step the greatest shares of the stages before and its own, then those of all stages.
std::vector<int64_t> SharesOf(const Route& route) {
  std::vector<int64_t> shares;
  int stage = 0;
  int64_t before = 0;    // shares of the stages before
  int64_t greatest = 0;  // of the stage at hand
  for (const auto* step : route) {
    if (step->stage() != std::exchange(stage, step->stage())) before += std::exchange(greatest, 0);
    greatest = std::max<int64_t>(greatest, step->share_permille());
    shares.push_back(before + step->share_permille());
  }
  shares.push_back(before + greatest);
  return shares;
}

// When each step should be done: its part of the working time up to the promise.
void ShowStepTimes(const Route& route, const Catalogue& catalogue, absl::Time now,
                   v1::GetGuidanceResponse& response) {
  if (!response.has_due_time()) return;
  const absl::Time promise = FromProto(response.due_time());
  const int64_t minutes = catalogue.calendar().WorkingMinutesBetween(now, promise);
  const std::vector<int64_t> shares = SharesOf(route);
  for (int i = 0; i < response.steps_size(); ++i) {
    const absl::Time at = catalogue.calendar().AddWorking(now, minutes * shares[i] / shares.back());
    *response.mutable_steps(i)->mutable_due_time() =
        ToProto(shares[i] >= shares.back() ? promise : std::min(at, promise));
  }
}

}  // namespace

void Summarize(const Procedure& procedure, v1::ProcedureSummary& summary) {
  summary.set_code(procedure.code());
  summary.set_name(procedure.name());
  summary.set_field(procedure.field());
  *summary.mutable_levels() = procedure.levels();
  *summary.mutable_limit() = procedure.limit();
  summary.set_fee_vnd(procedure.fee_vnd());
  summary.set_version(catalogue::VersionOf(procedure));
  summary.set_fee_known(procedure.has_fee_vnd());
}

absl::StatusOr<absl::Time> FilingTime(const std::string& day, absl::Time now) {
  if (day.empty()) return now;
  absl::CivilDay parsed;
  if (!catalogue::ParseDay(day, &parsed)) {
    return absl::Status(InvalidArgument(kFieldInvalid, "filing_day: is no day as YYYY-MM-DD")
                            .Field("filing_day", "is no day as YYYY-MM-DD"));
  }
  return absl::FromCivil(parsed, LocalZone());
}

absl::StatusOr<v1::SearchProceduresResponse> SearchProcedures(
    const v1::SearchProceduresRequest& request, const Catalogue& catalogue, absl::CivilDay today) {
  MOTCUA_ASSIGN_OR_RETURN(const int size,
                          PageSize(request.page_size(), kDefaultPage, kLargestPage));
  const std::string list = Cat("procedures/", catalogue.version(), "/",
                               absl::FormatCivilTime(today), "/", request.text());
  MOTCUA_ASSIGN_OR_RETURN(const std::string position, ParsePageToken(list, request.page_token()));
  const auto found = catalogue.SearchProcedures(request.text(), today);
  size_t begin = 0;
  if (!position.empty() && (!ParseInt(position, &begin) || begin > found.size())) {
    return PageTokenInvalid();
  }
  const size_t end = std::min(found.size(), begin + size);
  v1::SearchProceduresResponse response;
  for (size_t i = begin; i < end; ++i) Summarize(*found[i], *response.add_procedures());
  if (end < found.size()) response.set_next_page_token(MakePageToken(list, Cat(end)));
  return response;
}

namespace {

// Postage there and back, which the applicant pays (QĐ 45/2016 Đ.12(3)).
absl::Status ShowPostage(const v1::GetGuidanceRequest& request, const Catalogue& catalogue,
                         absl::Time filing, v1::GetGuidanceResponse& response) {
  const std::string& home = request.home_commune();
  if (request.channel() != type::v1::CHANNEL_POSTAL || home.empty()) return absl::OkStatus();
  if (catalogue.FindUnit(home) == nullptr) {
    return NotFound(kUnitNotFound, "there is no such unit")
        .With("unit", home)
        .Field("home_commune", "is in no catalogue");
  }
  if (request.receiving_unit().empty()) return absl::OkStatus();
  const absl::CivilDay day = absl::ToCivilDay(filing, LocalZone());
  const auto zone = catalogue::ZoneOf(catalogue, home, request.receiving_unit());
  response.set_postage_vnd(2 * catalogue::PostageOf(catalogue, zone, false, day));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::GetGuidanceResponse> Guide(const v1::GetGuidanceRequest& request,
                                              const Catalogue& catalogue, absl::Time now) {
  MOTCUA_ASSIGN_OR_RETURN(const absl::Time filing, FilingTime(request.filing_day(), now));
  MOTCUA_ASSIGN_OR_RETURN(const Procedure* procedure,
                          RequireProcedure(request.procedure_code(), catalogue, filing));
  MOTCUA_ASSIGN_OR_RETURN(const CaseChoice choice, DecideCase(request, *procedure));
  const std::string& unit = request.receiving_unit();
  if (!unit.empty() && catalogue.FindUnit(unit) == nullptr) {
    return absl::Status(NotFound(kUnitNotFound, "there is no such unit")
                            .With("unit", unit)
                            .Field("receiving_unit", "is in no catalogue"));
  }
  v1::GetGuidanceResponse response;
  const Route route = RouteOf(*procedure, choice);
  Summarize(*procedure, *response.mutable_procedure());
  ShowTerms(*procedure, choice, request.channel(), *response.mutable_procedure());
  response.set_personal_presence(procedure->no_post());
  ShowCases(*procedure, response);
  ShowChoice(choice, response);
  ShowPapers(*procedure, choice, response);
  ShowSteps(route, unit, catalogue, response);
  if (!unit.empty()) {
    ShowPromise(catalogue, filing, response);
    ShowStepTimes(route, catalogue, filing, response);
    ShowOpening(*procedure, unit, catalogue, filing, response);
  }
  MOTCUA_RETURN_IF_ERROR(ShowPostage(request, catalogue, filing, response));
  AddAdvice(catalogue.FindUnit(unit), filing, response);
  return response;
}

}  // namespace motcua::intake

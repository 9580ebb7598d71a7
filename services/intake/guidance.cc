#include "services/intake/guidance.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/intake/domain/draft_check.h"
#include "services/intake/store/page_token.h"

namespace motcua::intake {
namespace {

using catalogue::Catalogue;
using catalogue::v1::Procedure;

constexpr int kDefaultPage = 20;
constexpr int kLargestPage = 200;

void Summarize(const Procedure& procedure, v1::ProcedureSummary& summary) {
  summary.set_code(procedure.code());
  summary.set_name(procedure.name());
  summary.set_field(procedure.field());
  *summary.mutable_levels() = procedure.levels();
  *summary.mutable_limit() = procedure.limit();
  summary.set_fee_vnd(procedure.fee_vnd());
}

void ShowCases(const Procedure& procedure, v1::GetGuidanceResponse& response) {
  for (const auto& row : procedure.cases()) {
    v1::ProcedureCase& shown = *response.add_cases();
    shown.set_key(row.key());
    shown.set_question(row.question());
  }
}

// The papers of the case; of every case when none is named.
void ShowPapers(const Procedure& procedure, std::string_view case_key,
                v1::GetGuidanceResponse& response) {
  for (const auto& paper : procedure.papers()) {
    if (!case_key.empty() && !IsAskedFor(paper, case_key)) continue;
    v1::RequiredPaper& shown = *response.add_papers();
    shown.set_name(paper.name());
    shown.set_kind(paper.kind());
    shown.set_count(paper.count());
    shown.set_required(paper.required());
    *shown.mutable_case_keys() = paper.cases();
  }
}

// Steps without places when no unit is named, or when it does not take the procedure in.
void ShowSteps(const Procedure& procedure, const std::string& unit, const Catalogue& catalogue,
               v1::GetGuidanceResponse& response) {
  for (const auto& step : procedure.route()) {
    v1::GuidanceStep& shown = *response.add_steps();
    shown.set_name(step.name());
    shown.set_stage(step.stage());
    if (unit.empty()) continue;
    const auto place = catalogue.ResolveUnit(step.unit_selector(), unit);
    if (!place.ok()) continue;
    shown.set_unit_code(*place);
    shown.set_unit_name(catalogue.FindUnit(*place)->name());
  }
}

void ShowPromise(const Procedure& procedure, const Catalogue& catalogue, absl::Time now,
                 v1::GetGuidanceResponse& response) {
  const auto limit = catalogue::ToTimeLimit(procedure.limit());
  const absl::Time due = catalogue.calendar().Due(now, limit);
  if (due != absl::InfiniteFuture()) *response.mutable_due_time() = ToProto(due);
}

absl::Status CheckCase(const Procedure& procedure, const std::string& key) {
  const bool known = key.empty() || std::ranges::any_of(procedure.cases(), [&](const auto& row) {
                       return row.key() == key;
                     });
  if (known) return absl::OkStatus();
  return InvalidArgument(kCaseUnknown, "case_key: is no case of the procedure")
      .Field("case_key", "is no case of the procedure");
}

}  // namespace

absl::StatusOr<v1::SearchProceduresResponse> SearchProcedures(
    const v1::SearchProceduresRequest& request, const Catalogue& catalogue) {
  MOTCUA_ASSIGN_OR_RETURN(const int size,
                          PageSize(request.page_size(), kDefaultPage, kLargestPage));
  const std::string list = Cat("procedures/", catalogue.version(), "/", request.text());
  MOTCUA_ASSIGN_OR_RETURN(const std::string position, ParsePageToken(list, request.page_token()));
  const auto found = catalogue.SearchProcedures(request.text());
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

absl::StatusOr<v1::GetGuidanceResponse> Guide(const v1::GetGuidanceRequest& request,
                                              const Catalogue& catalogue, absl::Time now) {
  const Procedure* procedure = catalogue.FindProcedure(request.procedure_code());
  if (procedure == nullptr) {
    return absl::Status(NotFound(kProcedureNotFound, "there is no such procedure")
                            .With("procedure_code", request.procedure_code())
                            .Field("procedure_code", "is in no catalogue"));
  }
  MOTCUA_RETURN_IF_ERROR(CheckCase(*procedure, request.case_key()));
  const std::string& unit = request.receiving_unit();
  if (!unit.empty() && catalogue.FindUnit(unit) == nullptr) {
    return absl::Status(NotFound(kUnitNotFound, "there is no such unit")
                            .With("unit", unit)
                            .Field("receiving_unit", "is in no catalogue"));
  }
  v1::GetGuidanceResponse response;
  Summarize(*procedure, *response.mutable_procedure());
  response.set_personal_presence(procedure->no_post());
  ShowCases(*procedure, response);
  ShowPapers(*procedure, request.case_key(), response);
  ShowSteps(*procedure, unit, catalogue, response);
  if (!unit.empty()) ShowPromise(*procedure, catalogue, now, response);
  return response;
}

}  // namespace motcua::intake

#include "services/reporting/prediction_service.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/reporting/scope.h"

namespace motcua::reporting {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kMostPerPage = 1000;

absl::Status NotReady() {
  return Unavailable(kModelNotReady, "nothing was learned yet").RetryAfter(absl::Seconds(5));
}

absl::Status CheckRisks(const v1::ListRisksRequest& request) {
  if (request.page_size() < 0) {
    return InvalidArgument(kFieldInvalid, "a page has a size").Field("page_size", "not negative");
  }
  if (request.min_probability() >= 0 && request.min_probability() <= 1) return absl::OkStatus();
  return InvalidArgument(kFieldInvalid, "not a probability").Field("min_probability", "0 to 1");
}

void Fill(const Forecast::Risk& risk, absl::Time at, v1::DossierRisk& answer) {
  const Expectation& expectation = risk.expectation;
  answer.set_dossier_code(risk.story.code);
  answer.set_procedure_code(risk.story.procedure_code);
  answer.set_receiving_unit(risk.story.receiving_unit);
  answer.set_unit_code(expectation.unit);
  answer.set_step_name(expectation.step_name);
  *answer.mutable_due_time() = ToProto(risk.story.DueAt(at));
  answer.set_probability(expectation.late);
  if (expectation.median < absl::InfiniteFuture()) {
    *answer.mutable_median_time() = ToProto(expectation.median);
  }
  answer.set_queue_before(expectation.queue_before);
  answer.set_basis(expectation.basis);
}

void AddUnits(const std::map<std::string, v1::UnitRisk>& by_unit, v1::ListRisksResponse& response) {
  std::vector<v1::UnitRisk> units;
  for (const auto& [code, unit] : by_unit) units.push_back(unit);
  std::ranges::stable_sort(units, std::greater(), &v1::UnitRisk::expected_late);
  response.mutable_units()->Add(units.begin(), units.end());
}

bool Concerns(const Forecast::Risk& risk, const Scope& scope) {
  return scope.Sees(risk.story.receiving_unit) || scope.Sees(risk.expectation.unit);
}

}  // namespace

async::Task<absl::StatusOr<v1::ListRisksResponse>> PredictionService::ListRisks(
    const runtime::CallContext& call, const v1::ListRisksRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRisks(request));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  const auto forecast = forecaster_.last();
  if (forecast == nullptr) co_return NotReady();
  const int page =
      std::min(request.page_size() == 0 ? kDefaultPage : request.page_size(), kMostPerPage);
  const absl::Time before =
      request.has_due_before() ? FromProto(request.due_before()) : absl::InfiniteFuture();
  v1::ListRisksResponse response;
  std::map<std::string, v1::UnitRisk> units;
  for (const Forecast::Risk& risk : forecast->risks) {
    const bool asked = risk.expectation.late >= request.min_probability() &&
                       risk.story.DueAt(forecast->as_of) < before && Concerns(risk, scope);
    if (!asked) continue;
    response.set_total(response.total() + 1);
    v1::UnitRisk& unit = units[risk.story.receiving_unit];
    unit.set_unit_code(risk.story.receiving_unit);
    unit.set_open(unit.open() + 1);
    unit.set_expected_late(unit.expected_late() + risk.expectation.late);
    if (response.risks_size() < page) Fill(risk, forecast->as_of, *response.add_risks());
  }
  AddUnits(units, response);
  *response.mutable_as_of_time() = ToProto(forecast->as_of);
  response.set_learned_steps(forecast->learned_steps);
  co_return response;
}

async::Task<absl::StatusOr<v1::GetCalibrationResponse>> PredictionService::GetCalibration(
    const runtime::CallContext&, const v1::GetCalibrationRequest&) {
  const auto forecast = forecaster_.last();
  if (forecast == nullptr) co_return NotReady();
  const Calibration& calibration = forecast->calibration;
  v1::GetCalibrationResponse response;
  if (calibration.dossiers > 0) *response.mutable_split_time() = ToProto(calibration.split);
  response.set_dossiers(calibration.dossiers);
  response.set_predictions(calibration.foretold.predictions());
  response.set_late(calibration.late);
  response.set_brier_score(calibration.foretold.brier());
  response.set_base_rate_brier_score(calibration.base.brier());
  response.set_skill(calibration.skill());
  response.set_calibration_error(calibration.foretold.error());
  response.set_raw_brier_score(calibration.raw.brier());
  response.set_raw_calibration_error(calibration.raw.error());
  double lower = 0;
  for (const auto& bucket : calibration.foretold.buckets()) {
    v1::ReliabilityBucket& row = *response.add_buckets();
    row.set_lower(lower);
    row.set_upper(lower += 0.1);
    row.set_count(bucket.count);
    if (bucket.count == 0) continue;
    const double count = static_cast<double>(bucket.count);
    row.set_mean_probability(bucket.sum_probability / count);
    row.set_late_share(static_cast<double>(bucket.late) / count);
  }
  co_return response;
}

void PredictionService::Serve(runtime::RpcServer& server) {
  runtime::Methods<PredictionService> rpc(server, "motcua.reporting.v1.PredictionService", this);
  rpc.Unary("ListRisks", &PredictionService::ListRisks);
  rpc.Unary("GetCalibration", &PredictionService::GetCalibration);
}

}  // namespace motcua::reporting

#include "clients/province/officers.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

constexpr absl::Duration kLease = absl::Hours(4);
// An officer who found the queue empty looks again after this.
constexpr absl::Duration kLookAgain = absl::Minutes(30);
// What an officer may ask for after acceptance.
constexpr char kExplanation[] = "Văn bản giải trình";

template <class Request>
Request AboutStep(const Errand& errand, std::string request_id) {
  Request request;
  request.set_request_id(std::move(request_id));
  request.set_unit_code(errand.unit);
  request.set_dossier_code(errand.key.subject);
  request.set_step_index(errand.step);
  return request;
}

}  // namespace

// New units have the officers of those whose work they go on with, and their certificates.
std::string Officers::OfficerOf(std::string_view unit) const {
  const catalogue::Succession& succession = catalogue_.succession();
  const auto* now = catalogue_.FindUnit(unit);
  for (const std::string& before : succession.PredecessorsOf(unit)) {
    if (catalogue_.FindUnit(before)->level() == now->level()) return OfficerOf(before);
  }
  const std::string province = catalogue_.ResolveUnit("province", unit).value_or("");
  if (const auto& before = succession.PredecessorsOf(province); !before.empty()) {
    return Cat("officers-", before.front());
  }
  const auto district = catalogue_.ResolveUnit("district", unit);
  const bool is_district =
      district.ok() && catalogue_.FindUnit(*district)->level() == type::v1::LEVEL_DISTRICT;
  if (is_district) return Cat("officers-", *district);
  return Cat("officers-", province);
}

// When another step was first in the queue, its own visit becomes the visit for this one.
async::Task<bool> Officers::Visit(Errand errand) {
  routing::v1::ClaimStepsRequest request;
  request.set_request_id(calls_.RequestId("claim", errand));
  request.set_unit_code(errand.unit);
  request.set_max_steps(1);
  *request.mutable_lease_duration() = ToProto(kLease);
  const auto answer = co_await calls_.Call<routing::v1::ClaimStepsResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/ClaimSteps", std::move(request));
  if (!answer.ok()) co_return false;
  if (answer->steps().empty()) {
    VisitAgain(errand, calls_.now());
    co_return true;
  }
  const routing::v1::ClaimedStep& claimed = answer->steps(0);
  TakeInHand(claimed);
  const bool other =
      claimed.dossier_code() != errand.key.subject || claimed.step().index() != errand.step;
  if (other) VisitAgain(errand, reactions_.habits().VisitTime(ViewOfClaimed(claimed)));
  co_return true;
}

void Officers::VisitAgain(const Errand& errand, absl::Time not_before) {
  const OpenStep* step = reactions_.FindStep(errand.key.subject, errand.step);
  if (step == nullptr || !step->in_queue) return;
  agenda_.Set(std::max(not_before, calls_.now() + kLookAgain), errand);
}

StepAtUnit Officers::ViewOfClaimed(const routing::v1::ClaimedStep& claimed) const {
  const int index = claimed.step().index();
  const OpenStep* known = reactions_.FindStep(claimed.dossier_code(), index);
  if (known != nullptr) return ViewOf(claimed.dossier_code(), index, *known);
  StepAtUnit view{.dossier = claimed.dossier_code(), .step = index, .queued = calls_.now()};
  if (claimed.step().has_due_time()) view.due = FromProto(claimed.step().due_time());
  return view;
}

void Officers::TakeInHand(const routing::v1::ClaimedStep& claimed) {
  const StepAtUnit view = ViewOfClaimed(claimed);
  ErrandKey key{claimed.dossier_code(), ErrandKind::kFinish, Cat(view.step)};
  Errand finish{.key = std::move(key),
                .step = view.step,
                .unit = claimed.step().unit_code(),
                .turn = view.turn,
                .lease_token = claimed.lease_token()};
  agenda_.Set(reactions_.habits().FinishTime(view, calls_.now()), std::move(finish));
}

async::Task<bool> Officers::Finish(Errand errand) {
  const OpenDossier* dossier = reactions_.Find(errand.key.subject);
  const bool asked = dossier != nullptr && dossier->supplement_asked;
  const StepAtUnit view{.dossier = errand.key.subject, .step = errand.step, .turn = errand.turn};
  switch (reactions_.habits().EndOf(view, asked)) {
    case StepEnd::kForget:
      co_return true;
    case StepEnd::kRelease:
      co_return co_await Release(std::move(errand));
    case StepEnd::kHandBack:
      co_return co_await HandBack(std::move(errand));
    case StepEnd::kReject:
      co_return co_await Complete(std::move(errand), dossier::v1::STEP_RESULT_REJECTED);
    case StepEnd::kApprove:
      break;
  }
  co_return co_await Complete(std::move(errand), dossier::v1::STEP_RESULT_APPROVED);
}

async::Task<bool> Officers::Complete(Errand errand, dossier::v1::StepResult result) {
  auto request =
      AboutStep<routing::v1::CompleteStepRequest>(errand, calls_.RequestId("finish", errand));
  request.set_lease_token(errand.lease_token);
  request.set_result(result);
  const bool rejected = result == dossier::v1::STEP_RESULT_REJECTED;
  if (rejected) request.set_note("Không đủ điều kiện giải quyết theo quy định");
  const auto answer = co_await calls_.Call<routing::v1::CompleteStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/CompleteStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Officers::HandBack(Errand errand) {
  auto request =
      AboutStep<routing::v1::HandBackStepRequest>(errand, calls_.RequestId("handback", errand));
  request.set_lease_token(errand.lease_token);
  request.add_items(kExplanation);
  request.set_reason("Cần làm rõ nội dung hồ sơ");
  const auto answer = co_await calls_.Call<routing::v1::HandBackStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/HandBackStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Officers::Release(Errand errand) {
  auto request =
      AboutStep<routing::v1::ReleaseStepRequest>(errand, calls_.RequestId("release", errand));
  request.set_lease_token(errand.lease_token);
  request.set_reason("Chuyển cán bộ khác xử lý");
  const auto answer = co_await calls_.Call<routing::v1::ReleaseStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/ReleaseStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Officers::Requeue(Errand errand) {
  auto request =
      AboutStep<routing::v1::RequeueStepRequest>(errand, calls_.RequestId("requeue", errand));
  const auto answer = co_await calls_.Call<routing::v1::RequeueStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/RequeueStep", std::move(request));
  co_return answer.ok();
}

}  // namespace motcua::province

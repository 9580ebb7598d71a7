#include "tests/bench/lifecycle.h"

#include <memory>
#include <utility>
#include <vector>

#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/strings.h"
#include "common/runtime/channel.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "tests/bench/requests.h"

namespace motcua::bench {
namespace {

using runtime::Channel;
namespace rv1 = motcua::routing::v1;

constexpr absl::Duration kTimeout = absl::Seconds(20);
constexpr int kClaimAtOnce = 50;
constexpr std::string_view kRouting = "/motcua.routing.v1.RoutingService/";

// Clerks file dossiers and hand results over; each unit has an officer who takes and ends steps.
class Province {
 public:
  Province(asio::io_context& io, const LifecycleOptions& options, std::shared_ptr<Channel> intake,
           std::shared_ptr<Channel> routing)
      : io_(io), options_(options), intake_(std::move(intake)), routing_(std::move(routing)) {}

  LifecycleResult Run() {
    for (int i = 0; i < options_.in_flight; ++i) File();
    for (const std::string& unit : BenchUnits()) async::Detach(io_, Officer(unit));
    const absl::Duration warmup = absl::Seconds(2);
    while (watch_.Elapsed() < warmup + absl::Seconds(options_.seconds)) {
      io_.run_one();
      if (!measuring_ && watch_.Elapsed() >= warmup) {
        measuring_ = true;
        finished_before_ = finished_;
        measure_watch_ = Stopwatch();
      }
    }
    LifecycleResult result;
    result.finished = finished_ - finished_before_;
    result.per_second = static_cast<double>(result.finished) /
                        absl::ToDoubleSeconds(measure_watch_.Elapsed());
    result.errors = errors_;
    stopping_ = true;
    while (running_ > 0) io_.run_one();
    return result;
  }

 private:
  std::string NextRequestId() { return Cat(run_, "-", ++serial_); }

  void File() {
    if (!stopping_) async::Detach(io_, Submit());
  }

  async::Task<void> Submit() {
    ++running_;
    auto request = MakeSubmission(run_, ++serial_, /*accept=*/true);
    std::string method = "/motcua.intake.v1.IntakeService/SubmitDossier";
    auto response = co_await intake_->Call<intake::v1::SubmitDossierResponse>(
        std::move(method), request, kTimeout);
    if (!response.ok()) {
      ++errors_;
      File();
    }
    --running_;
  }

  async::Task<void> Officer(std::string unit) {
    ++running_;
    while (!stopping_) {
      rv1::ClaimStepsRequest request;
      request.set_request_id(NextRequestId());
      request.set_unit_code(unit);
      request.set_max_steps(kClaimAtOnce);
      auto claimed = co_await routing_->Call<rv1::ClaimStepsResponse>(
          Cat(kRouting, "ClaimSteps"), request, kTimeout);
      if (!claimed.ok()) ++errors_;
      if (!claimed.ok() || claimed->steps().empty()) {
        co_await async::Sleep(absl::Milliseconds(2));
        continue;
      }
      std::vector<async::Task<bool>> tasks;
      for (rv1::ClaimedStep& step : *claimed->mutable_steps()) {
        tasks.push_back(Complete(unit, std::move(step)));
      }
      co_await async::WhenAll(std::move(tasks));
    }
    --running_;
  }

  async::Task<bool> Complete(std::string unit, rv1::ClaimedStep step) {
    rv1::CompleteStepRequest request;
    request.set_request_id(NextRequestId());
    request.set_unit_code(unit);
    request.set_dossier_code(step.dossier_code());
    request.set_step_index(step.step().index());
    request.set_lease_token(step.lease_token());
    auto done = co_await routing_->Call<rv1::CompleteStepResponse>(Cat(kRouting, "CompleteStep"),
                                                                   request, kTimeout);
    if (!done.ok()) {
      ++errors_;
      co_return false;
    }
    if (done->state() != dossier::v1::JOURNEY_STATE_RESULT_READY) co_return true;
    rv1::HandOverResultRequest hand_over;
    hand_over.set_request_id(NextRequestId());
    hand_over.set_dossier_code(step.dossier_code());
    auto handed = co_await routing_->Call<rv1::HandOverResultResponse>(
        Cat(kRouting, "HandOverResult"), hand_over, kTimeout);
    if (!handed.ok()) ++errors_;
    ++finished_;
    File();
    co_return true;
  }

  asio::io_context& io_;
  const LifecycleOptions& options_;
  std::shared_ptr<Channel> intake_;
  std::shared_ptr<Channel> routing_;
  std::string run_ = RandomIds().NewId();
  Stopwatch watch_, measure_watch_;
  int64_t serial_ = 0, finished_ = 0, finished_before_ = 0, errors_ = 0;
  int running_ = 0;
  bool measuring_ = false;
  bool stopping_ = false;
};

absl::StatusOr<std::shared_ptr<Channel>> Connect(asio::io_context& io, const std::string& target,
                                                 const std::string& certs) {
  Channel::Options options;
  options.target = target;
  options.tls = runtime::TlsFiles{certs + "/ca.pem", certs + "/operator.pem",
                                  certs + "/operator.key"};
  return Channel::Create(&io, std::move(options));
}

}  // namespace

absl::StatusOr<LifecycleResult> RunLifecycles(const LifecycleOptions& options) {
  asio::io_context io(1);
  auto keep = asio::make_work_guard(io);
  auto intake = Connect(io, options.intake, options.certs);
  if (!intake.ok()) return intake.status();
  auto routing = Connect(io, options.routing, options.certs);
  if (!routing.ok()) return routing.status();
  Province province(io, options, *intake, *routing);
  return province.Run();
}

}  // namespace motcua::bench

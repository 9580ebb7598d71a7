#include "common/runtime/service_host.h"

#include <algorithm>
#include <asio/signal_set.hpp>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::runtime {
namespace {

constexpr absl::Duration kHealthPeriod = absl::Seconds(1);
// How long past the drain timeout the process may live before it ends itself.
constexpr absl::Duration kDrainGrace = absl::Seconds(5);
constexpr absl::Duration kDrainPoll = absl::Milliseconds(10);
constexpr absl::Duration kLongestStartPause = absl::Seconds(2);

template <class T>
absl::StatusOr<std::unique_ptr<T>> Boxed(absl::StatusOr<T> value) {
  if (!value.ok()) return value.status();
  return std::make_unique<T>(*std::move(value));
}

absl::Status Named(std::string_view setting, const absl::Status& status) {
  return {status.code(), Cat("--", setting, ": ", ToStd(status.message()))};
}

}  // namespace

ServiceHost::ServiceHost(std::string name, CommonSettings settings)
    : name_(std::move(name)), settings_(std::move(settings)) {}

absl::StatusOr<std::unique_ptr<ServiceHost>> ServiceHost::Create(std::string name,
                                                                 CommonSettings settings) {
  std::unique_ptr<ServiceHost> host(new ServiceHost(std::move(name), std::move(settings)));
  MOTCUA_RETURN_IF_ERROR(host->Load());
  return host;
}

absl::Status ServiceHost::Load() {
  MOTCUA_RETURN_IF_ERROR(settings_.Check());
  auto clock = MakeClock(settings_.clock);
  if (!clock.ok()) return Named("clock", clock.status());
  clock_ = *std::move(clock);
  MOTCUA_ASSIGN_OR_RETURN(catalogue_, Boxed(catalogue::Catalogue::Load(settings_.catalogue)));
  MOTCUA_ASSIGN_OR_RETURN(auth::Policy policy, auth::Policy::Load(settings_.policy));
  MOTCUA_ASSIGN_OR_RETURN(redis::Options redis, settings_.Redis());
  MOTCUA_ASSIGN_OR_RETURN(exposer_, metrics::Exposer::Start(metrics_, settings_.metrics_listen));
  redis_metrics_ = std::make_unique<RedisMetrics>(metrics_);
  redis_ = std::make_unique<redis::Client>(io_, std::move(redis), redis_metrics_.get());
  published_ = std::make_unique<PublishedCatalogue>(*redis_, settings_.cell, *catalogue_);
  MOTCUA_RETURN_IF_ERROR(TakeUpPublished());

  RpcServer::Options options;
  options.address = settings_.listen;
  options.tls = settings_.Tls();
  options.max_request_bytes = settings_.max_request_bytes;
  options.max_in_flight = settings_.max_in_flight;
  // A driven clock stands still while one call after the other is made: waiting gains nothing.
  if (settings_.clock != "real") options.gather = absl::ZeroDuration();
  options.covers = [this](std::string_view root, std::string_view unit) {
    return catalogue_->Covers(root, unit);
  };
  rpc_ = std::make_unique<RpcServer>(io_, std::move(options), std::move(policy), metrics_);
  Methods<ServiceHost> ops(*rpc_, "motcua.ops.v1.OpsService", this);
  ops.Unary("GetBacklog", &ServiceHost::GetBacklog);
  ops.Unary("GetCatalogueStatus", &ServiceHost::GetCatalogueStatus);
  Every("health", kHealthPeriod, [this] { return CheckRedis(); });
  return absl::OkStatus();
}

// Coroutines that still wait for Redis are let go while all they may touch still lives.
ServiceHost::~ServiceHost() {
  if (redis_ != nullptr) redis_->Close();
  io_.restart();
  io_.poll();
  rpc_.reset();
  while (!kept_.empty()) kept_.pop_back();
}

void ServiceHost::OnStart(std::string name, std::function<async::Task<absl::Status>()> run) {
  on_start_.emplace_back(std::move(name), std::move(run));
}

void ServiceHost::Every(std::string name, absl::Duration period, Worker::RunOnce run_once) {
  workers_.push_back(
      std::make_unique<Worker>(metrics_, std::move(name), period, std::move(run_once)));
}

std::shared_ptr<Channel> ServiceHost::Peer(const std::string& name) {
  if (const auto known = peers_.find(name); known != peers_.end()) return known->second;
  const auto target = settings_.peers.find(name);
  absl::StatusOr<std::shared_ptr<Channel>> channel = absl::NotFoundError("no such peer");
  if (target != settings_.peers.end()) {
    channel = ChannelTo(target->second);
  }
  if (!channel.ok()) {
    Log(kError, "no channel to peer",
        {{"peer", name}, {"error", ToStd(channel.status().message())}});
    std::abort();
  }
  return peers_.emplace(name, *channel).first->second;
}

absl::StatusOr<std::shared_ptr<Channel>> ServiceHost::ChannelTo(const std::string& target) {
  Channel::Options options{target, settings_.Tls(), name_, /*attempts=*/3};
  return Channel::Create(&io_, std::move(options));
}

async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> ServiceHost::GetBacklog(
    const CallContext& call, const ops::v1::GetBacklogRequest& request) {
  absl::StatusOr<ops::v1::GetBacklogResponse> backlog = ops::v1::GetBacklogResponse();
  if (backlog_source_) backlog = co_await backlog_source_();
  if (backlog.ok()) backlog->set_service(name_);
  co_return backlog;
}

async::Task<absl::Status> ServiceHost::CheckRedis() {
  redis::Args ping = {"PING"};
  const auto pong = co_await redis_->Call(std::move(ping));
  rpc_->SetServing(pong.ok() && !draining_);
  if (!pong.ok()) co_return pong.status();
  co_return co_await published_->TakeUp(/*starting=*/false);
}

async::Task<absl::StatusOr<ops::v1::GetCatalogueStatusResponse>> ServiceHost::GetCatalogueStatus(
    const CallContext& call, const ops::v1::GetCatalogueStatusRequest& request) {
  const absl::Status looked = co_await published_->TakeUp(/*starting=*/false);
  if (absl::IsUnavailable(looked)) co_return looked;
  ops::v1::GetCatalogueStatusResponse response = published_->Status();
  response.set_service(name_);
  co_return response;
}

namespace {

async::Task<void> Store(async::Task<absl::Status> task, absl::Status* status, bool* done) {
  *status = co_await std::move(task);
  *done = true;
}

}  // namespace

absl::Status ServiceHost::TakeUpPublished() {
  absl::Status status;
  bool done = false;
  async::Detach(io_, Store(published_->TakeUp(/*starting=*/true), &status, &done));
  while (!done && io_.run_one() > 0) continue;
  io_.restart();
  if (absl::IsUnavailable(status)) OnStart("catalogue", [this] { return AwaitPublished(); });
  return absl::IsUnavailable(status) ? absl::OkStatus() : status;
}

async::Task<absl::Status> ServiceHost::AwaitPublished() {
  MOTCUA_CO_RETURN_IF_ERROR(co_await published_->TakeUp(/*starting=*/false));
  if (!published_->Status().restart_needed()) co_return absl::OkStatus();
  co_return FailedPrecondition(kCatalogueInvalid,
                               "the published catalogue has other units: start again");
}

async::Task<absl::Status> ServiceHost::RunStartTask(const RunOnStart& task) {
  absl::Duration pause = absl::Milliseconds(100);
  while (true) {
    const absl::Status status = co_await task.second();
    if (!absl::IsUnavailable(status) || draining_) co_return status;
    Log(kWarning, "start waits",
        {{"task", task.first}, {"error", ToStd(status.message())}});
    co_await async::Sleep(pause);
    pause = std::min(pause * 2, kLongestStartPause);
  }
}

async::Task<void> ServiceHost::Start() {
  for (const RunOnStart& task : on_start_) {
    const absl::Status done = co_await RunStartTask(task);
    if (draining_) co_return;
    if (!done.ok()) co_return Fail(task.first, done);
  }
  const absl::Status listening = rpc_->Start();
  if (!listening.ok()) co_return Fail("listen", listening);
  listening_ = true;
  for (const auto& worker : workers_) async::Detach(io_, worker->Loop());
  Log(kInfo, "serving",
      {{"port", rpc_->port()},
       {"metrics_port", exposer_->port()},
       {"cell", settings_.cell},
       {"catalogue", catalogue_->version()}});
}

void ServiceHost::Fail(std::string_view what, const absl::Status& status) {
  Log(kError, "start failed", {{"task", what}, {"error", ToStd(status.message())}});
  exit_code_ = 1;
  io_.stop();
}

async::Task<void> ServiceHost::AwaitSignal() {
  asio::signal_set signals(io_, SIGTERM, SIGINT);
  const int first = co_await signals.async_wait(asio::use_awaitable);
  Log(kInfo, "draining", {{"signal", first}});
  async::Detach(io_, Drain());
  co_await signals.async_wait(asio::use_awaitable);
  Log(kWarning, "ended by a second signal");
  std::_Exit(1);
}

bool ServiceHost::WorkersEnded() const {
  return !listening_ || std::ranges::all_of(workers_, &Worker::ended);
}

async::Task<void> ServiceHost::Drain() {
  draining_ = true;
  for (const auto& run : on_drain_) run();
  for (const auto& worker : workers_) worker->Stop();
  const Stopwatch stopwatch;
  std::atomic<bool> calls_ended{!listening_};
  std::thread drain([&] {
    if (listening_) rpc_->Drain(settings_.drain_timeout);
    calls_ended = true;
  });
  while (!calls_ended || !WorkersEnded()) {
    if (stopwatch.Elapsed() > settings_.drain_timeout + kDrainGrace) {
      Log(kError, "drain takes too long; ended");
      std::_Exit(1);
    }
    co_await async::Sleep(kDrainPoll);
  }
  drain.join();
  Log(kInfo, "drained", {{"seconds", absl::ToDoubleSeconds(stopwatch.Elapsed())}});
  io_.stop();
}

int ServiceHost::Serve() {
  async::Detach(io_, AwaitSignal());
  async::Detach(io_, Start());
  io_.run();
  return exit_code_;
}

}  // namespace motcua::runtime

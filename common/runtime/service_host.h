// The Host of a running service: owns everything, in the order in which it is torn down.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/runtime/common_settings.h"
#include "common/runtime/host.h"
#include "common/runtime/published_catalogue.h"
#include "common/runtime/redis_metrics.h"
#include "common/runtime/worker.h"

namespace motcua::runtime {

class ServiceHost final : public Host {
 public:
  // Loads what the settings name. Errors name the setting or the file.
  static absl::StatusOr<std::unique_ptr<ServiceHost>> Create(std::string name,
                                                             CommonSettings settings);
  ~ServiceHost() override;

  const std::string& name() const override { return name_; }
  const std::string& cell() const override { return settings_.cell; }
  asio::io_context& io() override { return io_; }
  const Clock& clock() const override { return *clock_; }
  IdSource& ids() override { return ids_; }
  redis::Client& redis() override { return *redis_; }
  const catalogue::Catalogue& catalogue() const override { return *catalogue_; }
  metrics::Registry& metrics() override { return metrics_; }
  RpcServer& rpc() override { return *rpc_; }
  void OnStart(std::string name, std::function<async::Task<absl::Status>()> run) override;
  void Every(std::string name, absl::Duration period, Worker::RunOnce run_once) override;
  void OnDrain(std::function<void()> run) override { on_drain_.push_back(std::move(run)); }
  void KeepAlive(std::shared_ptr<void> object) override { kept_.push_back(std::move(object)); }
  std::shared_ptr<Channel> Peer(const std::string& name) override;
  absl::StatusOr<std::shared_ptr<Channel>> ChannelTo(const std::string& target) override;
  void SetBacklogSource(
      std::function<async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>>()> source) override {
    backlog_source_ = std::move(source);
  }

  // Runs the start tasks, listens, runs the workers, until SIGTERM or SIGINT; then drains. Returns
  // the exit code.
  int Serve();

 private:
  using RunOnStart = std::pair<std::string, std::function<async::Task<absl::Status>()>>;

  ServiceHost(std::string name, CommonSettings settings);
  absl::Status Load();

  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> GetBacklog(
      const CallContext& call, const ops::v1::GetBacklogRequest& request);
  async::Task<absl::StatusOr<ops::v1::GetCatalogueStatusResponse>> GetCatalogueStatus(
      const CallContext& call, const ops::v1::GetCatalogueStatusRequest& request);
  // PINGs Redis, and takes up a catalogue published meanwhile.
  async::Task<absl::Status> CheckRedis();
  // Lets the io loop turn until what was published is there, before anything is built of it. When
  // Redis is away the start goes on with the files, and waits for Redis in its first task.
  absl::Status TakeUpPublished();
  async::Task<absl::Status> AwaitPublished();

  async::Task<void> Start();
  async::Task<absl::Status> RunStartTask(const RunOnStart& task);
  void Fail(std::string_view what, const absl::Status& status);
  async::Task<void> AwaitSignal();
  async::Task<void> Drain();
  bool WorkersEnded() const;

  std::string name_;
  CommonSettings settings_;
  asio::io_context io_{1};
  std::unique_ptr<Clock> clock_;
  RandomIds ids_;
  metrics::Registry metrics_;
  std::unique_ptr<metrics::Exposer> exposer_;
  std::unique_ptr<catalogue::Catalogue> catalogue_;
  std::unique_ptr<RedisMetrics> redis_metrics_;
  std::unique_ptr<redis::Client> redis_;
  std::unique_ptr<PublishedCatalogue> published_;
  std::unique_ptr<RpcServer> rpc_;
  std::map<std::string, std::shared_ptr<Channel>> peers_;
  std::function<async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>>()> backlog_source_;
  std::vector<RunOnStart> on_start_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::function<void()>> on_drain_;
  std::vector<std::shared_ptr<void>> kept_;
  bool listening_ = false;
  bool draining_ = false;
  int exit_code_ = 0;
};

}  // namespace motcua::runtime

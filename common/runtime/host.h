// What a service stands on, and the one way to start it:
//
//   int main(int argc, char** argv) {
//     motcua::runtime::ServiceSpec spec{.name = "intake", .port = 7101, .metrics_port = 7201};
//     return motcua::runtime::RunService(std::move(spec), argc, argv, &motcua::intake::Build);
//   }
//
// `Build` makes the service's objects from the Host, registers its handlers, workers and start
// tasks, and hands what must live as long as the service to KeepAlive.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include <asio/io_context.hpp>
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/catalogue/catalogue.h"
#include "common/config/settings.h"
#include "common/metrics/registry.h"
#include "common/redis/client.h"
#include "common/runtime/channel.h"
#include "common/runtime/rpc_server.h"
#include "motcua/ops/v1/ops_service.pb.h"

namespace motcua::runtime {

struct ServiceSpec {
  // "intake"; also the service name in logs.
  std::string name;
  // Defaults of --listen and --metrics-listen, on 127.0.0.1.
  int port = 0;
  int metrics_port = 0;
  // Services it calls, such as {"intake", 7101}: each gets a setting --peer-intake=host:port.
  struct Peer {
    std::string name;
    int port = 0;
  };
  std::vector<Peer> peers;
  // Adds the service's own settings; may be empty. Targets must outlive RunService.
  std::function<void(config::Settings&)> add_settings;
};

class Host {
 public:
  virtual ~Host() = default;

  virtual const std::string& name() const = 0;
  // Name of the cell whose work this process does; goes into every key's hash tag.
  virtual const std::string& cell() const = 0;
  virtual asio::io_context& io() = 0;
  virtual const Clock& clock() const = 0;
  virtual IdSource& ids() = 0;
  virtual redis::Client& redis() = 0;
  virtual const catalogue::Catalogue& catalogue() const = 0;
  virtual metrics::Registry& metrics() = 0;
  virtual RpcServer& rpc() = 0;

  // Runs on the io thread before the server listens, in order of adding. UNAVAILABLE is tried again
  // until it works; any other error ends the process.
  virtual void OnStart(std::string name, std::function<async::Task<absl::Status>()> run) = 0;

  // A worker: runs `run_once` on the io thread, waits `period` of real time, and again, until
  // drain. An error is logged when it first appears and when it changes or ends; each is counted. A
  // turn in progress is waited for when the service drains.
  virtual void Every(std::string name, absl::Duration period,
                     std::function<async::Task<absl::Status>()> run_once) = 0;

  // Runs on the io thread when draining begins, before the server stops: for loops that Every does
  // not fit.
  virtual void OnDrain(std::function<void()> run) = 0;

  // Lives until the process ends; destroyed in reverse order of adding, before everything above.
  virtual void KeepAlive(std::shared_ptr<void> object) = 0;

  // The channel to a peer named in ServiceSpec::peers, with this service's own certificate. Calls
  // are tried up to three times while the peer is UNAVAILABLE. Ends the process for another name.
  virtual std::shared_ptr<Channel> Peer(const std::string& name) = 0;

  // A channel to host:port, alike: to the same service of another cell. NOT_FOUND if the certificate
  // cannot be read.
  virtual absl::StatusOr<std::shared_ptr<Channel>> ChannelTo(const std::string& target) = 0;

  // What OpsService.GetBacklog answers; `service` is filled in. Without one it answers zeros.
  virtual void SetBacklogSource(
      std::function<async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>>()> source) = 0;
};

// Reads settings, builds, starts, serves until SIGTERM or SIGINT, drains. Returns the exit code: 0
// after a clean drain or --help, 1 if starting failed (the reason is on standard error), 2 for bad
// settings.
int RunService(ServiceSpec spec, int argc, char** argv,
               std::function<absl::Status(Host&)> build);

}  // namespace motcua::runtime

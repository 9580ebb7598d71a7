// The whole of Motcua for tests: a real Redis that keeps each write on disk, the four service
// binaries, the catalogue and policy that are shipped, mutual TLS, and a clock the test drives.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/driven_clock.h"
#include "common/runtime/channel.h"
#include "common/testing/redis_server.h"
#include "google/protobuf/message.h"
#include "motcua/ops/v1/ops_service.pb.h"
#include "tests/system/eventually.h"
#include "tests/system/process.h"

namespace motcua {

// In the order they start.
inline constexpr const char* kServices[] = {"intake", "routing", "postal", "reporting"};

// Local time in Vietnam.
absl::Time LocalTime(int year, int month, int day, int hour, int minute = 0);

class Stack {
 public:
  struct Options {
    // What the clock shows at first: a Tuesday morning.
    absl::Time start = LocalTime(2023, 1, 3, 8);
    // More settings of a service, such as {"routing", {"--worker-period=20ms"}}.
    std::map<std::string, std::vector<std::string>> settings;
    // The cell, and the folder of its catalogue; empty: the one that is shipped.
    std::string cell = "dongthap";
    std::string catalogue = "";
    // The Redis of another stack, which must live longer; nullptr: one of its own.
    RedisServer* redis = nullptr;
  };

  // Returns when all four are healthy; ends the test process with their logs if they are not.
  Stack() : Stack(Options{}) {}
  explicit Stack(Options options);
  ~Stack();

  DrivenClockWriter& clock() { return *clock_; }
  RedisServer& redis() { return *redis_; }
  // host:port of a service's gRPC, or of its metrics.
  std::string Endpoint(const std::string& service) const;
  std::string MetricsEndpoint(const std::string& service) const;
  // Certificates: ca.pem, and NAME.pem and NAME.key of each caller of the policy and of "stranger",
  // whom the policy does not know.
  static const std::string& CertificatesFolder();

  // As a power cut would.
  void Kill9(const std::string& service) { processes_.at(service)->Kill9(); }
  // Starts it again, with further settings, and waits until it is healthy.
  void Start(const std::string& service, const std::vector<std::string>& more = {});
  // SIGTERM; the exit code.
  int Terminate(const std::string& service) { return processes_.at(service)->Terminate(); }

  // The caller's channel to a service. Thread-safe.
  runtime::Channel& ChannelOf(const std::string& caller, const std::string& service);

  // Whether the standard health service says SERVING.
  bool IsHealthy(const std::string& service) const;
  absl::StatusOr<ops::v1::GetBacklogResponse> Backlog(const std::string& service);
  // Waits until every event has had its effects, all timers that are due were fired, and all is
  // archived. False, after a while, if that does not come about.
  bool Settle(absl::Duration within = absl::Seconds(30));
  // Events in all dead letters.
  int64_t DeadLetters();

  // The ends of all logs.
  std::string Logs() const;

 private:
  std::vector<std::string> CommandLine(const std::string& service) const;
  // True if nothing is left to do; `*archived` is the archive's last sequence.
  bool NothingToDo(int64_t* archived);

  const Options options_;
  const std::string directory_;
  std::unique_ptr<RedisServer> own_redis_;
  RedisServer* const redis_;
  std::unique_ptr<DrivenClockWriter> clock_;
  std::map<std::string, int> ports_;
  std::map<std::string, int> metrics_ports_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<runtime::Channel>> channels_;
};

// "/motcua.intake.v1.IntakeService/SubmitDossier" of SubmitDossierRequest's descriptor.
std::string MethodOf(const google::protobuf::Descriptor* request);
// "intake" of a message of motcua.intake.v1.
std::string ServiceOf(const google::protobuf::Descriptor* request);

// Calls as one caller; service and method follow from the request's type. Thread-safe.
class Client {
 public:
  Client(Stack& stack, std::string caller) : stack_(stack), caller_(std::move(caller)) {}

  template <class Response>
  absl::StatusOr<Response> Call(const google::protobuf::Message& request,
                                absl::Duration timeout = absl::Seconds(10)) {
    const auto* type = request.GetDescriptor();
    return stack_.ChannelOf(caller_, ServiceOf(type))
        .CallSync<Response>(MethodOf(type), request, timeout);
  }

 private:
  Stack& stack_;
  const std::string caller_;
};

}  // namespace motcua

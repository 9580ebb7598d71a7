// One method of the server, with its types erased. Services do not use this file; they register
// handlers with RpcServer or Methods.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/metrics/registry.h"
#include "common/runtime/call_context.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace motcua::runtime {

// Where a handler's messages go.
class Sink {
 public:
  virtual ~Sink() = default;
  // The one answer of a unary method; serialized at once.
  virtual absl::Status Answer(const google::protobuf::Message& message) = 0;
  // One message of a stream; serialized at once, before the first suspension. False: the client is
  // gone, and nothing more can be sent.
  virtual async::Task<bool> Write(const google::protobuf::Message& message) = 0;
  // False once the client is gone or the server is going down: a stream without end of its own
  // should end now.
  virtual bool Open() const = 0;
};

// Series of one method; resolved once.
class MethodMetrics {
 public:
  MethodMetrics(metrics::Registry& registry, const std::string& service,
                const std::string& method);

  void AccountStart() { in_flight_.Increment(); }
  void AccountEnd(absl::StatusCode code, absl::Duration took);

 private:
  metrics::Counter& RequestsWith(absl::StatusCode code);

  metrics::Registry& registry_;
  metrics::Labels labels_;
  metrics::Gauge& in_flight_;
  metrics::Histogram& duration_;
  // By status code; filled when the code is first seen.
  std::array<std::atomic<metrics::Counter*>, 17> requests_{};
};

struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  // "/package.Service/Method".
  std::string path;
  bool server_streaming = false;
  // Needs no role, and no caller's name: the health service.
  bool for_anyone = false;
  const google::protobuf::Message* request_type = nullptr;
  // The unit a request concerns; null if the method concerns none.
  std::function<std::string_view(const google::protobuf::Message&)> unit_of;
  std::function<async::Task<absl::Status>(const CallContext&, const google::protobuf::Message&,
                                          Sink&)>
      run;
  std::unique_ptr<MethodMetrics> metrics;
};

}  // namespace motcua::runtime

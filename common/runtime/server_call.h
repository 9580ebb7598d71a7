// One call of the server, from its arrival to its end; then used again for the next one.
#pragma once

#include <asio/io_context.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/async/task.h"
#include "common/auth/policy.h"
#include "common/base/clock.h"
#include "common/runtime/call_context.h"
#include "common/runtime/completion.h"
#include "common/runtime/mailbox.h"
#include "common/runtime/method.h"
#include "common/runtime/raw_service.h"

namespace motcua::runtime {

class ServerCall;

// What all calls of a server share.
struct CallEnvironment {
  asio::io_context& io;
  auth::Policy policy;
  size_t max_request_bytes;
  int max_in_flight;
  bool plaintext;
  std::function<bool(std::string_view root, std::string_view unit)> covers;
  Mailbox mailbox;
  // Calls of clients not ended yet.
  std::atomic<int> in_flight{0};
  // Those, and calls that wait for a client: gRPC's queue must live as long as any of them.
  std::atomic<int> open{0};
  std::atomic<bool> draining{false};
};

// The calls of one method. Completion thread only, once the server runs.
struct MethodCalls {
  const Method* method;
  RawService* service;
  int index;  // Of the method within `service`.
  grpc::ServerCompletionQueue* queue;
  std::vector<std::unique_ptr<ServerCall>> all;
  std::vector<ServerCall*> idle;

  // Has one more call wait for a client.
  void PostOne(CallEnvironment& environment);
};

class ServerCall final : public Sink {
 public:
  ServerCall(CallEnvironment& environment, MethodCalls& calls);

  // Waits for a client. Completion thread, or before it runs.
  void Await();

  absl::Status Answer(const google::protobuf::Message& message) override;
  async::Task<bool> Write(const google::protobuf::Message& message) override;
  bool Open() const override;

 private:
  // Ends of gRPC's operations; completion thread.
  void Arrived(bool ok);
  void Finished(bool ok);
  void Written(bool ok);
  void ClientDone(bool ok);
  void EndOne();

  // The way in: each returns why the call goes no further.
  absl::Status Admit();
  absl::Status Identify();
  absl::Status ReadRequest();
  absl::Status CheckUnit();
  std::string CallerName() const;

  // io thread.
  void Start();
  async::Task<void> Run();
  async::Task<absl::Status> RunHandler();
  async::Task<bool> WriteBytes(grpc::ByteBuffer bytes);

  // Any thread; the call may be reused by the time this returns.
  void Finish(const absl::Status& status);
  void LogEnd(const absl::Status& status, absl::Duration took) const;

  CallEnvironment& environment_;
  MethodCalls& calls_;
  const Method& method_;

  std::optional<grpc::ServerContext> server_context_;
  std::optional<UnaryResponder> unary_;
  std::optional<StreamResponder> stream_;
  grpc::ByteBuffer request_bytes_;
  size_t request_size_ = 0;  // as it came, in bytes
  std::unique_ptr<google::protobuf::Message> request_;
  CallContext context_;
  Stopwatch stopwatch_;
  grpc::ByteBuffer reply_;

  async::Parking writing_;
  bool written_ok_ = false;
  std::atomic<bool> client_gone_{false};
  int ends_missing_ = 0;  // Completions to come before the call can be used again.

  CompletionOf<ServerCall, &ServerCall::Arrived> arrived_{this};
  CompletionOf<ServerCall, &ServerCall::Finished> finished_{this};
  CompletionOf<ServerCall, &ServerCall::Written> written_{this};
  CompletionOf<ServerCall, &ServerCall::ClientDone> client_done_{this};
};

}  // namespace motcua::runtime

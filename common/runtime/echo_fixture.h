// A server with the echo service, its io thread and clients: for tests.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "common/auth/policy.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/metrics/registry.h"
#include "common/runtime/channel.h"
#include "common/runtime/rpc_server.h"
#include "echo.pb.h"

namespace motcua::runtime {

inline constexpr std::string_view kEchoService = "motcua.runtime.testdata.EchoService";
inline constexpr char kEcho[] = "/motcua.runtime.testdata.EchoService/Echo";
inline constexpr char kCount[] = "/motcua.runtime.testdata.EchoService/Count";

inline constexpr std::string_view kEchoPolicy = R"(
  roles { name: "all" allow: "/motcua.runtime.testdata.EchoService/*" }
  roles { name: "none" }
  callers { name: "tester" roles: "all" units: "866" }
  callers { name: "root" roles: "all" units: "*" }
  callers { name: "nobody" roles: "none" units: "*" }
)";

class EchoService {
 public:
  explicit EchoService(RpcServer& server) {
    Methods<EchoService> rpc(server, std::string(kEchoService), this);
    rpc.Unary("Echo", &EchoService::Echo, &testdata::EchoRequest::unit);
    rpc.ServerStream("Count", &EchoService::Count);
  }

  // Lets the calls that asked to wait go on. Any thread.
  void Release() { released_ = true; }

  // How many streams have ended in the server, and whether the last saw its client leave.
  std::atomic<int> streams_ended{0};
  std::atomic<bool> client_left{false};

 private:
  async::Task<absl::StatusOr<testdata::EchoResponse>> Echo(const CallContext& call,
                                                           const testdata::EchoRequest& request) {
    if (request.error() == "plain") co_return absl::NotFoundError("plain");
    if (request.error() == "throw") throw std::runtime_error("thrown on purpose");
    if (request.error() == "detailed") co_return Detailed();
    while (request.error() == "wait" && !released_) co_await async::Sleep(absl::Milliseconds(1));
    testdata::EchoResponse response;
    response.set_text(request.text());
    response.set_caller(call.caller.name);
    response.set_wait_millis(WaitMillis(call));
    co_return response;
  }

  async::Task<absl::Status> Count(const CallContext& call, const testdata::CountRequest& request,
                                  Writer<testdata::EchoResponse>& writer) {
    testdata::EchoResponse response;
    bool sent = true;
    for (int i = 0; sent && i != request.count() && writer.Open(); ++i) {
      response.set_text(std::to_string(i));
      sent = co_await writer.Write(response);
      if (request.count() < 0) co_await async::Sleep(absl::Milliseconds(1));
    }
    client_left = !sent || !writer.Open();
    ++streams_ended;
    co_return request.count() == 3 ? absl::Status(absl::StatusCode::kAborted, "after three")
                                   : absl::OkStatus();
  }

  static absl::Status Detailed() {
    return FailedPrecondition("TEST_REASON", "wrong state")
        .With("state", "closed")
        .Field("text", "must be another")
        .RetryAfter(absl::Seconds(3));
  }

  static int64_t WaitMillis(const CallContext& call) {
    if (call.deadline == absl::InfiniteFuture()) return -1;
    return absl::ToInt64Milliseconds(call.deadline - RealClock().Now());
  }

  std::atomic<bool> released_{false};
};

// "866" is over "30127".
inline bool EchoCovers(std::string_view root, std::string_view unit) {
  return root == unit || (root == "866" && unit == "30127");
}

// An io_context that runs in a thread of its own.
class IoThread {
 public:
  ~IoThread() { Stop(); }
  asio::io_context& io() { return io_; }
  void Stop() {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
  std::thread thread_{[this] { io_.run(); }};
};

class EchoServer {
 public:
  explicit EchoServer(RpcServer::Options options = {})
      : server_(io_.io(), Complete(std::move(options)),
                *auth::Policy::FromText(kEchoPolicy, "policy"), registry_),
        service_(server_),
        started_(server_.Start()) {}

  ~EchoServer() {
    service_.Release();
    server_.Drain(absl::ZeroDuration());
  }

  const absl::Status& started() const { return started_; }
  RpcServer& server() { return server_; }
  EchoService& service() { return service_; }
  metrics::Registry& registry() { return registry_; }
  asio::io_context& io() { return io_.io(); }
  std::string target() const { return "127.0.0.1:" + std::to_string(server_.port()); }

  std::shared_ptr<Channel> Client(std::string caller = "tester") {
    Channel::Options options;
    options.target = target();
    options.caller = std::move(caller);
    return *Channel::Create(&io_.io(), options);
  }

 private:
  static RpcServer::Options Complete(RpcServer::Options options) {
    options.covers = EchoCovers;
    return options;
  }

  IoThread io_;
  metrics::Registry registry_;
  RpcServer server_;
  EchoService service_;
  absl::Status started_;
};

inline testdata::EchoRequest EchoOf(std::string text, std::string error = "") {
  testdata::EchoRequest request;
  request.set_text(std::move(text));
  request.set_unit("866");
  request.set_error(std::move(error));
  return request;
}

inline absl::StatusOr<testdata::EchoResponse> CallEcho(Channel& channel,
                                                       const testdata::EchoRequest& request,
                                                       absl::Duration timeout = absl::Seconds(10)) {
  return channel.CallSync<testdata::EchoResponse>(kEcho, request, timeout);
}

}  // namespace motcua::runtime

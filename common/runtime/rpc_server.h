// The gRPC server of a service: handlers are coroutines on the io thread, registered in a table.
//
// Every call goes the same way: who calls → may it call this method → do the bytes parse → is the
// text clean → does the caller cover the unit → handler → answer or google.rpc.Status. All of it
// but the handler runs on the server's own completion thread; service state is touched on the io
// thread alone.
//
//   Methods<IntakeService> rpc(server, "motcua.intake.v1.IntakeService", this);
//   rpc.Unary("GetDossier", &IntakeService::GetDossier, &v1::GetDossierRequest::unit_code);
//   rpc.ServerStream("WatchDossier", &IntakeService::WatchDossier);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include <asio/io_context.hpp>
#include "common/async/task.h"
#include "common/auth/policy.h"
#include "common/metrics/registry.h"
#include "common/runtime/call_context.h"
#include "common/runtime/method.h"
#include "common/runtime/tls.h"

namespace motcua::runtime {

// Handlers. The context and the request outlive the coroutine.
template <class Req, class Res>
using UnaryHandler =
    std::function<async::Task<absl::StatusOr<Res>>(const CallContext&, const Req&)>;

// The sending end of a stream; valid while its handler runs.
template <class Res>
class Writer {
 public:
  explicit Writer(Sink& sink) : sink_(sink) {}
  // Waits until the message is on its way. False: the client is gone; return then.
  async::Task<bool> Write(const Res& message) { return sink_.Write(message); }
  // False once the client is gone or the server is going down.
  bool Open() const { return sink_.Open(); }

 private:
  Sink& sink_;
};

template <class Req, class Res>
using StreamHandler =
    std::function<async::Task<absl::Status>(const CallContext&, const Req&, Writer<Res>&)>;

// Reads the code of the unit a request concerns. The caller must cover it; a request that leaves it
// empty is refused unless the caller covers everything.
template <class Req>
using UnitOf = std::function<std::string_view(const Req&)>;

class RpcServer {
 public:
  struct Options {
    // host:port; port 0 picks a free one.
    std::string address = "127.0.0.1:0";
    // Without: plain text, and a caller is whoever its metadata "motcua-caller" says. Only for
    // loopback addresses.
    std::optional<TlsFiles> tls;
    // Larger requests are refused with REQUEST_TOO_LARGE.
    int max_request_bytes = 1 << 20;
    // Calls beyond are refused with OVERLOADED.
    int max_in_flight = 2048;
    // Calls of each method that may arrive between two turns of the completion thread without
    // waiting in gRPC's own queue.
    int posted_per_method = 64;
    // Calls that arrive sooner than this after others are taken up together; a lone call waits for
    // nothing.
    absl::Duration gather = absl::Milliseconds(1);
    // Whether `unit` lies in the subtree of `root`.
    std::function<bool(std::string_view root, std::string_view unit)> covers;
  };

  // `io` must run in one thread, which must not be the one that calls Drain.
  RpcServer(asio::io_context& io, Options options, auth::Policy policy,
            metrics::Registry& registry);
  // Drains without delay if Drain was not called. `io` must have stopped or be running still.
  ~RpcServer();
  RpcServer(const RpcServer&) = delete;
  RpcServer& operator=(const RpcServer&) = delete;

  // Registers a handler before Start. `service` is a full name; Req and Res must be what the proto
  // says. Mistakes are reported by Start.
  template <class Req, class Res>
  void Unary(std::string_view service, std::string_view method, UnaryHandler<Req, Res> handler,
             UnitOf<Req> unit = nullptr);
  template <class Req, class Res>
  void ServerStream(std::string_view service, std::string_view method,
                    StreamHandler<Req, Res> handler, UnitOf<Req> unit = nullptr);

  // Listens. FAILED_PRECONDITION: a method of a registered service has no handler, a handler fits
  // no method, or plain text was asked for beyond loopback. INVALID_ARGUMENT: the policy allows a
  // method that does not exist. UNAVAILABLE: the address cannot be listened on.
  absl::Status Start();

  // The port listened on.
  int port() const;

  // What the standard health service answers, for "" and for each service. Initially false.
  void SetServing(bool serving);

  // Turns NOT_SERVING, takes no new calls, waits for those in hand; cancels what is left after
  // `timeout`, and waits until its handlers have returned. Blocks; the io thread must go on running
  // meanwhile. Again it does nothing.
  void Drain(absl::Duration timeout);

  // Calls in hand now.
  int in_flight() const;

  // What the policy says of a caller who comes another way than by gRPC; nullptr: nothing.
  const auth::Principal* FindCaller(std::string_view name) const;

 private:
  class Core;

  Method& AddMethod(std::string_view service, std::string_view method, bool server_streaming,
                    const google::protobuf::Message& request,
                    const google::protobuf::Message& response);

  template <class Req>
  static void SetUnit(Method& method, UnitOf<Req> unit);

  std::unique_ptr<Core> core_;
};

// Registers member functions of one object as the handlers of one service.
template <class Service>
class Methods {
 public:
  // `object` must outlive the server.
  Methods(RpcServer& server, std::string service, Service* object)
      : server_(server), service_(std::move(service)), object_(object) {}

  template <class Req, class Res>
  void Unary(std::string_view method,
             async::Task<absl::StatusOr<Res>> (Service::*handler)(const CallContext&, const Req&),
             std::type_identity_t<UnitOf<Req>> unit = nullptr) {
    auto run = [object = object_, handler](const CallContext& call, const Req& request) {
      return (object->*handler)(call, request);
    };
    server_.Unary<Req, Res>(service_, method, run, std::move(unit));
  }

  template <class Req, class Res>
  void ServerStream(std::string_view method,
                    async::Task<absl::Status> (Service::*handler)(const CallContext&, const Req&,
                                                                  Writer<Res>&),
                    std::type_identity_t<UnitOf<Req>> unit = nullptr) {
    auto run = [object = object_, handler](const CallContext& call, const Req& request,
                                           Writer<Res>& writer) {
      return (object->*handler)(call, request, writer);
    };
    server_.ServerStream<Req, Res>(service_, method, run, std::move(unit));
  }

 private:
  RpcServer& server_;
  std::string service_;
  Service* object_;
};

// --- implementation of the templates ------------------------------------------------------------

namespace internal {

template <class Req, class Res>
async::Task<absl::Status> RunUnary(const UnaryHandler<Req, Res>& handler, const CallContext& call,
                                   const google::protobuf::Message& request, Sink& sink) {
  absl::StatusOr<Res> response = co_await handler(call, static_cast<const Req&>(request));
  if (!response.ok()) co_return response.status();
  co_return sink.Answer(*response);
}

template <class Req, class Res>
async::Task<absl::Status> RunStream(const StreamHandler<Req, Res>& handler, const CallContext& call,
                                    const google::protobuf::Message& request, Sink& sink) {
  Writer<Res> writer(sink);
  co_return co_await handler(call, static_cast<const Req&>(request), writer);
}

}  // namespace internal

template <class Req>
void RpcServer::SetUnit(Method& method, UnitOf<Req> unit) {
  if (!unit) return;
  method.unit_of = [unit = std::move(unit)](const google::protobuf::Message& request) {
    return unit(static_cast<const Req&>(request));
  };
}

template <class Req, class Res>
void RpcServer::Unary(std::string_view service, std::string_view method,
                      UnaryHandler<Req, Res> handler, UnitOf<Req> unit) {
  Method& added =
      AddMethod(service, method, false, Req::default_instance(), Res::default_instance());
  added.run = [handler = std::move(handler)](const CallContext& call,
                                             const google::protobuf::Message& request, Sink& sink) {
    return internal::RunUnary<Req, Res>(handler, call, request, sink);
  };
  SetUnit(added, std::move(unit));
}

template <class Req, class Res>
void RpcServer::ServerStream(std::string_view service, std::string_view method,
                             StreamHandler<Req, Res> handler, UnitOf<Req> unit) {
  Method& added =
      AddMethod(service, method, true, Req::default_instance(), Res::default_instance());
  added.run = [handler = std::move(handler)](const CallContext& call,
                                             const google::protobuf::Message& request, Sink& sink) {
    return internal::RunStream<Req, Res>(handler, call, request, sink);
  };
  SetUnit(added, std::move(unit));
}

}  // namespace motcua::runtime

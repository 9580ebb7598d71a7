// The client's side of a call: used by services for their peers, by the CLI, and by tests.
//
//   Channel peer(&io, {.target = "127.0.0.1:7101", .tls = files});
//   auto reply = co_await peer.Call<v1::Dossier>("/motcua.intake.v1.IntakeService/GetDossier",
//                                                request, absl::Seconds(2));
//
// Errors come back as the server made them: code, message, reason, fields, retry delay. An
// unreachable server is UNAVAILABLE(PEER_UNAVAILABLE).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include <asio/io_context.hpp>
#include "common/async/task.h"
#include "common/runtime/tls.h"
#include "google/protobuf/message.h"

namespace motcua::runtime {

class Channel {
 public:
  struct Options {
    // host:port.
    std::string target;
    // Own certificate; without, plain text.
    std::optional<TlsFiles> tls;
    // Who to say one is, in plain text only.
    std::string caller;
    // How often a call is tried while the answer is UNAVAILABLE, waiting 20 ms, 40 ms, … between.
    // More than 1 only for callers whose requests are safe to repeat (reads, or with request_id).
    int attempts = 1;
  };

  // Does not connect before the first call. NOT_FOUND if a certificate cannot be read. Without
  // `io` only the Sync forms may be used.
  static absl::StatusOr<std::shared_ptr<Channel>> Create(asio::io_context* io, Options options);
  // Calls must have ended. `io` must still exist.
  ~Channel();

  // From a coroutine on the io thread. `timeout` bounds all attempts together.
  template <class Res>
  async::Task<absl::StatusOr<Res>> Call(std::string method,
                                        const google::protobuf::Message& request,
                                        absl::Duration timeout) {
    return CallAs<Res>(std::move(method), request.SerializeAsString(), timeout);
  }

  // Blocks the calling thread, which must not be the io thread. Thread-safe.
  template <class Res>
  absl::StatusOr<Res> CallSync(const std::string& method, const google::protobuf::Message& request,
                               absl::Duration timeout) {
    Res response;
    absl::Status status = CallBytesSync(method, request.SerializeAsString(), timeout, response);
    if (!status.ok()) return status;
    return response;
  }

  // Reads a stream to its end, or until `on_message` returns false (the result is then OK and the
  // call is cancelled). Blocks like CallSync; `on_message` runs in the calling thread.
  template <class Res>
  absl::Status StreamSync(const std::string& method, const google::protobuf::Message& request,
                          absl::Duration timeout,
                          const std::function<bool(const Res&)>& on_message) {
    Res response;
    auto on_response = [&] { return on_message(response); };
    return StreamBytesSync(method, request.SerializeAsString(), timeout, response, on_response);
  }

  // As CallSync, with the request's bytes as they are: for tests of malformed requests.
  absl::Status CallBytesSync(const std::string& method, const std::string& request,
                             absl::Duration timeout, google::protobuf::Message& response);

 private:
  class Core;

  explicit Channel(std::unique_ptr<Core> core);

  template <class Res>
  async::Task<absl::StatusOr<Res>> CallAs(std::string method, std::string request,
                                          absl::Duration timeout) {
    Res response;
    absl::Status status = co_await CallBytes(std::move(method), std::move(request), timeout,
                                             response);
    if (!status.ok()) co_return status;
    co_return response;
  }

  async::Task<absl::Status> CallBytes(std::string method, std::string request,
                                      absl::Duration timeout, google::protobuf::Message& response);
  absl::Status StreamBytesSync(const std::string& method, const std::string& request,
                               absl::Duration timeout, google::protobuf::Message& response,
                               const std::function<bool()>& on_response);

  std::unique_ptr<Core> core_;
};

}  // namespace motcua::runtime

// All four services at one port of loopback, answering whatever a test put there.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"

namespace motcua::cli {

class FakeServices : public grpc::CallbackGenericService {
 public:
  explicit FakeServices(
      std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials());
  ~FakeServices() override;

  // HOST:PORT.
  const std::string& address() const { return address_; }

  // Puts an answer behind those that wait; the last one stays. `method` as "intake.GetDossier".
  // A method without answers is UNIMPLEMENTED.
  void Answer(const std::string& method, const google::protobuf::Message& answer);
  // The same for a stream of messages, and for an error.
  void Stream(const std::string& method, std::vector<std::string> messages, absl::Status end);
  void Fail(const std::string& method, absl::Status status);
  // A stream that goes on without messages until the client leaves.
  void Hang(const std::string& method);

  // Returns once the method was called.
  void AwaitCall(const std::string& method) const;

  // The requests a method got, in order.
  template <class Request>
  std::vector<Request> Received(const std::string& method) const {
    std::vector<Request> requests;
    for (const std::string& bytes : ReceivedBytes(method)) {
      requests.emplace_back().ParseFromString(bytes);
    }
    return requests;
  }
  // The name the last caller told in plain text.
  std::string caller() const;

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  class Reactor;
  struct Reply {
    std::vector<std::string> messages;
    absl::Status status;
    bool hangs = false;
  };

  std::vector<std::string> ReceivedBytes(const std::string& method) const;
  Reply Take(const std::string& method, std::string request, std::string caller);

  mutable std::mutex mutex_;
  std::map<std::string, std::deque<Reply>> replies_;
  std::map<std::string, std::vector<std::string>> received_;
  std::string caller_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace motcua::cli

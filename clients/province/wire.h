// The people's lines to the services: each person calls with a certificate of their own.
#pragma once

#include <algorithm>
#include <asio/io_context.hpp>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/runtime/channel.h"

namespace motcua::province {

// Identities of the policy (deploy/local/policy.textproto).
inline constexpr char kOperator[] = "operator";
inline constexpr char kPostClerk[] = "vnpost";
inline constexpr char kPortal[] = "portal";

// The services, as named in the endpoints file.
inline constexpr const char* kServices[] = {"intake", "routing", "postal", "reporting"};

// Whether the same call, with the same request_id, may succeed later.
bool IsPassing(const absl::Status& status);

class Wire {
 public:
  struct Options {
    std::string endpoints;  // file of NAME=HOST:PORT
    std::string certs;      // folder of NAME.pem, NAME.key and ca.pem
  };

  // `stop` ends waiting for services that are away. Does not connect yet. NOT_FOUND or
  // INVALID_ARGUMENT naming the file that is missing or wrong.
  static absl::StatusOr<std::unique_ptr<Wire>> Open(asio::io_context& io, Options options,
                                                    const std::atomic<int>& stop);

  // Calls until the answer is final: while the service is away, overloaded or too slow, the same
  // request goes out again after a pause. UNAVAILABLE only if `stop` was set meanwhile.
  // `path` is "/motcua.intake.v1.IntakeService/SubmitDossier"; a call to the operators' service
  // names `service`, all others are answered by the service in the path.
  template <class Res, class Req>
  async::Task<absl::StatusOr<Res>> Call(std::string identity, std::string service, std::string path,
                                        Req request) {
    const std::shared_ptr<runtime::Channel> channel = ChannelOf(identity, service);
    absl::Duration pause = kFirstPause;
    while (true) {
      absl::StatusOr<Res> answer = co_await channel->Call<Res>(path, request, kPatience);
      if (answer.ok() || !IsPassing(answer.status()) || stop_ != 0) co_return answer;
      NoteTrouble(service, answer.status());
      co_await async::Sleep(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  std::shared_ptr<runtime::Channel> ChannelOf(const std::string& identity,
                                              const std::string& service);

  bool stopping() const { return stop_ != 0; }

  // How often a call had to be repeated because its service did not serve it.
  int64_t repeats() const { return repeats_; }

 private:
  static constexpr absl::Duration kFirstPause = absl::Milliseconds(20);
  static constexpr absl::Duration kLongestPause = absl::Seconds(1);
  static constexpr absl::Duration kPatience = absl::Seconds(15);

  Wire(asio::io_context& io, std::string certs, const std::atomic<int>& stop)
      : io_(io), certs_(std::move(certs)), stop_(stop) {}
  absl::Status CheckFiles() const;
  runtime::TlsFiles FilesOf(const std::string& identity) const;
  void NoteTrouble(const std::string& service, const absl::Status& status);

  asio::io_context& io_;
  std::string certs_;
  const std::atomic<int>& stop_;
  std::map<std::string, std::string> addresses_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<runtime::Channel>> channels_;
  int64_t repeats_ = 0;
};

}  // namespace motcua::province

// A small HTTP(S) server for calls from outside: POST requests with bodies of bounded size.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::http {

struct Incoming {
  std::string path;                            // without the query
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // "" if there is no such header; `name` in lower case.
  std::string_view Header(const std::string& name) const;
};

struct Outgoing {
  int status = 200;
  std::string body;                            // JSON
  std::map<std::string, std::string> headers;  // besides Content-Type and Content-Length
};

// Answers other methods with 405, requests without a length with 411, and larger ones with 413, by
// itself.
class Listener {
 public:
  struct Options {
    std::string address;   // host:port; port 0 picks a free one
    std::string pem_file;  // certificate and key; empty: plain HTTP, for loopback addresses only
    size_t max_body_bytes = 1 << 18;
    int threads = 8;  // requests answered side by side
  };
  // Called on a thread of the listener; may block.
  using Handler = std::function<Outgoing(const Incoming&)>;

  // FAILED_PRECONDITION SETTING_INVALID: plain HTTP beyond loopback, a wrong certificate, or an
  // address that cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Listener>> Start(Options options, Handler handler);
  // Waits for requests in hand.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const;

 private:
  class Core;
  explicit Listener(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::http

// HTTP calls for coroutines of the io thread; they run on a thread of their own.
#pragma once

#include <asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/async/task.h"

namespace motcua::http {

// A POST.
struct Request {
  std::string url;
  std::vector<std::string> headers;  // "Name: value"
  std::string body;
};

struct Answer {
  int status = 0;     // 0: none came
  std::string error;  // why none came
  absl::Duration took;

  bool ok() const { return status >= 200 && status < 300; }
};

class Client {
 public:
  struct Options {
    // Otherwise only public addresses are connected to, whatever a name stands for, and only https.
    bool allow_private = false;
    // Longest time from call to answer.
    absl::Duration timeout = absl::Seconds(10);
    // Authorities trusted besides; empty: those of the system alone.
    std::string ca_file;
  };

  Client(asio::io_context& io, Options options);
  // Calls in hand are dropped; those who wait for them are never resumed.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Follows no redirect, uses no proxy and reads no body.
  async::Task<Answer> Post(Request request);

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::http

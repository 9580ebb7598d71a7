// One pipelined connection that comes back by itself.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/async/signal.h"
#include "common/async/task.h"
#include "common/redis/client.h"
#include "common/redis/reply.h"

struct redisAsyncContext;

namespace motcua::redis {

using Instant = std::chrono::steady_clock::time_point;

// Now plus the duration; Instant::max() if that is infinite.
Instant After(absl::Duration duration);

// A command on its way. Lives in the frame of the coroutine that waits for it.
struct Pending {
  // Stores the outcome and resumes the waiting coroutine, if it is parked already.
  void Finish(absl::StatusOr<Reply> outcome);

  Instant deadline = Instant::max();
  bool done = false;
  absl::StatusOr<Reply> result;
  async::Parking waiter;
};

class Connection {
 public:
  // What the connection tells its pool.
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void OnUp(Connection& connection) = 0;
    virtual void OnDown(Connection& connection, const absl::Status& cause) = 0;
  };

  // `options` and `listener` must outlive the connection.
  Connection(asio::io_context& io, const Options& options, int index, Listener& listener);
  ~Connection();

  // Connects, and connects again whenever the connection is lost, until Close. The caller keeps
  // `this` alive until it returns.
  async::Task<void> Run();

  int index() const { return index_; }
  // Redis has answered on it, and answers in time.
  bool ready() const { return ready_; }
  size_t load() const { return sent_.size(); }

  // Sends a command; needs ready(). The arguments are copied before it returns.
  void Send(Pending& call, absl::Span<const std::string_view> args);
  // Drops the connection if its oldest answer is late; asks an idle one whether it lives.
  void Check(Instant now);
  // Ends the calls at hand and stops Run.
  void Close();

 private:
  static void OnReply(redisAsyncContext* context, void* reply, void*);
  static void OnDisconnect(const redisAsyncContext* context, int status);

  async::Task<absl::Status> Open();
  async::Task<absl::StatusOr<redisAsyncContext*>> Dial();
  async::Task<absl::Status> Greet();
  async::Task<absl::StatusOr<Reply>> Exchange(Views args);
  async::Task<void> Heartbeat();
  void Adopt(redisAsyncContext* context);
  void Answer(Reply& reply);
  // Gives the context up and fails what was sent; `freed`: hiredis is freeing it already.
  void Lose(const absl::Status& cause, bool freed);

  asio::io_context& io_;
  const Options& options_;
  const int index_;
  Listener& listener_;
  redisAsyncContext* context_ = nullptr;
  std::deque<Pending*> sent_;  // in the order of their answers
  bool expecting_ = false;     // sent_ is not empty; hiredis's parser reads this
  bool ready_ = false;
  bool closed_ = false;
  bool overdue_ = false;   // the last Check found an answer late
  Instant last_answer_{};  // or the last Adopt
  async::Signal lost_;     // context_ became null
  async::Signal closing_;  // Close was called
};

}  // namespace motcua::redis

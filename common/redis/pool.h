// The connections of one client and the calls that wait for one of them.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "common/redis/client.h"
#include "common/redis/connection.h"

namespace motcua::redis {

// A call as its pool sees it.
struct PooledCall : Pending {
  absl::Span<const std::string_view> args;
};

class Pool : public std::enable_shared_from_this<Pool>, private Connection::Listener {
 public:
  Pool(asio::io_context& io, Options options, Observer* observer);

  void Start();
  // Sends the call on the least loaded connection, with others of the same turn of the loop; with
  // none up it waits for one.
  void Submit(PooledCall& call);
  void Close();

  const Options& options() const { return options_; }
  asio::io_context& io() const { return io_; }
  Observer& observer() const { return observer_ != nullptr ? *observer_ : silent_; }
  bool closed() const { return closed_; }
  bool healthy() const;
  int in_flight() const;

 private:
  // These keep the pool alive while they run.
  static async::Task<void> RunConnection(std::shared_ptr<Pool> pool, Connection* connection);
  static async::Task<void> WatchDeadlines(std::shared_ptr<Pool> pool);

  void OnUp(Connection& connection) override;
  void OnDown(Connection& connection, const absl::Status& cause) override;
  Connection* PickConnection();
  Connection* LeastLoaded();
  void FailWaiting(Instant now);

  static inline Observer silent_;

  asio::io_context& io_;
  const Options options_;
  Observer* const observer_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::deque<PooledCall*> waiting_;  // for a connection
  size_t next_ = 0;                  // where LeastLoaded begins to look
  Connection* gathering_ = nullptr;  // takes the calls of this turn of the loop
  int gathered_ = 0;                 // how many it has taken
  bool reported_down_ = false;       // the log says that Redis cannot be reached
  bool closed_ = false;
};

}  // namespace motcua::redis

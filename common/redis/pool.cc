#include "common/redis/pool.h"

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::redis {
namespace {

constexpr int kMostGathered = 8;

absl::Status NoConnection(std::string_view why) {
  return Unavailable(kRedisUnavailable, Cat("Redis: ", why)).RetryAfter(absl::Milliseconds(100));
}

}  // namespace

Pool::Pool(asio::io_context& io, Options options, Observer* observer)
    : io_(io), options_(std::move(options)), observer_(observer) {
  for (int i = 0; i < std::max(1, options_.connections); ++i) {
    connections_.push_back(
        std::make_unique<Connection>(io_, options_, i, static_cast<Connection::Listener&>(*this)));
  }
}

void Pool::Start() {
  for (auto& connection : connections_) {
    async::Detach(io_, RunConnection(shared_from_this(), connection.get()));
  }
  async::Detach(io_, WatchDeadlines(shared_from_this()));
}

async::Task<void> Pool::RunConnection(std::shared_ptr<Pool> pool, Connection* connection) {
  co_await connection->Run();
}

// One timer for all calls of all connections.
async::Task<void> Pool::WatchDeadlines(std::shared_ptr<Pool> pool) {
  const absl::Duration shortest = std::min(pool->options_.timeout, pool->options_.connect_timeout);
  const absl::Duration period =
      std::clamp(shortest / 40, absl::Milliseconds(1), absl::Milliseconds(50));
  while (!pool->closed_) {
    co_await async::Sleep(period);
    const Instant now = std::chrono::steady_clock::now();
    for (auto& connection : pool->connections_) connection->Check(now);
    pool->FailWaiting(now);
  }
}

void Pool::Submit(PooledCall& call) {
  if (closed_) return call.Finish(NoConnection("the client is closed"));
  if (Connection* connection = PickConnection(); connection != nullptr) {
    connection->Send(call, call.args);
  } else {
    waiting_.push_back(&call);
  }
}

// Calls of one turn of the loop share a connection, up to a limit: they leave in one write and come
// back in one read. More than a few, and Redis, which reads 16 KB of a connection at a time, would
// split them over several disk syncs.
Connection* Pool::PickConnection() {
  const bool shares = gathering_ != nullptr && gathering_->ready() && gathered_ < kMostGathered;
  if (shares) {
    ++gathered_;
    return gathering_;
  }
  const bool first_of_turn = gathering_ == nullptr;
  gathering_ = LeastLoaded();
  gathered_ = 1;
  if (first_of_turn && gathering_ != nullptr) {
    asio::post(io_, [pool = shared_from_this()] { pool->gathering_ = nullptr; });
  }
  return gathering_;
}

// Looks from a moving start, so that equally loaded connections take turns.
Connection* Pool::LeastLoaded() {
  Connection* best = nullptr;
  const size_t count = connections_.size();
  next_ = (next_ + 1) % count;
  for (size_t i = 0; i < count; ++i) {
    Connection* candidate = connections_[(next_ + i) % count].get();
    if (!candidate->ready()) continue;
    if (best == nullptr || candidate->load() < best->load()) best = candidate;
  }
  return best;
}

void Pool::OnUp(Connection& connection) {
  observer().OnConnectionUp(connection.index());
  if (std::exchange(reported_down_, false)) Log(kInfo, "Redis can be reached again");
  while (!waiting_.empty() && connection.ready()) {
    PooledCall* call = waiting_.front();
    waiting_.pop_front();
    Submit(*call);
  }
}

void Pool::OnDown(Connection& connection, const absl::Status& cause) {
  observer().OnConnectionDown(connection.index(), cause);
  if (healthy() || std::exchange(reported_down_, true)) return;
  Log(kWarning, "Redis cannot be reached", {{"cause", ToStd(cause.message())}});
}

// Resumed callers may wait again at once: first take out, then finish.
void Pool::FailWaiting(Instant now) {
  std::deque<PooledCall*> late;
  std::deque<PooledCall*> rest;
  for (PooledCall* call : std::exchange(waiting_, {})) {
    (call->deadline <= now ? late : rest).push_back(call);
  }
  waiting_ = std::move(rest);
  for (PooledCall* call : late) call->Finish(NoConnection("no connection"));
}

void Pool::Close() {
  closed_ = true;
  for (auto& connection : connections_) connection->Close();
  for (PooledCall* call : std::exchange(waiting_, {})) {
    call->Finish(NoConnection("the client is closed"));
  }
}

bool Pool::healthy() const {
  return std::any_of(connections_.begin(), connections_.end(),
                     [](const auto& connection) { return connection->ready(); });
}

int Pool::in_flight() const {
  size_t count = waiting_.size();
  for (const auto& connection : connections_) count += connection->load();
  return static_cast<int>(count);
}

}  // namespace motcua::redis

#include "common/redis/client.h"

#include <signal.h>

#include <algorithm>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/redis/pool.h"

namespace motcua::redis {
namespace {

using Result = absl::StatusOr<Reply>;

constexpr absl::Duration kFirstRetryDelay = absl::Milliseconds(5);
constexpr absl::Duration kLongestRetryDelay = absl::Milliseconds(200);

// hiredis writes with write(): a peer that has gone would end the process.
void IgnoreBrokenPipes() {
  struct sigaction action {};
  const bool untouched = sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL;
  if (untouched) signal(SIGPIPE, SIG_IGN);
}

std::string_view CommandName(absl::Span<const std::string_view> args) {
  const bool is_function = args.size() > 1 && (args[0] == "FCALL" || args[0] == "FCALL_RO");
  return args.empty() ? "" : args[is_function ? 1 : 0];
}

// `pool` and what `args` point to outlive the call.
async::Task<Result> Exchange(Pool& pool, absl::Span<const std::string_view> args,
                             Instant deadline) {
  const Stopwatch stopwatch;
  PooledCall call;
  call.args = args;
  call.deadline = deadline;
  pool.observer().OnCallStart();
  pool.Submit(call);
  if (!call.done) co_await call.waiter.Park();
  pool.observer().OnCallEnd(CommandName(args), call.result.status(), stopwatch.Elapsed());
  co_return std::move(call.result);
}

template <typename Text>
async::Task<Result> CallOnce(std::shared_ptr<Pool> pool, std::vector<Text> args) {
  const Views views(args.begin(), args.end());
  const Instant deadline = After(pool->options().timeout);
  co_return co_await Exchange(*pool, views, deadline);
}

async::Task<Result> CallUntilAnswered(std::shared_ptr<Pool> pool, Args args) {
  const Views views(args.begin(), args.end());
  const Instant deadline = After(pool->options().timeout);
  absl::Duration delay = kFirstRetryDelay;
  while (true) {
    Result result = co_await Exchange(*pool, views, deadline);
    const bool over = pool->closed() || After(delay) >= deadline;
    if (over || ReasonOf(result.status()) != kRedisUnavailable) co_return result;
    co_await async::Sleep(delay);
    delay = std::min(delay * 2, kLongestRetryDelay);
  }
}

async::Task<absl::Status> Load(std::shared_ptr<Pool> pool, std::string name, std::string code) {
  Args args = {"FUNCTION", "LOAD", "REPLACE", std::move(code)};
  const Result reply = co_await CallUntilAnswered(std::move(pool), std::move(args));
  if (!reply.ok()) co_return reply.status();
  if (reply->text == name) co_return absl::OkStatus();
  co_return Internal(kRedisError, Cat("library ", name, " calls itself ", reply->text));
}

}  // namespace

Client::Client(asio::io_context& io, Options options, Observer* observer)
    : pool_(std::make_shared<Pool>(io, std::move(options), observer)) {
  IgnoreBrokenPipes();
  pool_->Start();
}

Client::~Client() { Close(); }

async::Task<Result> Client::Call(Args args) { return CallOnce(pool_, std::move(args)); }

async::Task<Result> Client::Call(Views args) { return CallOnce(pool_, std::move(args)); }

async::Task<Result> Client::CallIdempotent(Args args) {
  return CallUntilAnswered(pool_, std::move(args));
}

async::Task<absl::Status> Client::LoadLibrary(std::string name, std::string code) {
  return Load(pool_, std::move(name), std::move(code));
}

std::unique_ptr<Client> Client::Dedicated(absl::Duration timeout) const {
  Options options = pool_->options();
  options.connections = 1;
  options.timeout = timeout;
  return std::make_unique<Client>(pool_->io(), std::move(options));
}

bool Client::Healthy() const { return pool_->healthy(); }

int Client::InFlight() const { return pool_->in_flight(); }

void Client::Close() { pool_->Close(); }

}  // namespace motcua::redis

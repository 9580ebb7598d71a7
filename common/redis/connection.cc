#include "common/redis/connection.h"

#include <hiredis/async.h>

#include <algorithm>
#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/random/random.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/redis/asio_adapter.h"
#include "common/redis/reply_reader.h"

namespace motcua::redis {
namespace {

constexpr absl::Duration kFirstDelay = absl::Milliseconds(10);
constexpr absl::Duration kLongestDelay = absl::Seconds(1);

absl::Status Lost(std::string_view why) {
  return Unavailable(kRedisUnavailable, Cat("Redis: ", why)).RetryAfter(absl::Milliseconds(100));
}

// Half to all of `delay`, so that many clients do not come back in step.
absl::Duration Jittered(absl::Duration delay) {
  thread_local absl::InsecureBitGen random;
  return delay * absl::Uniform(random, 0.5, 1.0);
}

// "host:port" or "[host]:port".
std::pair<std::string, std::string> SplitAddress(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return {std::string(address), "6379"};
  std::string_view host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {std::string(host), std::string(address.substr(colon + 1))};
}

absl::StatusOr<redisAsyncContext*> Checked(redisAsyncContext* context) {
  if (context == nullptr) return Lost("out of memory");
  if (context->err == 0) return context;
  absl::Status cause = Lost(context->errstr);
  redisAsyncFree(context);
  return cause;
}

}  // namespace

Instant After(absl::Duration duration) {
  if (duration == absl::InfiniteDuration()) return Instant::max();
  return std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(duration);
}

void Pending::Finish(absl::StatusOr<Reply> outcome) {
  result = std::move(outcome);
  done = true;
  if (waiter.occupied()) waiter.Unpark();
}

Connection::Connection(asio::io_context& io, const Options& options, int index, Listener& listener)
    : io_(io), options_(options), index_(index), listener_(listener) {}

Connection::~Connection() {
  if (context_ == nullptr) return;
  context_->data = nullptr;
  redisAsyncFree(context_);
}

async::Task<void> Connection::Run() {
  absl::Duration delay = kFirstDelay;
  while (!closed_) {
    const absl::Status opened = co_await Open();
    if (opened.ok() && context_ != nullptr) {
      delay = kFirstDelay;
      ready_ = true;
      listener_.OnUp(*this);
      while (context_ != nullptr) co_await lost_.Wait();
    } else if (!closed_) {
      Lose(opened, /*freed=*/false);
      listener_.OnDown(*this, opened);
    }
    if (!closed_) co_await closing_.WaitFor(Jittered(delay));
    delay = std::min(delay * 2, kLongestDelay);
  }
}

async::Task<absl::Status> Connection::Open() {
  auto context = co_await Dial();
  if (!context.ok()) co_return context.status();
  Adopt(*context);
  if (closed_) Lose(Lost("closed"), /*freed=*/false);
  co_return co_await Greet();
}

// Names are resolved on a thread of Asio's: hiredis would block the loop.
async::Task<absl::StatusOr<redisAsyncContext*>> Connection::Dial() {
  std::string_view path = options_.address;
  if (ConsumePrefix(&path, "unix:")) {
    co_return Checked(redisAsyncConnectUnix(std::string(path).c_str()));
  }
  const auto [host, port] = SplitAddress(options_.address);
  asio::ip::tcp::resolver resolver(io_);
  asio::error_code error;
  const auto endpoints =
      co_await resolver.async_resolve(host, port, asio::redirect_error(asio::use_awaitable, error));
  if (error || endpoints.empty()) {
    co_return Lost(Cat("cannot resolve ", options_.address, ": ", error.message()));
  }
  const auto endpoint = endpoints.begin()->endpoint();
  co_return Checked(redisAsyncConnect(endpoint.address().to_string().c_str(), endpoint.port()));
}

void Connection::Adopt(redisAsyncContext* context) {
  context_ = context;
  context->data = this;
  last_answer_ = std::chrono::steady_clock::now();
  overdue_ = false;
  AsioAdapter::Attach(io_, context);
  ProduceReplies(context->c.reader, &expecting_);
  redisAsyncSetDisconnectCallback(context, &Connection::OnDisconnect);
}

async::Task<absl::Status> Connection::Greet() {
  if (!options_.password.empty()) {
    Views auth = {"AUTH", options_.user, options_.password};
    if (options_.user.empty()) auth.erase(auth.begin() + 1);
    const auto admitted = co_await Exchange(std::move(auth));
    if (!admitted.ok()) co_return admitted.status();
  }
  Views ping = {"PING"};
  const auto answer = co_await Exchange(std::move(ping));
  co_return answer.status();
}

async::Task<absl::StatusOr<Reply>> Connection::Exchange(Views args) {
  Pending call;
  call.deadline = After(options_.connect_timeout);
  Send(call, args);
  if (!call.done) co_await call.waiter.Park();
  co_return std::move(call.result);
}

void Connection::Send(Pending& call, absl::Span<const std::string_view> args) {
  absl::InlinedVector<const char*, 32> texts;
  absl::InlinedVector<size_t, 32> sizes;
  for (std::string_view arg : args) {
    texts.push_back(arg.data());
    sizes.push_back(arg.size());
  }
  const bool taken =
      context_ != nullptr &&
      redisAsyncCommandArgv(context_, &Connection::OnReply, nullptr, static_cast<int>(args.size()),
                            texts.data(), sizes.data()) == REDIS_OK;
  if (!taken) return call.Finish(Lost("the connection is gone"));
  sent_.push_back(&call);
  expecting_ = true;
}

void Connection::OnReply(redisAsyncContext* context, void* reply, void*) {
  auto* self = static_cast<Connection*>(context->data);
  if (self == nullptr) return;  // given up by Lose
  if (reply == nullptr) {
    const char* why = context->err != 0 ? context->errstr : "the connection is lost";
    return self->Lose(Lost(why), /*freed=*/true);
  }
  self->Answer(*static_cast<Reply*>(reply));
}

void Connection::OnDisconnect(const redisAsyncContext* context, int) {
  auto* self = static_cast<Connection*>(context->data);
  if (self == nullptr) return;
  self->Lose(Lost(context->err != 0 ? context->errstr : "disconnected"), /*freed=*/true);
}

void Connection::Answer(Reply& reply) {
  Pending* call = sent_.front();
  sent_.pop_front();
  expecting_ = !sent_.empty();
  overdue_ = false;
  last_answer_ = std::chrono::steady_clock::now();
  if (reply.kind != Reply::Kind::kError) return call->Finish(std::move(reply));
  // A master that became a replica: the address may lead to the new master by now.
  if (reply.text.starts_with("READONLY")) Lose(Lost("became read-only"), /*freed=*/false);
  call->Finish(StatusOfError(reply.text));
}

void Connection::Lose(const absl::Status& cause, bool freed) {
  if (context_ == nullptr) return;
  redisAsyncContext* context = std::exchange(context_, nullptr);
  context->data = nullptr;
  const bool was_ready = std::exchange(ready_, false);
  const auto orphans = std::exchange(sent_, {});
  expecting_ = false;
  if (!freed) redisAsyncFree(context);
  lost_.Notify();
  if (was_ready && !closed_) listener_.OnDown(*this, cause);
  for (Pending* call : orphans) call->Finish(cause);
}

// An answer counts as late at the second Check in a row: after a pause of this whole process the
// loop gets one turn to read what has long arrived.
void Connection::Check(Instant now) {
  if (context_ == nullptr) return;
  if (!sent_.empty()) {
    const bool late = now >= sent_.front()->deadline;
    if (late && overdue_) return Lose(Lost("no answer in time"), /*freed=*/false);
    overdue_ = late;
    return;
  }
  const auto idle = absl::FromChrono(now - last_answer_);
  if (ready_ && idle > options_.connect_timeout / 2) async::Detach(io_, Heartbeat());
}

async::Task<void> Connection::Heartbeat() {
  Views ping = {"PING"};
  co_await Exchange(std::move(ping));
}

void Connection::Close() {
  closed_ = true;
  Lose(Lost("the client is closed"), /*freed=*/false);
  closing_.Notify();
}

}  // namespace motcua::redis

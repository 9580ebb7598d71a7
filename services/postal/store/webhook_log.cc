#include "services/postal/store/webhook_log.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::postal {
namespace {

constexpr char kAttempt[] = "a";
constexpr int kDroppedAtOnce = 100;

// The value of a stream entry's first field.
std::string& FirstValue(redis::Reply& entry) { return entry.items[1].items[1].text; }

absl::StatusOr<std::vector<v1::WebhookAttempt>> ParseAttempts(redis::Reply& reply) {
  std::vector<v1::WebhookAttempt> attempts;
  for (redis::Reply& entry : reply.items) {
    if (!attempts.emplace_back().ParseFromString(FirstValue(entry))) {
      return Internal(kStateCorrupt, "a webhook's log cannot be read");
    }
  }
  return attempts;
}

}  // namespace

async::Task<absl::Status> WebhookLog::Add(std::string webhook_id, v1::WebhookAttempt attempt) {
  redis::Args args = {
      "XADD",   committer_.keys().Log(webhook_id), "MAXLEN", "~", Cat(kMostAttempts), "*",
      kAttempt, attempt.SerializeAsString()};
  auto added = co_await committer_.redis().Call(std::move(args));
  co_return added.status();
}

async::Task<absl::StatusOr<std::vector<v1::WebhookAttempt>>> WebhookLog::Read(
    std::string webhook_id, int count) {
  redis::Args args = {"XREVRANGE", committer_.keys().Log(webhook_id), "+", "-", "COUNT",
                      Cat(count)};
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return ParseAttempts(*reply);
}

async::Task<absl::StatusOr<WebhookLog::Counts>> WebhookLog::Count(std::string webhook_id) {
  redis::Args waiting = {"XLEN", committer_.keys().Inbox(webhook_id)};
  auto in_inbox = co_await committer_.redis().CallIdempotent(std::move(waiting));
  if (!in_inbox.ok()) co_return in_inbox.status();
  redis::Args dead = {"XLEN", committer_.keys().DeadLetters(webhook_id)};
  auto given_up = co_await committer_.redis().CallIdempotent(std::move(dead));
  if (!given_up.ok()) co_return given_up.status();
  co_return Counts{in_inbox->integer, given_up->integer};
}

async::Task<absl::StatusOr<int64_t>> WebhookLog::Trim(std::string webhook_id) {
  redis::Args args = {"XTRIM", committer_.keys().DeadLetters(webhook_id), "MAXLEN", "~",
                      Cat(kMostGivenUp)};
  auto trimmed = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!trimmed.ok()) co_return trimmed.status();
  co_return trimmed->integer;
}

async::Task<absl::StatusOr<int64_t>> WebhookLog::DropWhile(
    std::string key, std::function<bool(const std::string&)> is_old) {
  redis::Args args = {"XRANGE", key, "-", "+", "COUNT", Cat(kDroppedAtOnce)};
  auto oldest = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!oldest.ok()) co_return oldest.status();
  redis::Args remove = {"XDEL", std::move(key)};
  for (redis::Reply& entry : oldest->items) {
    if (!is_old(FirstValue(entry))) break;
    remove.push_back(entry.items[0].text);
  }
  if (remove.size() == 2) co_return 0;
  auto removed = co_await committer_.redis().CallIdempotent(std::move(remove));
  if (!removed.ok()) co_return removed.status();
  co_return removed->integer;
}

async::Task<absl::StatusOr<int64_t>> WebhookLog::DropOld(std::string webhook_id, absl::Time until) {
  std::string log = committer_.keys().Log(webhook_id);
  const auto tries = co_await DropWhile(std::move(log), [until](const std::string& bytes) {
    v1::WebhookAttempt attempt;
    return attempt.ParseFromString(bytes) && FromProto(attempt.attempt_time()) < until;
  });
  if (!tries.ok()) co_return tries.status();
  std::string dead = committer_.keys().DeadLetters(webhook_id);
  co_return co_await DropWhile(std::move(dead), [until](const std::string& bytes) {
    event::v1::Event event;
    return event.ParseFromString(bytes) && FromProto(event.occur_time()) < until;
  });
}

async::Task<absl::Status> WebhookLog::Resend(std::string webhook_id,
                                             std::vector<std::string> events) {
  for (std::string& event : events) {
    redis::Args args = {"XADD", committer_.keys().Inbox(webhook_id), "*", "e", std::move(event)};
    auto added = co_await committer_.redis().Call(std::move(args));
    if (!added.ok()) co_return added.status();
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<int>> WebhookLog::ResendGivenUp(std::string webhook_id, int count) {
  const std::string dead = committer_.keys().DeadLetters(webhook_id);
  redis::Args args = {"XRANGE", dead, "-", "+", "COUNT", Cat(count)};
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  for (redis::Reply& entry : reply->items) {
    std::vector<std::string> event = {std::move(FirstValue(entry))};
    MOTCUA_CO_RETURN_IF_ERROR(co_await Resend(webhook_id, std::move(event)));
    redis::Args remove = {"XDEL", dead, entry.items[0].text};
    auto removed = co_await committer_.redis().CallIdempotent(std::move(remove));
    if (!removed.ok()) co_return removed.status();
  }
  co_return static_cast<int>(reply->items.size());
}

async::Task<absl::Status> WebhookLog::Erase(std::string webhook_id) {
  const store::Keys& keys = committer_.keys();
  redis::Args args = {"DEL", keys.Inbox(webhook_id), keys.DeadLetters(webhook_id),
                      keys.Log(webhook_id)};
  auto erased = co_await committer_.redis().CallIdempotent(std::move(args));
  co_return erased.status();
}

}  // namespace motcua::postal

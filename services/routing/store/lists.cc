#include "services/routing/store/lists.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/routing/store/places.h"

namespace motcua::routing {
namespace {

// Scores are whole milliseconds.
std::string ScoreText(double score) { return Cat(static_cast<int64_t>(score)); }

absl::StatusOr<std::vector<Entry>> ToEntries(const redis::Reply& reply) {
  std::vector<Entry> entries;
  for (size_t i = 0; i + 1 < reply.items.size(); i += 2) {
    Entry& entry = entries.emplace_back();
    entry.member = reply.items[i].text;
    if (!ParseDouble(reply.items[i + 1].text, &entry.score)) {
      return Internal(kRedisError, "a score is not a number");
    }
  }
  return entries;
}

async::Task<absl::StatusOr<std::vector<Entry>>> ReadEntries(redis::Client& redis,
                                                            redis::Args args) {
  auto reply = co_await redis.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return ToEntries(*reply);
}

async::Task<absl::StatusOr<int64_t>> ReadCount(redis::Client& redis, redis::Args args) {
  auto reply = co_await redis.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return reply->integer;
}

// Entries with a smaller score than `score`.
async::Task<absl::StatusOr<int64_t>> CountBefore(redis::Client& redis, std::string key,
                                                 double score) {
  redis::Args args{"ZCOUNT", std::move(key), "-inf", Cat("(", ScoreText(score))};
  return ReadCount(redis, std::move(args));
}

bool ComesAfter(const Entry& entry, const Entry& last) {
  return std::tie(entry.score, entry.member) > std::tie(last.score, last.member);
}

async::Task<absl::StatusOr<Depth>> ReadDepth(redis::Client& redis, std::string queue,
                                             std::string leased, absl::Time now) {
  Depth depth;
  std::vector<async::Task<absl::StatusOr<int64_t>>> counts;
  counts.push_back(CountAll(redis, queue));
  counts.push_back(CountAll(redis, std::move(leased)));
  counts.push_back(CountDue(redis, queue, now));
  auto read = co_await async::WhenAll(std::move(counts));
  for (const auto& count : read) MOTCUA_CO_RETURN_IF_ERROR(count.status());
  depth.queued = *read[0];
  depth.leased = *read[1];
  depth.overdue = *read[2];
  if (depth.queued == 0) co_return depth;
  auto first = co_await ReadRange(redis, std::move(queue), 0, 1);
  if (!first.ok()) co_return first.status();
  depth.first = *std::move(first);
  co_return depth;
}

}  // namespace

async::Task<absl::StatusOr<std::vector<Entry>>> ReadRange(redis::Client& redis, std::string key,
                                                          int64_t first, int64_t count) {
  redis::Args args{"ZRANGE", std::move(key), Cat(first), Cat(first + count - 1), "WITHSCORES"};
  return ReadEntries(redis, std::move(args));
}

async::Task<absl::StatusOr<std::vector<Entry>>> ReadDue(redis::Client& redis, std::string key,
                                                        absl::Time now, int64_t count) {
  redis::Args args{"ZRANGE",    std::move(key), "-inf", ScoreText(ScoreOf(now)),
                   "BYSCORE",   "LIMIT",        "0",    Cat(count),
                   "WITHSCORES"};
  return ReadEntries(redis, std::move(args));
}

async::Task<absl::StatusOr<int64_t>> CountDue(redis::Client& redis, std::string key,
                                              absl::Time now) {
  redis::Args args{"ZCOUNT", std::move(key), "-inf", ScoreText(ScoreOf(now))};
  return ReadCount(redis, std::move(args));
}

async::Task<absl::StatusOr<int64_t>> CountAll(redis::Client& redis, std::string key) {
  redis::Args args{"ZCARD", std::move(key)};
  return ReadCount(redis, std::move(args));
}

std::string PageTokenOf(const Entry& last) { return Cat(ScoreText(last.score), ":", last.member); }

absl::StatusOr<Entry> ParsePageToken(std::string_view token) {
  const size_t colon = token.find(':');
  int64_t score = 0;
  if (colon == std::string_view::npos || !ParseInt(token.substr(0, colon), &score)) {
    return InvalidArgument(kPageTokenInvalid, "the page token is not one of this list")
        .Field("page_token", "not a token of this list");
  }
  return Entry{std::string(token.substr(colon + 1)), static_cast<double>(score)};
}

async::Task<absl::StatusOr<std::vector<Entry>>> ReadAfter(redis::Client& redis, std::string key,
                                                          Entry last, int64_t count) {
  MOTCUA_CO_ASSIGN_OR_RETURN(int64_t at, co_await CountBefore(redis, key, last.score));
  std::vector<Entry> page;
  const int64_t chunk = std::max<int64_t>(count, 500);
  while (static_cast<int64_t>(page.size()) < count) {
    auto entries = co_await ReadRange(redis, key, at, chunk);
    if (!entries.ok()) co_return entries.status();
    for (Entry& entry : *entries) {
      if (ComesAfter(entry, last) && static_cast<int64_t>(page.size()) < count) {
        page.push_back(std::move(entry));
      }
    }
    if (static_cast<int64_t>(entries->size()) < chunk) break;
    at += chunk;
  }
  co_return page;
}

async::Task<absl::StatusOr<std::vector<Depth>>> ReadDepths(redis::Client& redis,
                                                           const store::Keys& keys,
                                                           std::vector<std::string> units,
                                                           absl::Time now) {
  std::vector<async::Task<absl::StatusOr<Depth>>> reads;
  for (const std::string& unit : units) {
    reads.push_back(ReadDepth(redis, keys.Queue(unit), keys.Leased(unit), now));
  }
  auto read = co_await async::WhenAll(std::move(reads));
  std::vector<Depth> depths;
  for (auto& depth : read) {
    if (!depth.ok()) co_return depth.status();
    depths.push_back(*std::move(depth));
  }
  co_return depths;
}

}  // namespace motcua::routing

#include "services/postal/store/listing.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/store/places.h"

namespace motcua::postal {
namespace {

// A member of the list; Redis orders by score, then by id.
struct Entry {
  int64_t score = std::numeric_limits<int64_t>::min();
  std::string id;
  auto operator<=>(const Entry&) const = default;
};

// "<list>:<score>:<id>" of the last entry seen. No list or id holds a colon.
std::string TokenOf(std::string_view list, const Entry& last) {
  return Cat(list, ":", last.score, ":", last.id);
}

absl::StatusOr<Entry> ParseToken(std::string_view list, std::string_view token) {
  if (token.empty()) return Entry();
  const std::vector<std::string_view> parts = Split(token, ':');
  Entry entry;
  if (parts.size() != 3 || parts[0] != list || !ParseInt(parts[1], &entry.score)) {
    return InvalidArgument(kPageTokenInvalid, "page_token is not from this list")
        .Field("page_token", "is not from this list");
  }
  entry.id = std::string(parts[2]);
  return entry;
}

redis::Args RangeArgs(const std::string& key, const Entry& after, size_t offset, size_t count) {
  const bool from_start = after.id.empty();
  return {"ZRANGE",    key,        from_start ? "-inf" : Cat(after.score),
          "+inf",      "BYSCORE",  "LIMIT",
          Cat(offset), Cat(count), "WITHSCORES"};
}

absl::StatusOr<std::vector<Entry>> ParseEntries(const redis::Reply& reply) {
  std::vector<Entry> entries;
  for (size_t i = 0; i + 1 < reply.items.size(); i += 2) {
    double score = 0;
    if (!ParseDouble(reply.items[i + 1].text, &score)) {
      return Internal(kRedisError, "a list holds a score that is no number");
    }
    entries.push_back({static_cast<int64_t>(score), reply.items[i].text});
  }
  return entries;
}

// Up to `count` entries after `after`. Those of the same score come again in front of them and are
// passed over.
async::Task<absl::StatusOr<std::vector<Entry>>> EntriesAfter(store::Committer& committer,
                                                             std::string key, Entry after,
                                                             size_t count) {
  std::vector<Entry> found;
  for (size_t offset = 0; found.size() < count;) {
    redis::Args args = RangeArgs(key, after, offset, count);
    auto reply = co_await committer.redis().CallIdempotent(std::move(args));
    if (!reply.ok()) co_return reply.status();
    MOTCUA_CO_ASSIGN_OR_RETURN(std::vector<Entry> entries, ParseEntries(*reply));
    for (Entry& entry : entries) {
      if (after < entry && found.size() < count) found.push_back(std::move(entry));
    }
    if (entries.size() < count) break;
    offset += entries.size();
  }
  co_return found;
}

}  // namespace

async::Task<absl::StatusOr<ListPage>> ReadPage(store::Committer& committer, std::string_view kind,
                                               std::string list, int size, std::string token) {
  MOTCUA_CO_ASSIGN_OR_RETURN(Entry after, ParseToken(list, token));
  std::string key = committer.keys().Index(kind, list);
  const size_t wanted = static_cast<size_t>(size) + 1;  // one more tells whether a page follows
  MOTCUA_CO_ASSIGN_OR_RETURN(
      std::vector<Entry> entries,
      co_await EntriesAfter(committer, std::move(key), std::move(after), wanted));
  ListPage page;
  if (entries.size() == wanted) {
    entries.pop_back();
    page.next_token = TokenOf(list, entries.back());
  }
  for (Entry& entry : entries) page.ids.push_back(std::move(entry.id));
  co_return page;
}

async::Task<absl::StatusOr<ListPage>> ReadPage(store::Committer& committer, std::string list,
                                               int size, std::string token) {
  return ReadPage(committer, kConsignmentKind, std::move(list), size, std::move(token));
}

async::Task<absl::StatusOr<std::vector<std::string>>> ReadUntil(store::Committer& committer,
                                                                std::string list, absl::Time last,
                                                                int limit) {
  redis::Args args = {"ZRANGE",  committer.keys().Index(kConsignmentKind, list),
                      "-inf",    Cat(absl::ToUnixMillis(last)),
                      "BYSCORE", "LIMIT",
                      "0",       Cat(limit)};
  auto reply = co_await committer.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> members;
  for (redis::Reply& item : reply->items) members.push_back(std::move(item.text));
  co_return members;
}

async::Task<absl::StatusOr<int64_t>> CountOf(store::Committer& committer, std::string list) {
  redis::Args args = {"ZCARD", committer.keys().Index(kConsignmentKind, list)};
  auto reply = co_await committer.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return reply->integer;
}

}  // namespace motcua::postal

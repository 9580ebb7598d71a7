#include "services/postal/store/quarantine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/crypto/sha256.h"

namespace motcua::postal {
namespace {

constexpr size_t kIdBytes = 16;

// Where a page begins: at entries of this score, after so many of them.
struct Start {
  int64_t score = 0;
  int64_t skip = 0;
};

absl::StatusOr<Start> ParseToken(std::string_view token) {
  Start start;
  if (token.empty()) return start;
  const std::vector<std::string_view> parts = Split(token, ':');
  const bool whole = parts.size() == 2 && ParseInt(parts[0], &start.score) &&
                     ParseInt(parts[1], &start.skip) && start.skip >= 0;
  if (whole) return start;
  return InvalidArgument(kPageTokenInvalid, "page_token is not from this list")
      .Field("page_token", "is not from this list");
}

absl::StatusOr<Quarantine::Entry> ParseEntry(redis::Reply& member, const redis::Reply& score) {
  Quarantine::Entry entry;
  double millis = 0;
  if (!entry.record.ParseFromString(member.text) || !ParseDouble(score.text, &millis)) {
    return Internal(kStateCorrupt, "a quarantined record cannot be read");
  }
  entry.score = static_cast<int64_t>(millis);
  entry.member = std::move(member.text);
  entry.record.set_id(QuarantineId(entry.record.record()));
  *entry.record.mutable_receive_time() = ToProto(absl::FromUnixMillis(entry.score));
  return entry;
}

absl::StatusOr<std::vector<Quarantine::Entry>> ParseEntries(redis::Reply& reply) {
  std::vector<Quarantine::Entry> entries;
  for (size_t i = 0; i + 1 < reply.items.size(); i += 2) {
    MOTCUA_ASSIGN_OR_RETURN(Quarantine::Entry entry,
                            ParseEntry(reply.items[i], reply.items[i + 1]));
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string MemberOf(v1::QuarantinedRecord record) {
  record.clear_id();
  record.clear_receive_time();
  return record.SerializeAsString();
}

}  // namespace

std::string QuarantineId(std::string_view record) {
  return absl::BytesToHexString(ToAbsl(std::string_view(Sha256(record)).substr(0, kIdBytes)));
}

std::string Quarantine::KeyOf(std::string_view carrier) const {
  return committer_.keys().Index("quarantine", carrier);
}

async::Task<absl::Status> Quarantine::Add(std::vector<v1::QuarantinedRecord> records,
                                          absl::Time now) {
  if (records.empty()) co_return absl::OkStatus();
  MOTCUA_CO_ASSIGN_OR_RETURN(const Fill fill, co_await Count(records.front().carrier()));
  if (fill.records + std::ssize(records) > kMostRecords) {
    co_return ResourceExhausted(kQuarantineFull, "the carrier's quarantine is full");
  }
  redis::Args args = {"ZADD", KeyOf(records.front().carrier()), "NX"};
  for (v1::QuarantinedRecord& record : records) {
    args.push_back(Cat(absl::ToUnixMillis(now)));
    args.push_back(MemberOf(std::move(record)));
  }
  auto added = co_await committer_.redis().CallIdempotent(std::move(args));
  co_return added.status();
}

async::Task<absl::StatusOr<Quarantine::Page>> Quarantine::Read(std::string carrier, int size,
                                                               std::string token) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Start start, ParseToken(token));
  // One more tells whether a page follows.
  redis::Args args = {"ZRANGE", KeyOf(carrier),  Cat(start.score), "+inf",      "BYSCORE",
                      "LIMIT",  Cat(start.skip), Cat(size + 1),    "WITHSCORES"};
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  Page page;
  MOTCUA_CO_ASSIGN_OR_RETURN(page.entries, ParseEntries(*reply));
  if (std::ssize(page.entries) <= size) co_return page;
  page.entries.pop_back();
  page.next_token = TokenAfter(page.entries, page.entries, token);
  co_return page;
}

std::string Quarantine::TokenAfter(const std::vector<Entry>& seen, const std::vector<Entry>& left,
                                   std::string_view token) {
  if (seen.empty()) return std::string(token);
  const int64_t score = seen.back().score;
  const Start start = ParseToken(token).value_or(Start());
  int64_t skip = std::ranges::count(left, score, &Entry::score);
  if (start.score == score) skip += start.skip;
  return Cat(score, ":", skip);
}

async::Task<absl::StatusOr<int>> Quarantine::Remove(std::string carrier,
                                                    std::vector<std::string> members) {
  if (members.empty()) co_return 0;
  redis::Args args = {"ZREM", KeyOf(carrier)};
  std::ranges::move(members, std::back_inserter(args));
  auto removed = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!removed.ok()) co_return removed.status();
  co_return static_cast<int>(removed->integer);
}

async::Task<absl::StatusOr<int64_t>> Quarantine::DropOld(std::string carrier, absl::Time until) {
  redis::Args args = {"ZREMRANGEBYSCORE", KeyOf(carrier), "-inf",
                      Cat("(", absl::ToUnixMillis(until))};
  auto dropped = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!dropped.ok()) co_return dropped.status();
  co_return dropped->integer;
}

async::Task<absl::StatusOr<Quarantine::Fill>> Quarantine::Count(std::string carrier) {
  Fill fill;
  redis::Args count = {"ZCARD", KeyOf(carrier)};
  auto records = co_await committer_.redis().CallIdempotent(std::move(count));
  if (!records.ok()) co_return records.status();
  fill.records = records->integer;
  if (fill.records == 0) co_return fill;
  redis::Args first = {"ZRANGE", KeyOf(carrier), "0", "0", "WITHSCORES"};
  auto oldest = co_await committer_.redis().CallIdempotent(std::move(first));
  if (!oldest.ok()) co_return oldest.status();
  double millis = 0;
  if (oldest->items.size() == 2 && ParseDouble(oldest->items[1].text, &millis)) {
    fill.oldest = absl::FromUnixMillis(static_cast<int64_t>(millis));
  }
  co_return fill;
}

}  // namespace motcua::postal

#include "services/reporting/workers/archiver.h"

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

constexpr int kBatchesPerTurn = 20;

// "<milliseconds>-<number>"; 0 for anything else.
int64_t MillisOf(const std::string& id) {
  int64_t millis = 0;
  return ParseInt(Split(id, '-').front(), &millis) ? millis : 0;
}

// An entry is [id, [field, value, …]]; commit.lua writes one field, "e".
absl::StatusOr<StreamEntry> EntryOf(const redis::Reply& reply) {
  if (reply.items.size() == 2 && reply.items[1].items.size() >= 2) {
    return StreamEntry{reply.items[0].text, reply.items[1].items[1].text};
  }
  return Internal(kStateCorrupt, "an entry of the event stream has no event");
}

// XREAD answers nil, or [[key, entries]].
absl::StatusOr<std::vector<StreamEntry>> EntriesOf(const redis::Reply& reply) {
  std::vector<StreamEntry> entries;
  if (reply.is_nil()) return entries;
  if (reply.items.size() != 1 || reply.items[0].items.size() != 2) {
    return Internal(kStateCorrupt, "the event stream's answer has an unknown form");
  }
  const auto& items = reply.items[0].items[1].items;
  entries.reserve(items.size());
  for (const redis::Reply& item : items) {
    MOTCUA_ASSIGN_OR_RETURN(entries.emplace_back(), EntryOf(item));
  }
  return entries;
}

}  // namespace

std::string NextStreamId(const std::string& id) {
  const auto parts = Split(id, '-');
  uint64_t number = 0;
  if (parts.size() != 2 || !ParseInt(parts[1], &number)) return id;
  return Cat(parts[0], "-", number + 1);
}

Archiver::Archiver(Archive& archive, redis::Client& redis, std::string stream,
                   metrics::Registry& metrics, ArchiverOptions options)
    : archive_(archive),
      redis_(redis),
      reader_(redis.Dedicated(options.wait + absl::Seconds(5))),
      stream_(std::move(stream)),
      options_(options),
      archived_(metrics.AddCounter("archive_events_total", "Events written to the archive")),
      delay_(metrics.AddHistogram("archive_delay_seconds",
                                  "Time from an event's commit to its place in the archive",
                                  metrics::LatencyBuckets())) {}

async::Task<absl::Status> Archiver::RunOnce() {
  for (int batch = 0; batch < kBatchesPerTurn; ++batch) {
    MOTCUA_CO_ASSIGN_OR_RETURN(const bool more, co_await ArchiveBatch());
    MOTCUA_CO_RETURN_IF_ERROR(co_await Trim());
    if (!more) break;
  }
  co_return absl::OkStatus();
}

// True if the batch was full: there may be more.
async::Task<absl::StatusOr<bool>> Archiver::ArchiveBatch() {
  MOTCUA_CO_ASSIGN_OR_RETURN(const ArchiveState state, co_await archive_.State());
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto entries, co_await Read(state.position));
  MOTCUA_CO_RETURN_IF_ERROR(co_await archive_.Append(entries));
  Account(entries);
  co_return static_cast<int>(entries.size()) == options_.batch;
}

async::Task<absl::StatusOr<std::vector<StreamEntry>>> Archiver::Read(std::string position) {
  redis::Args args = {"XREAD",
                      "COUNT",
                      absl::StrCat(options_.batch),
                      "BLOCK",
                      absl::StrCat(absl::ToInt64Milliseconds(options_.wait)),
                      "STREAMS",
                      stream_};
  args.push_back(std::move(position));
  MOTCUA_CO_ASSIGN_OR_RETURN(const redis::Reply reply, co_await reader_->Call(std::move(args)));
  co_return EntriesOf(reply);
}

// What was archived leaves Redis. A crash before this leaves entries that no one reads again, and
// the first turn after it cuts them.
async::Task<absl::Status> Archiver::Trim() {
  const std::string position = archive_.last_state().position;
  if (position == trimmed_to_) co_return absl::OkStatus();
  redis::Args args = {"XTRIM", stream_, "MINID"};
  args.push_back(NextStreamId(position));
  MOTCUA_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                             co_await redis_.CallIdempotent(std::move(args)));
  trimmed_to_ = position;
  co_return absl::OkStatus();
}

// The ids of the stream carry the real time of the commit, whatever clock the services run on.
void Archiver::Account(const std::vector<StreamEntry>& entries) {
  archived_.Increment(static_cast<double>(entries.size()));
  if (entries.empty()) return;
  const int64_t committed = MillisOf(entries.front().id);
  const absl::Duration delay = RealClock().Now() - absl::FromUnixMillis(committed);
  metrics::Observe(delay_, std::max(delay, absl::ZeroDuration()));
}

}  // namespace motcua::reporting

// Reading the sorted sets that PlacesOf fills.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/redis/client.h"
#include "common/store/keys.h"

namespace motcua::routing {

struct Entry {
  std::string member;
  double score = 0;
};

// Entries `first` to `first + count - 1` by score, then member; fewer at the end.
async::Task<absl::StatusOr<std::vector<Entry>>> ReadRange(redis::Client& redis, std::string key,
                                                          int64_t first, int64_t count);

// The first entries whose instant has come.
async::Task<absl::StatusOr<std::vector<Entry>>> ReadDue(redis::Client& redis, std::string key,
                                                        absl::Time now, int64_t count);

// How many entries' instants have come.
async::Task<absl::StatusOr<int64_t>> CountDue(redis::Client& redis, std::string key,
                                              absl::Time now);
async::Task<absl::StatusOr<int64_t>> CountAll(redis::Client& redis, std::string key);

// A place in a list, as a page token: the last entry shown. What enters or leaves the list between
// two pages neither hides nor repeats other entries.
std::string PageTokenOf(const Entry& last);
// INVALID_ARGUMENT (PAGE_TOKEN_INVALID).
absl::StatusOr<Entry> ParsePageToken(std::string_view token);

// Up to `count` entries after `last`.
async::Task<absl::StatusOr<std::vector<Entry>>> ReadAfter(redis::Client& redis, std::string key,
                                                          Entry last, int64_t count);

// A unit's queue in figures.
struct Depth {
  int64_t queued = 0;
  int64_t leased = 0;
  int64_t overdue = 0;       // queued, and the due instant has passed
  std::vector<Entry> first;  // the nearest due; empty when the queue is
};

// In the order of `units`, all asked for at once.
async::Task<absl::StatusOr<std::vector<Depth>>> ReadDepths(redis::Client& redis,
                                                           const store::Keys& keys,
                                                           std::vector<std::string> units,
                                                           absl::Time now);

}  // namespace motcua::routing

// Carriers' records set aside until someone looks at them, in a sorted set a carrier: by when they
// came first, the record itself being the member, so that one that comes again is there once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/store/commit.h"
#include "motcua/postal/v1/tracking_service.pb.h"

namespace motcua::postal {

class Quarantine {
 public:
  // Records a carrier may have in it; beyond them Add refuses.
  static constexpr int64_t kMostRecords = 100'000;
  // Records that nobody settled in this time are dropped: nothing that is carried is under way so
  // long, and claims are filed within it.
  static constexpr absl::Duration kKeptFor = absl::Hours(24 * 200);

  // With its id and receive_time set.
  struct Entry {
    v1::QuarantinedRecord record;
    std::string member;  // as stored
    int64_t score = 0;   // receive_time in milliseconds
  };
  struct Page {
    std::vector<Entry> entries;
    std::string next_token;  // empty on the last page
  };
  struct Fill {
    int64_t records = 0;
    absl::Time oldest = absl::InfiniteFuture();
  };

  explicit Quarantine(store::Committer& committer) : committer_(committer) {}

  // Sets records of one carrier aside; their ids and times are left empty. Durable when it returns.
  // RESOURCE_EXHAUSTED QUARANTINE_FULL.
  async::Task<absl::Status> Add(std::vector<v1::QuarantinedRecord> records, absl::Time now);

  // Oldest first. INVALID_ARGUMENT PAGE_TOKEN_INVALID.
  async::Task<absl::StatusOr<Page>> Read(std::string carrier, int size, std::string token);
  // The token of the page after `seen`, which began at `token`, when only `left` of it are still
  // there.
  static std::string TokenAfter(const std::vector<Entry>& seen, const std::vector<Entry>& left,
                                std::string_view token);

  // How many of the members were there.
  async::Task<absl::StatusOr<int>> Remove(std::string carrier, std::vector<std::string> members);

  // Drops those that came before `until`; how many.
  async::Task<absl::StatusOr<int64_t>> DropOld(std::string carrier, absl::Time until);

  async::Task<absl::StatusOr<Fill>> Count(std::string carrier);

 private:
  std::string KeyOf(std::string_view carrier) const;

  store::Committer& committer_;
};

// 32 hexadecimal digits that differ when records differ.
std::string QuarantineId(std::string_view record);

}  // namespace motcua::postal

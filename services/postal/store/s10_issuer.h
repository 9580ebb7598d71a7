// Gives out S10 identifiers, each once in the whole cell.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/signal.h"
#include "common/async/task.h"
#include "common/store/commit.h"

namespace motcua::postal {

// Takes serials from Redis in blocks that double from 1 to kLargestBlock, so that a busy service
// asks seldom and an idle one wastes few; those of a process that dies are skipped.
class S10Issuer {
 public:
  static constexpr int kLargestBlock = 64;

  explicit S10Issuer(store::Committer& committer) : committer_(committer) {}

  // The next identifier. Concurrent callers wait for one refill. OUT_OF_RANGE SERIALS_EXHAUSTED
  // at the end of the eight digits.
  async::Task<absl::StatusOr<std::string>> Next();

 private:
  async::Task<absl::Status> Refill();

  store::Committer& committer_;
  async::Signal refilled_;
  bool refilling_ = false;
  int block_ = 1;
  int64_t next_ = 0;
  int64_t end_ = 0;  // of the block in hand; next_ == end_: none left
};

}  // namespace motcua::postal

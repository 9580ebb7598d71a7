// Gives out codes of new dossiers, each once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/async/signal.h"
#include "common/async/task.h"
#include "common/store/commit.h"

namespace motcua::intake {

// Serials of an agency and day come from a counter in Redis, in blocks that grow with use: a quiet
// counter skips few numbers when the process ends, a busy one asks Redis once in 64 dossiers or
// less, and ahead of need. Several instances may share the counter. Used on the io thread alone.
class CodeIssuer {
 public:
  explicit CodeIssuer(store::Committer& committer) : committer_(committer) {}

  // The next code of the agency on that local day, in the form in force then. Callers who come
  // while a block is being fetched wait for it. UNAVAILABLE when Redis is away.
  async::Task<absl::StatusOr<std::string>> Next(std::string agency_code, absl::CivilDay day);

 private:
  // Serials reserved for us: [begin, end).
  struct Range {
    int64_t begin = 0;
    int64_t end = 0;

    bool empty() const { return begin == end; }
  };
  struct Block {
    absl::CivilDay day = absl::CivilDay::min();
    std::string date;        // validate::CodeDate(day)
    Range now;               // given out next
    Range next;              // fetched ahead
    int size = 0;            // of the last fetch
    int waiting = 0;         // callers who wait for the fetch that runs
    bool filling = false;    // a fetch runs
    async::Signal filled;    // told after each fetch
    absl::Status last_fill;  // how the last fetch ended; OK while one runs

    void Open(absl::CivilDay new_day);
    bool RunsLow() const;
  };

  Block& BlockOf(const std::string& agency_code);
  // Fetches, or waits for the fetch that runs.
  async::Task<absl::Status> Refill(const std::string& agency_code, Block& block);
  async::Task<absl::Status> Fill(const std::string& agency_code, Block& block);

  store::Committer& committer_;
  absl::flat_hash_map<std::string, std::unique_ptr<Block>> blocks_;  // by agency
};

}  // namespace motcua::intake

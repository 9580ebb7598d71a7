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
// counter skips few numbers when the process ends, a busy one asks Redis once in 64 dossiers. Several
// instances may share the counter. Used on the io thread alone.
class CodeIssuer {
 public:
  explicit CodeIssuer(store::Committer& committer) : committer_(committer) {}

  // The next code of the agency on that local day. Callers who come while a block is being fetched
  // wait for it. UNAVAILABLE when Redis is away.
  async::Task<absl::StatusOr<std::string>> Next(std::string agency_code, absl::CivilDay day);

 private:
  struct Block {
    absl::CivilDay day = absl::CivilDay::min();
    std::string date;         // CodeDate(day)
    int64_t next = 0;         // serial to give out next
    int64_t end = 0;          // first serial that is not ours
    int size = 0;             // of the last fetch
    bool filling = false;
    async::Signal filled;     // told after each fetch
    absl::Status last_fill;   // how the last fetch ended; OK while one runs

    void Open(absl::CivilDay new_day);
  };

  Block& BlockOf(const std::string& agency_code);
  async::Task<absl::Status> Fill(const std::string& agency_code, Block& block);

  store::Committer& committer_;
  absl::flat_hash_map<std::string, std::unique_ptr<Block>> blocks_;  // by agency
};

}  // namespace motcua::intake

// What the archive's rate is held against: a loop that makes the same writes in the same batches
// and transactions, and does nothing else: its rows are there already.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/projection_writer.h"

namespace motcua::reporting {

class BareLoop {
 public:
  // Ends the process if the database cannot be made.
  explicit BareLoop(const Database& database);

  // Writes a batch; how long the writing took.
  absl::Duration Write(const std::vector<StreamEntry>& entries);

 private:
  std::unique_ptr<soci::session> sql_;
  std::unique_ptr<ProjectionWriter> projections_;
  std::unique_ptr<BulkInsert<EventRow>> events_;
  absl::flat_hash_map<std::string, DossierRow> known_;
  int64_t last_ = 0;
};

}  // namespace motcua::reporting

// Makes every projection anew from the events, in a side archive, and compares them row by row with
// those in use, all as of one instant. In steps, so that whoever asks sees how far it is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/reporting/v1/audit_service.pb.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/database.h"
#include "services/reporting/store/table_scan.h"

namespace motcua::reporting {

struct ProjectionCheckOptions {
  int most_differences = 100;  // told; all are counted
  int page = 5000;             // events, or rows, a step
};

class ProjectionCheck {
 public:
  explicit ProjectionCheck(Database database, ProjectionCheckOptions options = {});
  ~ProjectionCheck();

  // One step, by one thread at a time. `done` in the answer: that was the last.
  absl::StatusOr<v1::CompareProjectionsResponse> Step();

 private:
  // A folder of its own for the side archive, removed with the object.
  class Folder;
  // Two tables being compared.
  struct Pair;

  absl::Status Begin();
  absl::Status Replay();
  absl::Status Compare();
  absl::Status BeginTable();
  void CompareRow();
  void Tell(v1::ProjectionDifference difference);

  Database database_;
  ProjectionCheckOptions options_;
  std::unique_ptr<Folder> folder_;
  std::unique_ptr<soci::session> stored_;
  std::unique_ptr<Snapshot> snapshot_;
  std::unique_ptr<ArchiveWriter> writer_;
  std::unique_ptr<soci::session> rebuilt_;
  std::unique_ptr<Pair> pair_;
  bool begun_ = false;
  int64_t replayed_to_ = 0;
  size_t next_table_ = 0;
  v1::CompareProjectionsResponse progress_;
};

}  // namespace motcua::reporting

#include "services/reporting/bench/bare_loop.h"

#include <cstdio>
#include <cstdlib>

#include "common/base/clock.h"
#include "services/reporting/store/schema.h"

namespace motcua::reporting {

BareLoop::BareLoop(const Database& database) {
  auto sql = Connect(database, Access::kWrite);
  const absl::Status status = sql.ok() ? Migrate(**sql, database.dialect) : sql.status();
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    std::exit(1);
  }
  sql_ = *std::move(sql);
  *sql_ << "INSERT INTO archive (only_row, id, stream, position, last_sequence)"
           " VALUES (1, 'bare', 'bare', '0-0', 0)";
  projections_ = std::make_unique<ProjectionWriter>(*sql_);
  events_ = std::make_unique<BulkInsert<EventRow>>(*sql_, "event", "");
}

absl::Duration BareLoop::Write(const std::vector<StreamEntry>& entries) {
  Batch batch(entries, last_ + 1, projections_->LastOpening());
  for (const std::string& code : batch.Codes()) {
    if (const auto known = known_.find(code); known != known_.end()) batch.SetBefore(known->second);
  }
  batch.Fold();
  const std::vector<DossierRow> changed = batch.ChangedDossiers();
  for (const DossierRow& row : changed) {
    if (row.ended > 0) {
      known_.erase(row.code);
    } else {
      known_[row.code] = row;
    }
  }
  last_ += static_cast<int64_t>(entries.size());
  const ProjectionRows rows{changed, batch.TotalChanges(), &batch.summary(),
                            batch.summary().Cells()};
  Stopwatch writing;
  soci::transaction transaction(*sql_);
  *sql_ << "UPDATE archive SET position = '" << entries.back().id << "', last_sequence = " << last_;
  events_->Write(batch.events());
  projections_->Write(rows);
  transaction.commit();
  return writing.Elapsed();
}

}  // namespace motcua::reporting

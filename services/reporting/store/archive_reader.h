// The reading end of the archive. Each object is one connection, used by one thread at a time; it
// never waits for the writer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/store/database.h"
#include "services/reporting/store/rows.h"

namespace motcua::reporting {

struct StoredEvent {
  int64_t sequence = 0;
  std::string receiving_unit;  // of the dossier, as known when it was archived; may be empty
  event::v1::Event event;
};

// A stretch of the archive.
struct EventPage {
  std::vector<StoredEvent> events;
  int64_t scanned_to = 0;  // every event up to here that was asked for is in a page so far
  bool at_end = false;     // there was nothing after it
};

// By what a report's rows are kept apart, besides the receiving unit.
enum class GroupColumn { kNone, kField, kProcedure, kChannel };

struct GroupCount {
  std::string receiving_unit;
  std::string key;  // value of the group's column; empty for kNone
  Columns columns;
};

struct ReportCounts {
  std::vector<GroupCount> groups;
  int64_t as_of_sequence = 0;
};

struct ArchiveTotals {
  std::vector<TotalRow> units;
  int64_t last_sequence = 0;
};

class ArchiveReader {
 public:
  // UNAVAILABLE(ARCHIVE_UNAVAILABLE), FAILED_PRECONDITION(ARCHIVE_TOO_NEW). The tables must exist.
  static absl::StatusOr<std::unique_ptr<ArchiveReader>> Open(const Database& database);

  // A dossier's events in order; none for an unknown dossier.
  absl::StatusOr<std::vector<StoredEvent>> Timeline(const std::string& dossier_code);

  // Up to `limit` events after `sequence`; only of `dossier_code` if that is not empty.
  absl::StatusOr<EventPage> EventsAfter(int64_t sequence, int limit,
                                        const std::string& dossier_code);

  // Counts the period, for each receiving unit and group that has any dossier in it.
  absl::StatusOr<ReportCounts> Count(const Period& period, GroupColumn group);

  // Rows of the given dossiers; unknown ones have none. Codes must differ.
  absl::StatusOr<std::vector<DossierRow>> FindDossiers(const std::vector<std::string>& codes);

  absl::StatusOr<ArchiveTotals> Totals();

 private:
  ArchiveReader(std::unique_ptr<soci::session> sql, Dialect dialect)
      : sql_(std::move(sql)), dialect_(dialect) {}

  int64_t LastSequence();

  std::unique_ptr<soci::session> sql_;
  Dialect dialect_;
};

}  // namespace motcua::reporting

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
#include "services/reporting/store/report_reader.h"
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

// By what hand-backs are kept apart, besides the receiving unit.
enum class HandBackColumn { kNone, kActor, kProcedure };

// What became of the dossiers filed at a unit.
struct HandBackCount {
  std::string receiving_unit;
  std::string key;  // value of the group's column; empty for kNone
  HandBacks counts;
};

struct HandBackCounts {
  std::vector<HandBackCount> groups;
  int64_t as_of_sequence = 0;
};

struct ArchiveTotals {
  std::vector<TotalRow> units;
  int64_t last_sequence = 0;
};

// Which stretch of which register is asked for.
struct RegisterQuery {
  std::string unit_code;
  Period year;
  std::string dossier_code;  // only this one; empty: all
  int64_t after = 0;         // number of the last line seen
  int limit = 0;
};

struct RegisterLine {
  int64_t number = 0;
  DossierRow row;
};

struct RegisterPage {
  std::vector<RegisterLine> lines;
  int64_t total = 0;  // in the whole register
};

// A dossier and what happened to it, in order.
struct WholeHistory {
  DossierRow row;
  std::vector<StoredEvent> events;
};

// Which dossiers' histories are asked for: a stretch of those accepted in a period, those that are
// open, or those resolved last.
struct HistoryQuery {
  enum Kind { kAccepted, kOpen, kLastResolved };
  Kind kind = kAccepted;
  Period period;             // kAccepted
  int64_t after_time = -1;   // accept_time and code of the last one seen, by which they are ordered;
  std::string after_code;    // not for kLastResolved
  int limit = 0;
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

  // Counts what was filed in the period, for each receiving unit and group that filed any.
  absl::StatusOr<HandBackCounts> CountHandBacks(const Period& period, HandBackColumn group);

  // Rows of the given dossiers; unknown ones have none. Codes must differ.
  absl::StatusOr<std::vector<DossierRow>> FindDossiers(const std::vector<std::string>& codes);

  // Lines of a unit's register of a year, by number. Numbers follow the order in which the archive
  // saw the acceptances, so that a later one never moves an earlier one.
  absl::StatusOr<RegisterPage> Register(const RegisterQuery& query);

  // By acceptance; kLastResolved: by resolution, the last one first.
  absl::StatusOr<std::vector<WholeHistory>> Histories(const HistoryQuery& query);

  absl::StatusOr<ArchiveTotals> Totals();

  // For statements of other files of this folder.
  soci::session& sql() { return *sql_; }
  Dialect dialect() const { return dialect_; }
  // What reports are added up from, over the same connection.
  ReportReader& reports() { return reports_; }

 private:
  ArchiveReader(std::unique_ptr<soci::session> sql, Dialect dialect)
      : sql_(std::move(sql)), dialect_(dialect), reports_(*sql_, dialect) {}

  int64_t LastSequence();

  std::unique_ptr<soci::session> sql_;
  Dialect dialect_;
  ReportReader reports_;
};

}  // namespace motcua::reporting

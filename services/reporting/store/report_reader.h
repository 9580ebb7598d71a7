// What reports need of the archive: sums of a period, and what became known after a place of it.
// Part of a connection (archive_reader.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/as_of.h"
#include "services/reporting/store/database.h"
#include "services/reporting/store/rows.h"

namespace motcua::reporting {

struct SumsAnswer {
  GroupSums groups;
  int64_t as_of_sequence = 0;
};

// A dossier's events by sequence.
struct DossierHistory {
  std::string code;
  EventsOfDossier events;
};

// Which dossiers' facts are asked for.
struct FactsQuery {
  DayPeriod accepted;
  std::string after;  // code of the last row seen
  int limit = 0;
};

class ReportReader {
 public:
  ReportReader(soci::session& sql, Dialect dialect) : sql_(sql), dialect_(dialect) {}

  // Sums of the groups over the period, from the summaries.
  absl::StatusOr<SumsAnswer> Sum(const GroupChoice& choice, const DayPeriod& period);

  // Codes of the dossiers that events after `first` and up to `last` are about, of those that
  // happened before `end` (microseconds); each once.
  absl::StatusOr<std::vector<std::string>> ChangedDossiers(int64_t first, int64_t last,
                                                           int64_t end);

  // The events of these dossiers, up to the sequence. Codes must differ.
  absl::StatusOr<std::vector<DossierHistory>> Histories(const std::vector<std::string>& codes,
                                                        int64_t last);

  // Length of the archive's longest beginning without an event after this instant (microseconds).
  absl::StatusOr<int64_t> SequenceAt(int64_t instant);

  // Dossiers accepted in the period, by code.
  absl::StatusOr<std::vector<DossierRow>> Facts(const FactsQuery& query);
  // How many there are.
  absl::StatusOr<int64_t> CountFacts(const DayPeriod& accepted);

 private:
  // The sums of the group of this number; null if it is none of those chosen.
  Sums* SumsOf(int64_t id, const GroupChoice& choice, GroupSums& sums);
  void LoadGroups(const GroupChoice& choice);
  void AddFlow(const GroupChoice& choice, const DayPeriod& period, int64_t opening,
               GroupSums& sums);
  void AddStanding(const GroupChoice& choice, int64_t end, int64_t opening, GroupSums& sums);
  void AddStill(const GroupChoice& choice, const std::string& query, int64_t Sums::*count,
                GroupSums& sums);
  int64_t LastSequence();
  int64_t LastOpening();

  soci::session& sql_;
  Dialect dialect_;
  absl::flat_hash_map<int64_t, Group> groups_;  // known so far; groups never change
};

}  // namespace motcua::reporting

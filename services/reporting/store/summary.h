// What a batch of events changes in the summaries.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/reporting/domain/cell.h"
#include "services/reporting/store/rows.h"

namespace motcua::reporting {

// Number of a group: the same in every archive, whatever came first (64-bit FNV-1a, not negative).
int64_t GroupId(const Group& group);
// Likewise of a unit, in 31 bits: two units may share one. 0 for the province only.
int64_t UnitId(std::string_view unit);

class SummaryChanges {
 public:
  // Of events from `first_sequence` to `last_sequence`; `last_opening` is the last half month
  // whose opening is stored (report_days.h).
  SummaryChanges(int64_t last_opening, int64_t first_sequence, int64_t last_sequence)
      : last_opening_(last_opening),
        first_sequence_(first_sequence),
        last_sequence_(last_sequence) {}

  // What a group gets on a day, and each group in which it counts, too. Where that day's half or
  // year is closed they get it, too, and so do the openings after it.
  void Add(const Group& own, int64_t day, const Measures& measures);
  // An event that figures follow from, and its place.
  void Note(int64_t sequence, int64_t occur_time);
  // One that changes figures of any time before.
  void NoteForAllTime(int64_t sequence);

  // By slot and group; each once.
  std::vector<CellRow> Cells() const;
  const absl::flat_hash_map<int64_t, GroupRow>& groups() const { return groups_; }
  const std::vector<BlockRow>& blocks() const { return blocks_; }
  int64_t first_sequence() const { return first_sequence_; }
  int64_t last_sequence() const { return last_sequence_; }

 private:
  // Where a cell is: as the columns of a CellRow.
  struct Place {
    int64_t slot = 0;
    int64_t unit_id = 0;
    int64_t group_id = 0;

    auto operator<=>(const Place&) const = default;
    template <class Hash>
    friend Hash AbslHashValue(Hash hash, const Place& place) {
      return Hash::combine(std::move(hash), place.slot, place.group_id);
    }
  };

  void AddTo(const Group& group, int64_t day, const Measures& measures);
  BlockRow& BlockOf(int64_t sequence);

  int64_t last_opening_;
  int64_t first_sequence_;
  int64_t last_sequence_;
  absl::flat_hash_map<Place, Measures> cells_;
  absl::flat_hash_map<int64_t, GroupRow> groups_;
  std::vector<BlockRow> blocks_;
};

}  // namespace motcua::reporting

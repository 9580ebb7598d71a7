#include "services/reporting/store/summary.h"

#include <algorithm>

#include "services/reporting/domain/report.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {
namespace {

uint64_t Fnv1a(uint64_t hash, std::string_view bytes) {
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return (hash ^ 0xff) * 0x100000001b3;  // Ends the text: no byte of UTF-8 is 0xff.
}

// The part of a group's measures that stands from then on.
Measures Standing(const Measures& measures) {
  Measures standing = {};
  for (int i : {measure::kPending, measure::kOverdue, measure::kInPost}) standing[i] = measures[i];
  return standing;
}

}  // namespace

int64_t GroupId(const Group& group) {
  uint64_t hash = 0xcbf29ce484222325 ^ static_cast<uint64_t>(group.family);
  hash = Fnv1a(Fnv1a(hash, group.unit), group.key);
  return static_cast<int64_t>(hash & 0x7fffffffffffffff);
}

void SummaryChanges::Add(const Group& group, int64_t day, const Measures& measures) {
  const int64_t id = GroupId(group);
  const int family = static_cast<int>(group.family);
  if (auto [row, added] = groups_.try_emplace(id); added) {
    row->second = {id, family, group.unit, group.key};
  }
  const int64_t half = HalfOf(day);
  AddTo(cells_[{SlotOf(family, Grain::kDay, day), id}], measures);
  AddTo(cells_[{SlotOf(family, Grain::kHalf, half), id}], measures);
  AddTo(cells_[{SlotOf(family, Grain::kYear, YearOf(day)), id}], measures);
  if (group.family > Family::kSolver) return;
  const Measures standing = Standing(measures);
  if (standing == Measures()) return;
  for (int64_t later = half + 1; later <= last_opening_; ++later) {
    AddTo(cells_[{SlotOf(family, Grain::kOpening, later), id}], standing);
  }
}

BlockRow& SummaryChanges::BlockOf(int64_t sequence) {
  const int64_t block = sequence / kEventsPerBlock;
  if (blocks_.empty() || blocks_.back().block != block) blocks_.push_back({.block = block});
  return blocks_.back();
}

void SummaryChanges::NoteForAllTime(int64_t sequence) { BlockOf(sequence).min_time = 0; }

void SummaryChanges::Note(int64_t sequence, int64_t occur_time) {
  BlockRow& row = BlockOf(sequence);
  row.min_time = std::min(row.min_time, occur_time);
  row.max_time = std::max(row.max_time, occur_time);
  times_.push_back(occur_time);
}

std::vector<CellRow> SummaryChanges::Cells() const {
  std::vector<CellRow> rows;
  rows.reserve(cells_.size());
  for (const auto& [place, measures] : cells_) {
    if (measures != Measures()) rows.push_back({place.first, place.second, measures});
  }
  std::sort(rows.begin(), rows.end(), [](const CellRow& a, const CellRow& b) {
    return std::make_pair(a.slot, a.group_id) < std::make_pair(b.slot, b.group_id);
  });
  return rows;
}

int64_t SummaryChanges::HalfReached() const {
  if (times_.empty()) return last_opening_;
  std::vector<int64_t> times = times_;
  const auto middle = times.begin() + times.size() / 2;
  std::nth_element(times.begin(), middle, times.end());
  return HalfOf(LocalDay(*middle));
}

int64_t SummaryChanges::FirstHalf() const {
  return HalfOf(LocalDay(*std::min_element(times_.begin(), times_.end())));
}

}  // namespace motcua::reporting

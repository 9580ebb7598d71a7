#include "services/reporting/store/summary.h"

#include <algorithm>
#include <tuple>

#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {
namespace {

constexpr uint64_t kFnvBasis = 0xcbf29ce484222325;

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
  uint64_t hash = kFnvBasis ^ static_cast<uint64_t>(group.family);
  hash = Fnv1a(Fnv1a(hash, group.unit), group.key);
  return static_cast<int64_t>(hash & 0x7fffffffffffffff);
}

int64_t UnitId(std::string_view unit) {
  if (unit == kProvince) return 0;
  return static_cast<int64_t>(Fnv1a(kFnvBasis, unit) % 0x7fffffff) + 1;
}

void SummaryChanges::Add(const Group& own, int64_t day, const Measures& measures) {
  ForEachGroup(own, [&](const Group& group) { AddTo(group, day, measures); });
}

void SummaryChanges::AddTo(const Group& group, int64_t day, const Measures& measures) {
  const int64_t id = GroupId(group);
  const int family = static_cast<int>(group.family);
  GroupRow& row = groups_[id];
  if (row.family == 0) row = {id, family, UnitId(group.unit), group.unit, group.key};
  const auto add = [&](Grain grain, int64_t number, const Measures& more) {
    reporting::AddTo(cells_[{SlotOf(family, grain, number), row.unit_id, id}], more);
  };
  const int64_t half = HalfOf(day);
  add(Grain::kDay, day, measures);
  if (IsClosedHalf(half, last_opening_)) add(Grain::kHalf, half, measures);
  if (IsClosedYear(YearOf(day), last_opening_)) add(Grain::kYear, YearOf(day), measures);
  if (!HasStanding(group.family)) return;
  const Measures standing = Standing(measures);
  if (standing == Measures()) return;
  for (int64_t later = half + 1; later <= last_opening_; ++later) {
    add(Grain::kOpening, later, standing);
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
}

std::vector<CellRow> SummaryChanges::Cells() const {
  std::vector<CellRow> rows;
  rows.reserve(cells_.size());
  for (const auto& [place, measures] : cells_) {
    if (measures == Measures()) continue;
    rows.push_back({place.slot, place.unit_id, place.group_id, measures});
  }
  std::sort(rows.begin(), rows.end(), [](const CellRow& a, const CellRow& b) {
    return std::tie(a.slot, a.unit_id, a.group_id) < std::tie(b.slot, b.unit_id, b.group_id);
  });
  return rows;
}

}  // namespace motcua::reporting

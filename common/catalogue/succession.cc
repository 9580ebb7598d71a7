#include "common/catalogue/succession.h"

#include <algorithm>
#include <set>

#include "common/base/clock.h"

namespace motcua::catalogue {
namespace {

type::v1::Level LevelOf(const UnitIndex& units, std::string_view code) {
  const v1::Unit* unit = units.Find(code);
  return unit == nullptr ? type::v1::LEVEL_UNSPECIFIED : unit->level();
}

void AddOnce(std::vector<std::string>& codes, const std::string& code) {
  if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
}

}  // namespace

ReorganisationPlan::ReorganisationPlan(const v1::Reorganisation& text, const UnitIndex& units,
                                       std::string_view cell)
    : text_(&text), units_(&units), effective_time_(absl::InfiniteFuture()) {
  absl::CivilDay day;
  if (ParseDay(text.effective_date(), &day)) effective_time_ = absl::FromCivil(day, LocalZone());
  for (const v1::UnitChange& change : text.changes()) {
    for (const v1::OldUnit& old : change.old_units()) {
      if (old.cell() == cell) changes_.emplace(old.code(), &change);
    }
  }
}

const v1::UnitChange* ReorganisationPlan::ChangeOf(std::string_view unit) const {
  const auto found = changes_.find(unit);
  return found == changes_.end() ? nullptr : found->second;
}

std::optional<std::string> ReorganisationPlan::SuccessorOf(std::string_view unit,
                                                           std::string_view origin) const {
  const v1::UnitChange* change = ChangeOf(unit);
  if (change == nullptr || change->successors().empty()) return std::nullopt;
  if (change->follow_origin() && LevelOf(*units_, origin) == type::v1::LEVEL_COMMUNE) {
    const v1::UnitChange* of_origin = ChangeOf(origin);
    if (of_origin == nullptr) return std::string(origin);
    if (!of_origin->successors().empty()) return of_origin->successors(0);
  }
  return change->successors(0);
}

Succession::Succession(const PlanList& plans, const UnitIndex& units) : units_(&units) {
  for (const v1::Reorganisation& plan : plans) {
    plans_.emplace_back(plan, units);
    for (const v1::UnitChange& change : plan.changes()) Relate(change);
    AddPlansOfCells(plan);
  }
}

void Succession::Relate(const v1::UnitChange& change) {
  for (const v1::OldUnit& old : change.old_units()) {
    if (!old.cell().empty()) continue;
    for (const std::string& successor : change.successors()) {
      AddOnce(predecessors_[successor], old.code());
      if (LevelOf(*units_, successor) > LevelOf(*units_, old.code())) continue;
      AddOnce(kin_[successor], old.code());
      AddOnce(kin_[old.code()], successor);
    }
  }
}

void Succession::AddPlansOfCells(const v1::Reorganisation& plan) {
  std::set<std::string> cells;
  for (const v1::UnitChange& change : plan.changes()) {
    for (const v1::OldUnit& old : change.old_units()) {
      if (!old.cell().empty()) cells.insert(old.cell());
    }
  }
  for (const std::string& cell : cells) plans_of_cells_[cell].emplace_back(plan, *units_, cell);
}

const ReorganisationPlan* Succession::FindOfCell(std::string_view id,
                                                 std::string_view cell) const {
  const auto of_cell = plans_of_cells_.find(cell);
  if (of_cell == plans_of_cells_.end()) return nullptr;
  const auto found = std::ranges::find(of_cell->second, id, &ReorganisationPlan::id);
  return found == of_cell->second.end() ? nullptr : &*found;
}

const ReorganisationPlan* Succession::Find(std::string_view id) const {
  const auto found = std::ranges::find(plans_, id, &ReorganisationPlan::id);
  return found == plans_.end() ? nullptr : &*found;
}

const std::vector<std::string>& Succession::PredecessorsOf(std::string_view unit) const {
  static const std::vector<std::string> kNone;
  const auto found = predecessors_.find(unit);
  return found == predecessors_.end() ? kNone : found->second;
}

std::string Succession::LatestOf(std::string_view unit) const {
  std::string latest(unit);
  for (const ReorganisationPlan& plan : plans_) {
    latest = plan.SuccessorOf(latest, "").value_or(latest);
  }
  return latest;
}

bool Succession::Covers(std::string_view root, std::string_view unit) const {
  if (kin_.empty()) return false;
  for (const v1::Unit* at = units_->Find(unit); at != nullptr; at = units_->ParentOf(at->code())) {
    const auto kin = kin_.find(at->code());
    if (kin == kin_.end()) continue;
    for (const std::string& one : kin->second) {
      if (units_->Covers(root, one)) return true;
    }
  }
  return false;
}

}  // namespace motcua::catalogue

// Which unit goes on with the work of which, by the reorganisations of a catalogue.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "common/catalogue/unit_index.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// One reorganisation, arranged for lookups.
class ReorganisationPlan {
 public:
  // Both must outlive the plan. Of the units of `cell`; empty: those of this catalogue.
  ReorganisationPlan(const v1::Reorganisation& text, const UnitIndex& units,
                     std::string_view cell = "");

  const std::string& id() const { return text_->id(); }
  const v1::Reorganisation& text() const { return *text_; }
  // Beginning of its day, local time.
  absl::Time effective_time() const { return effective_time_; }

  // The unit that goes on with the work of `unit` on a dossier that `origin` took in (before the
  // reorganisation; empty when not known). nullopt for a unit that does not end by it.
  std::optional<std::string> SuccessorOf(std::string_view unit, std::string_view origin) const;
  // What becomes of a unit of this catalogue; nullptr for one that does not end by it.
  const v1::UnitChange* ChangeOf(std::string_view unit) const;

 private:
  const v1::Reorganisation* text_;
  const UnitIndex* units_;
  absl::Time effective_time_;
  absl::flat_hash_map<std::string_view, const v1::UnitChange*> changes_;
};

class Succession {
 public:
  using PlanList = google::protobuf::RepeatedPtrField<v1::Reorganisation>;

  Succession() = default;
  // Both must outlive the object.
  Succession(const PlanList& plans, const UnitIndex& units);

  // In order of the files.
  const std::vector<ReorganisationPlan>& plans() const { return plans_; }
  // nullptr when there is none.
  const ReorganisationPlan* Find(std::string_view id) const;

  // The same reorganisation, of units whose work is in another cell; nullptr when it names none.
  const ReorganisationPlan* FindOfCell(std::string_view id, std::string_view cell) const;

  // The units whose work it goes on with, in order of the plans; empty for most.
  const std::vector<std::string>& PredecessorsOf(std::string_view unit) const;
  // The main successor at the end of a chain of reorganisations; the unit itself if it has none.
  std::string LatestOf(std::string_view unit) const;
  // Whether `root` stands for `unit` because it is, or lies above, a unit that went on with it (or
  // with a unit above it), or that it went on with. Rights never rise: from a unit to one of a
  // higher tier nothing is inherited.
  bool Covers(std::string_view root, std::string_view unit) const;

 private:
  void Relate(const v1::UnitChange& change);
  void AddPlansOfCells(const v1::Reorganisation& plan);

  using CodesByUnit = std::map<std::string, std::vector<std::string>, std::less<>>;
  const UnitIndex* units_ = nullptr;
  std::vector<ReorganisationPlan> plans_;
  std::map<std::string, std::vector<ReorganisationPlan>, std::less<>> plans_of_cells_;
  CodesByUnit predecessors_;
  CodesByUnit kin_;  // those before and after a unit, of no higher tier than the one before
};

}  // namespace motcua::catalogue

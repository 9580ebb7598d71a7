// The tree of units, arranged for lookups by one hash probe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

using UnitList = google::protobuf::RepeatedPtrField<v1::Unit>;
using SelectorRules = google::protobuf::RepeatedPtrField<v1::SelectorRule>;

// "YYYY-MM-DD" to a day; false if it is not one.
bool ParseDay(std::string_view text, absl::CivilDay* day);

// Whether the text has the form of a RouteStep.unit_selector.
bool IsSelector(std::string_view text);

// Whether the unit's counter takes in procedures of this level.
bool TakesIn(const v1::Unit& unit, type::v1::Level level);

// Built of any list, also a faulty one: a unit without code is left out, of units with the same
// code the first counts, one whose parent is unknown stands as a root, those in a circle cover
// nothing.
class UnitIndex {
 public:
  UnitIndex() = default;
  // `units` and `rules` must outlive the index.
  explicit UnitIndex(const UnitList& units, const SelectorRules& rules = {});

  const v1::Unit* Find(std::string_view code) const;
  const v1::Unit* FindByAgency(std::string_view agency_code) const;
  const v1::Unit* ParentOf(std::string_view code) const;
  bool Covers(std::string_view root, std::string_view unit) const;
  bool IsValidOn(std::string_view code, absl::CivilDay day) const;
  // post_office_code of the unit or of the nearest unit above that has one; else empty.
  std::string_view PostOfficeOf(std::string_view code) const;
  // Whether the unit lies below itself.
  bool InCircle(std::string_view code) const;
  // See Catalogue::ResolveUnit.
  absl::StatusOr<std::string> Resolve(std::string_view selector, std::string_view origin) const;

 private:
  static constexpr int kNone = -1;

  struct Node {
    const v1::Unit* unit = nullptr;
    int parent = kNone;
    int first = kNone;  // number in a walk of the tree, parents before children
    int last = kNone;   // greatest number below
    int district = kNone;
    int province = kNone;
    absl::CivilDay valid_from = absl::CivilDay::min();
    absl::CivilDay valid_to = absl::CivilDay::max();
    std::string_view post_office;
  };

  int IndexOf(std::string_view code) const;
  void AddNode(const v1::Unit& unit);
  void NumberFrom(int root, const std::vector<std::vector<int>>& children, int* next);
  void InheritFromParent(Node* node) const;
  // Index of the unit named, or kNone.
  int Select(std::string_view selector, int origin) const;
  int Below(int unit, std::string_view suffix) const;

  std::vector<Node> nodes_;
  absl::flat_hash_map<std::string_view, int> by_code_;
  absl::flat_hash_map<std::string_view, int> by_agency_;
  absl::flat_hash_map<std::string_view, std::string_view> instead_;  // by selector
};

}  // namespace motcua::catalogue

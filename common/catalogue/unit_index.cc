#include "common/catalogue/unit_index.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::catalogue {
namespace {

constexpr std::string_view kDivision = "division:";
constexpr std::string_view kDepartment = "department:";

bool IsAbbreviation(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c);
  });
}

}  // namespace

bool ParseDay(std::string_view text, absl::CivilDay* day) {
  return text.size() == 10 && absl::ParseCivilTime(ToAbsl(text), day);
}

bool IsSelector(std::string_view text) {
  if (text == "district" || text == "province") return true;
  if (ConsumePrefix(&text, kDivision) || ConsumePrefix(&text, kDepartment)) {
    return IsAbbreviation(text);
  }
  if (!ConsumePrefix(&text, "origin")) return false;
  while (ConsumePrefix(&text, ".parent")) continue;
  return text.empty();
}

bool TakesIn(const v1::Unit& unit, type::v1::Level level) {
  if (!unit.one_stop()) return false;
  return unit.level() == level ||
         std::find(unit.also_receives().begin(), unit.also_receives().end(), level) !=
             unit.also_receives().end();
}

UnitIndex::UnitIndex(const UnitList& units, const SelectorRules& rules) {
  for (const v1::SelectorRule& rule : rules) instead_.emplace(rule.unit_selector(), rule.instead());
  nodes_.reserve(units.size());
  for (const v1::Unit& unit : units) AddNode(unit);
  std::vector<std::vector<int>> children(nodes_.size());
  for (size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i].parent = IndexOf(nodes_[i].unit->parent_code());
    if (nodes_[i].parent != kNone) children[nodes_[i].parent].push_back(static_cast<int>(i));
  }
  int next = 0;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].parent == kNone) NumberFrom(static_cast<int>(i), children, &next);
  }
}

void UnitIndex::AddNode(const v1::Unit& unit) {
  const int index = static_cast<int>(nodes_.size());
  if (unit.code().empty() || !by_code_.emplace(unit.code(), index).second) return;
  if (!unit.agency_code().empty()) by_agency_.emplace(unit.agency_code(), index);
  Node node;
  node.unit = &unit;
  node.post_office = unit.post_office_code();
  ParseDay(unit.valid_from(), &node.valid_from);
  ParseDay(unit.valid_to(), &node.valid_to);
  nodes_.push_back(node);
}

// Depth is that of government, three or four: recursion is safe, circles are never entered.
void UnitIndex::NumberFrom(int root, const std::vector<std::vector<int>>& children, int* next) {
  nodes_[root].first = (*next)++;
  InheritFromParent(&nodes_[root]);
  for (int child : children[root]) NumberFrom(child, children, next);
  nodes_[root].last = *next - 1;
}

void UnitIndex::InheritFromParent(Node* node) const {
  const int self = IndexOf(node->unit->code());
  if (node->parent != kNone) {
    const Node& parent = nodes_[node->parent];
    node->district = parent.district;
    node->province = parent.province;
    if (node->post_office.empty()) node->post_office = parent.post_office;
  }
  const auto level = node->unit->level();
  if (node->district == kNone && level == type::v1::LEVEL_DISTRICT) node->district = self;
  if (node->province == kNone && level == type::v1::LEVEL_PROVINCE) node->province = self;
}

int UnitIndex::IndexOf(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? kNone : found->second;
}

const v1::Unit* UnitIndex::Find(std::string_view code) const {
  const int index = IndexOf(code);
  return index == kNone ? nullptr : nodes_[index].unit;
}

const v1::Unit* UnitIndex::FindByAgency(std::string_view agency_code) const {
  const auto found = by_agency_.find(agency_code);
  return found == by_agency_.end() ? nullptr : nodes_[found->second].unit;
}

const v1::Unit* UnitIndex::ParentOf(std::string_view code) const {
  const int index = IndexOf(code);
  if (index == kNone || nodes_[index].parent == kNone) return nullptr;
  return nodes_[nodes_[index].parent].unit;
}

bool UnitIndex::Covers(std::string_view root, std::string_view unit) const {
  const int above = IndexOf(root);
  const int below = IndexOf(unit);
  if (above == kNone || below == kNone || nodes_[below].first == kNone) return false;
  const int number = nodes_[below].first;
  return nodes_[above].first <= number && number <= nodes_[above].last;
}

bool UnitIndex::IsValidOn(std::string_view code, absl::CivilDay day) const {
  const int index = IndexOf(code);
  return index != kNone && nodes_[index].valid_from <= day && day <= nodes_[index].valid_to;
}

std::string_view UnitIndex::PostOfficeOf(std::string_view code) const {
  const int index = IndexOf(code);
  return index == kNone ? std::string_view() : nodes_[index].post_office;
}

bool UnitIndex::InCircle(std::string_view code) const {
  const int index = IndexOf(code);
  return index != kNone && nodes_[index].first == kNone;
}

absl::StatusOr<std::string> UnitIndex::Resolve(std::string_view selector,
                                               std::string_view origin) const {
  if (!IsSelector(selector)) {
    return InvalidArgument(kSelectorInvalid, Cat("not a unit selector: ", selector));
  }
  const int from = IndexOf(origin);
  if (from == kNone) {
    return NotFound(kUnitNotFound, "no such unit").With("unit", origin);
  }
  int found = Select(selector, from);
  if (const auto rule = instead_.find(selector); found == kNone && rule != instead_.end()) {
    found = Select(rule->second, from);
  }
  if (found == kNone) {
    return NotFound(kUnitNotFound, Cat("unit ", origin, " has no ", selector))
        .With("unit", origin)
        .With("selector", selector);
  }
  return nodes_[found].unit->code();
}

int UnitIndex::Select(std::string_view selector, int origin) const {
  if (selector == "district") return nodes_[origin].district;
  if (selector == "province") return nodes_[origin].province;
  if (ConsumePrefix(&selector, kDivision)) return Below(nodes_[origin].district, selector);
  if (ConsumePrefix(&selector, kDepartment)) return Below(nodes_[origin].province, selector);
  ConsumePrefix(&selector, "origin");
  int unit = origin;
  while (unit != kNone && ConsumePrefix(&selector, ".parent")) unit = nodes_[unit].parent;
  return unit;
}

int UnitIndex::Below(int unit, std::string_view suffix) const {
  return unit == kNone ? kNone : IndexOf(Cat(nodes_[unit].unit->code(), ".", suffix));
}

}  // namespace motcua::catalogue

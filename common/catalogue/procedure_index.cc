#include "common/catalogue/procedure_index.h"

#include <algorithm>

#include "common/catalogue/catalogue.h"
#include "common/catalogue/unit_index.h"

namespace motcua::catalogue {
namespace {

Validity ParseValidity(const auto& item) {
  Validity validity;
  ParseDay(item.valid_from(), &validity.from);
  ParseDay(item.valid_to(), &validity.to);
  return validity;
}

}  // namespace

Validity ValidityOf(const v1::Procedure& procedure) { return ParseValidity(procedure); }
Validity ValidityOf(const v1::Unit& unit) { return ParseValidity(unit); }
Validity ValidityOf(const v1::CitizenEvent& event) { return ParseValidity(event); }
Validity ValidityOf(const v1::SaturdayCounter& counter) { return ParseValidity(counter); }
Validity ValidityOf(const v1::PostageRate& rate) { return ParseValidity(rate); }

ProcedureIndex::ProcedureIndex(const ProcedureList& procedures) {
  for (const v1::Procedure& procedure : procedures) {
    by_code_[procedure.code()].push_back({&procedure, ValidityOf(procedure)});
  }
  for (auto& [code, versions] : by_code_) {
    std::ranges::stable_sort(versions, {}, [](const Entry& entry) { return entry.validity.from; });
  }
}

const std::vector<ProcedureIndex::Entry>& ProcedureIndex::VersionsOf(std::string_view code) const {
  static const std::vector<Entry> kNone;
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? kNone : found->second;
}

const v1::Procedure* ProcedureIndex::Newest(std::string_view code) const {
  const auto& versions = VersionsOf(code);
  return versions.empty() ? nullptr : versions.back().procedure;
}

const v1::Procedure* ProcedureIndex::InForce(std::string_view code, absl::CivilDay day) const {
  for (const Entry& entry : VersionsOf(code)) {
    if (entry.validity.Has(day)) return entry.procedure;
  }
  return nullptr;
}

const v1::Procedure* ProcedureIndex::Version(std::string_view code, int version) const {
  for (const Entry& entry : VersionsOf(code)) {
    if (VersionOf(*entry.procedure) == version) return entry.procedure;
  }
  return nullptr;
}

}  // namespace motcua::catalogue

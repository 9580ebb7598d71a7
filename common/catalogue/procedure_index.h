// The versions of each procedure, in order of their days.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

using ProcedureList = google::protobuf::RepeatedPtrField<v1::Procedure>;

// From valid_from to valid_to, both included; a day that is absent or none has no bound.
struct Validity {
  absl::CivilDay from = absl::CivilDay::min();
  absl::CivilDay to = absl::CivilDay::max();

  bool Has(absl::CivilDay day) const { return from <= day && day <= to; }
  bool empty() const { return to < from; }
  // The days both have.
  Validity And(const Validity& other) const {
    return {std::max(from, other.from), std::min(to, other.to)};
  }
  // Whether all of the other's days are here.
  bool Covers(const Validity& other) const { return from <= other.from && other.to <= to; }
};
Validity ValidityOf(const v1::Procedure& procedure);
Validity ValidityOf(const v1::Unit& unit);
Validity ValidityOf(const v1::CitizenEvent& event);
Validity ValidityOf(const v1::SaturdayCounter& counter);
Validity ValidityOf(const v1::PostageRate& rate);

// nullptr where there is none.
class ProcedureIndex {
 public:
  struct Entry {
    const v1::Procedure* procedure = nullptr;
    Validity validity;
  };

  ProcedureIndex() = default;
  // `procedures` must outlive the index.
  explicit ProcedureIndex(const ProcedureList& procedures);

  // The one with the last days.
  const v1::Procedure* Newest(std::string_view code) const;
  const v1::Procedure* InForce(std::string_view code, absl::CivilDay day) const;
  const v1::Procedure* Version(std::string_view code, int version) const;
  // All of a code, in order of their days.
  const std::vector<Entry>& VersionsOf(std::string_view code) const;

 private:
  absl::flat_hash_map<std::string_view, std::vector<Entry>> by_code_;
};

}  // namespace motcua::catalogue

// A made-up month for tests of the simulation.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/simulate/simulation.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::cli::simulate {

inline constexpr char kCatalogue[] = R"pb(
  units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE }
  units { code: "866" name: "Huyện" level: LEVEL_DISTRICT parent_code: "87" }
  units {
    code: "1"
    name: "Xã A"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.31.14.H20"
  }
  units {
    code: "2"
    name: "Xã B"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.32.14.H20"
  }
  procedures {
    code: "1.1"
    name: "Một bước"
    field: "F"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 2 }
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
)pb";

// Monday 2023-03-06, local time.
inline absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 3, 6 + day, hour, minute), LocalZone());
}

struct TestMonth {
  // Accepted at `at`; the officer had it in hands for `minutes` from then on.
  void Add(absl::Time at, int64_t minutes, const std::string& unit = "1") {
    Arrival& arrival = arrivals.emplace_back();
    arrival.code = Cat("D", arrivals.size());
    arrival.accepted.set_procedure_code("1.1");
    arrival.accepted.set_receiving_unit(unit);
    const auto& procedure = *catalogue.FindProcedure("1.1");
    *arrival.accepted.mutable_limit() = procedure.limit();
    arrival.due_time = catalogue.calendar().Due(at, catalogue::ToTimeLimit(procedure.limit()));
    *arrival.accepted.mutable_due_time() = ToProto(arrival.due_time);
    *arrival.accepted.mutable_submit_time() = ToProto(at);
    arrival.submit_time = arrival.accept_time = at;
    arrival.resolve_time = catalogue.calendar().AddWorking(at, minutes);
    arrival.work[0] = {unit, at, arrival.resolve_time, minutes};
  }

  const catalogue::Catalogue catalogue =
      *catalogue::Catalogue::FromFiles({{"test.textproto", kCatalogue}});
  std::vector<Arrival> arrivals;
};

}  // namespace motcua::cli::simulate

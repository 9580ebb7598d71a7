// Who files what, where and when: the same for the same seed, whenever it is asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/province/draw.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::province {

// What a plan is made from; kept with the data, so that a later start goes on with the same.
struct PlanParameters {
  int dossiers = 0;
  int64_t seed = 0;
  // First and last day, both included.
  absl::CivilDay from;
  absl::CivilDay to;

  bool operator==(const PlanParameters&) const = default;
};

// `parameters.dossiers` arrivals, numbered from 0 in order of time, spread over the working days:
// more on Mondays and after holidays, most between eight and ten. Holds a few numbers a day and
// nothing an arrival.
class Plan {
 public:
  // `catalogue` must outlive the plan. The period must hold a working day.
  Plan(PlanParameters parameters, const catalogue::Catalogue& catalogue);

  int size() const { return parameters_.dossiers; }
  const PlanParameters& parameters() const { return parameters_; }
  // When the arrival happens; within office hours, never before that of a lower number.
  absl::Time TimeOf(int arrival) const;
  // What is handed in. Counter dossiers are to be accepted at once and complete; of the others a
  // few lack a paper.
  intake::v1::SubmitDossierRequest RequestOf(int arrival) const;
  // Arrivals on each working day of the period.
  const std::vector<int>& per_day() const { return per_day_; }

 private:
  // Of one level: its counters, and its procedures by how often they are asked for.
  struct Level {
    std::vector<const catalogue::v1::Unit*> counters;
    std::vector<const catalogue::v1::Procedure*> procedures;
    std::vector<double> procedure_weights;  // cumulative
  };

  // The units of a part of the period: a reorganisation begins a new one.
  struct Era {
    absl::CivilDay from;
    std::vector<Level> levels;
    std::vector<const catalogue::v1::Unit*> communes;
    absl::flat_hash_map<std::string, std::vector<const catalogue::v1::Unit*>> communes_of;
  };

  Draw DrawFor(int arrival, std::string_view what) const;
  void SpreadOverDays();
  void GatherEras();
  // Units that exist until `last`, the era's last day.
  void GatherUnits(absl::CivilDay last, Era& era) const;
  Level GatherLevel(type::v1::Level level, absl::CivilDay last) const;
  const Era& EraOf(int arrival) const;
  const catalogue::v1::Unit& HomeOf(const catalogue::v1::Unit& counter, const Era& era,
                                    Draw& draw) const;

  PlanParameters parameters_;
  const catalogue::Catalogue& catalogue_;
  std::vector<absl::CivilDay> days_;
  std::vector<int> per_day_;
  std::vector<int> first_of_day_;  // number of the day's first arrival
  std::vector<Era> eras_;  // at least one, in order
};

}  // namespace motcua::province

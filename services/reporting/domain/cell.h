// What summaries hold: measures of groups of dossiers by day, from which reports are added up.
//
// Everything here can be added: what a dossier adds is a function of its row (and, for steps and
// consignments, of its events), so a summary is the sum over all dossiers, and a batch of events
// changes it by what the dossiers add after it less what they added before.
//
// An event changes nothing on days before its own. So a report of a period that has ended changes
// only by events that became known late.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace motcua::reporting {

// By what the dossiers of a family's groups are kept apart, besides a unit. The numbers are stored.
enum class Family : int {
  kField = 1,      // receiving unit, field
  kProcedure = 2,  // receiving unit, procedure
  kChannel = 3,    // receiving unit, "channel|post office that collected"
  kSolver = 4,     // receiving unit, solving unit; only once the route is laid
  kWait = 5,       // receiving unit, block of classes of waiting time (waiting_time.h)
  kStep = 6,       // unit of the step, name of the step
  kPost = 7,       // unit of the consignment, "kind|post office"
  kUnit = 8,       // receiving unit, ""
  kStepUnit = 9,   // unit of the step, ""
};

inline constexpr Family kFamilies[] = {Family::kField,  Family::kProcedure, Family::kChannel,
                                       Family::kSolver, Family::kWait,      Family::kStep,
                                       Family::kPost,   Family::kUnit,      Family::kStepUnit};

// Families of dossiers of which something stands at the end of a period.
inline constexpr Family kStandingFamilies[] = {Family::kField, Family::kProcedure, Family::kChannel,
                                               Family::kSolver, Family::kUnit};
constexpr bool HasStanding(Family family) {
  return family <= Family::kSolver || family == Family::kUnit;
}

// Measures of the families of which something stands. kPending, kOverdue and kInPost are changes:
// their sum over all days before a midnight is what stands at it.
namespace measure {
inline constexpr int kOnline = 0;         // accepted, filed online
inline constexpr int kDirectAndPost = 1;  // accepted, handed in at a counter or to the post
inline constexpr int kEarly = 2;          // resolved
inline constexpr int kOnTime = 3;
inline constexpr int kLate = 4;
inline constexpr int kPending = 5;
inline constexpr int kOverdue = 6;  // less what is overdue to this day: see dossier_cells.h
inline constexpr int kInPost = 7;   // likewise: see there
inline constexpr int kFiled = 8;
inline constexpr int kHandedBack = 9;     // first time handed back before acceptance
inline constexpr int kSupplemented = 10;  // first time asked for a supplement
inline constexpr int kRefused = 11;

// Of kStep; times in seconds by the wall (step_times.h).
inline constexpr int kSteps = 0;
inline constexpr int kWaiting = 1;
inline constexpr int kWorking = 2;
inline constexpr int kPost = 3;
inline constexpr int kSupplement = 4;

// Of kPost; the time in seconds from being asked for to the end (parcels.h).
inline constexpr int kCreated = 0;
inline constexpr int kDelivered = 1;
inline constexpr int kReturned = 2;
inline constexpr int kLost = 3;
inline constexpr int kSeconds = 4;
// Likewise, of post_money.h; amounts in đồng.
inline constexpr int kRevenue = 5;
inline constexpr int kComplaints = 6;
inline constexpr int kCompensation = 7;
}  // namespace measure
inline constexpr int kMeasures = 12;

using Measures = std::array<int64_t, kMeasures>;

inline void AddTo(Measures& sum, const Measures& more, int64_t times = 1) {
  for (int i = 0; i < kMeasures; ++i) sum[i] += times * more[i];
}

struct Group {
  Family family = Family::kField;
  std::string unit;
  std::string key;

  bool operator==(const Group&) const = default;
};

// Stands for a group's unit where all units are counted together.
inline constexpr std::string_view kProvince = "*";

// Whether a family has groups of the province.
bool HasProvince(Family family);

// What counts in a group counts in it and in those that leave out its unit or its key, so that a
// report by one of them reads few rows.
void ForEachGroup(const Group& own, absl::FunctionRef<void(const Group&)> visit);

// Which groups of a family are meant.
struct GroupChoice {
  Family family = Family::kField;
  // Those of these units, kProvince among them or not; nullopt: of each unit there is.
  std::optional<std::set<std::string>> units;

  bool Holds(const Group& group) const;
};

// What a group gets on a day.
using CellSink = absl::FunctionRef<void(const Group& group, int64_t day, const Measures& measures)>;

}  // namespace motcua::reporting

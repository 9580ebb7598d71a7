// Who works where: as it really was, and as it would be.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/simulate/arrivals.h"

namespace motcua::cli::simulate {

// Officers of a unit; they work side by side.
struct Crew {
  int officers = 1;
  double speed = 1;  // 0.5: half-time
  int usual = 0;     // officers there really were; 0: as many as `officers`
};

using Roster = std::map<std::string, Crew, std::less<>>;

// By unit: when steps came into hands (+1) and out of them (-1), in order; at one instant, what
// ends comes before what begins.
using Hands = std::map<std::string, std::vector<std::pair<absl::Time, int>>>;
Hands HandsOf(const std::vector<Arrival>& arrivals);

// As many officers as a unit ever had steps in hands at once.
Roster RosterOf(const std::vector<Arrival>& arrivals);

// What is different.
struct Change {
  std::map<std::string, int> officers;        // by how many, by unit
  std::vector<std::string> half_time;         // units whose officers do half as much
  std::map<std::string, std::string> merges;  // unit → the one that does its work
  std::map<std::string, int> versions;        // procedure → version

  bool empty() const {
    return officers.empty() && half_time.empty() && merges.empty() && versions.empty();
  }
};

// From the options' words: "866=-1", "866=+2"; "866"; "29881=29884"; "1.001193=2".
// INVALID_ARGUMENT naming the word.
absl::StatusOr<Change> ParseChange(const std::vector<std::string>& officers,
                                   const std::vector<std::string>& half_time,
                                   const std::vector<std::string>& merges,
                                   const std::vector<std::string>& versions);

// The roster after the change; a unit keeps at least one officer.
Roster Apply(const Change& change, Roster roster);

}  // namespace motcua::cli::simulate

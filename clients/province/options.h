// What the program was asked to do.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/province/plan.h"

namespace motcua::province {

struct Options {
  // Make the clock file and end.
  std::string set_clock;
  absl::Time at;
  // Drive this clock file at the pace of real time, and do nothing else.
  std::string run_clock;

  std::string endpoints;
  std::string certs;
  std::string clock;
  std::string state;
  std::string catalogue;
  PlanParameters plan;
  absl::Duration quantum;
  // Carry out the reorganisations whose day lies in the period.
  bool reorganise = false;
  bool keep_time = false;
};

// nullopt when only help was asked for, and printed.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv);

}  // namespace motcua::province

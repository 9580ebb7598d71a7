// The requests of the benchmarks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::bench {

// Communes that take the benchmark's dossiers in.
const std::vector<std::string>& BenchUnits();

// A complete birth registration, about 1.5 KB, different for each `serial`; request ids begin with
// `run`, which must be new for each run. `accept`: at a counter, accepted at once.
intake::v1::SubmitDossierRequest MakeSubmission(const std::string& run, int64_t serial,
                                                bool accept);

}  // namespace motcua::bench

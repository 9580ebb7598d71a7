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

// The same as bytes, put together at next to no cost: what the generator spends, the servers beside
// it lack.
class SubmissionBytes {
 public:
  explicit SubmissionBytes(std::string run);
  std::string Next();

 private:
  const std::string run_;
  std::vector<std::string> bodies_;  // A unit's each, without the request id.
  int64_t serial_ = 0;
};

}  // namespace motcua::bench

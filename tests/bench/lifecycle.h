// Whole lives of dossiers through the running system: filed and accepted, claimed and completed
// twice, handed over. Six durable steps called by clients; what the services do of themselves
// (laying the route, closing with intake, archiving) comes on top.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua::bench {

struct LifecycleOptions {
  std::string intake, routing;  // host:port
  std::string certs;            // folder with ca.pem, operator.pem, operator.key
  int in_flight = 600;          // dossiers between filing and hand-over
  double seconds = 10;
};

struct LifecycleResult {
  double per_second = 0;  // dossiers handed over a second, in the measured time
  int64_t finished = 0;
  int64_t errors = 0;
};

absl::StatusOr<LifecycleResult> RunLifecycles(const LifecycleOptions& options);

}  // namespace motcua::bench

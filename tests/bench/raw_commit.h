// The bare Redis of the bound: the commit function over pipelined hiredis, and nothing else.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace motcua::bench {

struct RawCommitOptions {
  std::string socket;  // path of Redis's unix socket
  int connections = 8;
  int depth = 32;  // commits in flight on each
  double seconds = 5;
};

// Commits a second: a new aggregate of 1.5 KB, an event of 300 bytes, a place in a queue, an answer
// under a request key; each on disk when counted.
absl::StatusOr<double> RunRawCommit(const RawCommitOptions& options);

}  // namespace motcua::bench

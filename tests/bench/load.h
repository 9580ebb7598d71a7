// The load generator: unary calls, as fast as so many in flight allow (closed loop, one thread) or
// at a given rate whatever the answers do (open loop, one thread to send and one to take).
//
// In the open loop a call's latency counts from the instant it was due to be sent, so a server
// that stalls is charged for every call that had to wait meanwhile (no coordinated omission).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "grpcpp/security/credentials.h"
#include "tests/bench/histogram.h"

namespace motcua::bench {

struct LoadOptions {
  std::string target;                                    // host:port
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  std::string method;                                    // "/package.Service/Method"
  int connections = 1;  // as a calling system has one channel
  int in_flight = 256;  // closed loop: kept; open loop: more are due but wait for a place
  double rate = 0;      // calls a second; 0: closed loop
  double warmup_seconds = 1;
  double seconds = 5;
  std::function<std::string()> make_request;             // bytes of the next request
};

struct LoadResult {
  double rate = 0;  // answers a second in the measured time
  uint64_t ok = 0;
  std::map<int, uint64_t> errors;  // by gRPC code
  Histogram latency;
};

LoadResult RunLoad(const LoadOptions& options);

}  // namespace motcua::bench

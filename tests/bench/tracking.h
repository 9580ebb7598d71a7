// How fast carriers' records become durable state, in bulk.
#pragma once

#include <string>

namespace motcua::bench {

struct TrackingOptions {
  std::string postal;         // host:port
  std::string certs;          // folder of certificates
  int consignments = 20'000;  // each goes its whole way, seven events
  int in_flight = 8;          // calls at a time, of a thousand records each
};

// Asks for the consignments, then reports their events as a carrier's feed: each call has events of a
// thousand consignments, a consignment's next event comes after its last was answered. Then asks some
// of them where they stand. Prints "rate=… events=… p50_ms=… p99_ms=… errors=…", of records a second
// from the first call to the last answer. The exit code.
int RunTracking(const TrackingOptions& options);

}  // namespace motcua::bench

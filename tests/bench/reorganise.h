// How long a reorganisation of a whole province takes, and how well services answer meanwhile.
#pragma once

#include <memory>
#include <string>

#include "grpcpp/security/credentials.h"

namespace motcua::bench {

struct ReorganiseOptions {
  std::string intake, routing, postal;  // host:port
  std::string certs;                    // folder of certificates
  std::string clock;                    // the services' clock file; shows a day before 1 July 2025
  int64_t dossiers = 100000;            // open ones to begin with, at least
};

// Files and accepts the dossiers, lets the day begin, orders the reorganisation that ships, and waits
// until every service has carried it out, while somebody asks routing and intake all the time.
// Prints "dossiers=… moved=… reorganise_s=… answered=… answered_p99_ms=… errors=…". The exit code.
int RunReorganisation(const ReorganiseOptions& options);

}  // namespace motcua::bench

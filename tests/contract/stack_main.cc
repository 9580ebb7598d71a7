// motcua-test-stack: the whole system for tests in other languages.
//
// Starts Redis and the four services, prints NAME=VALUE lines and then "ready". Reads commands from
// standard input, one a line, and answers each with "ok" or "error"; ends, and stops everything,
// at its end:
//   advance SECONDS         moves the clock
//   settle                  waits until every event has had its effects and is archived
//   stop SERVICE            SIGTERM, and waits for its end
//   start SERVICE FLAG…     with further settings
//   redis stop|continue     makes Redis hang, and go on
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/system/stack.h"

namespace motcua {
namespace {

void PrintPlaces(Stack& stack) {
  printf("certs=%s\n", Stack::CertificatesFolder().c_str());
  for (const char* service : kServices) {
    printf("%s=%s\n", service, stack.Endpoint(service).c_str());
    printf("%s.metrics=%s\n", service, stack.MetricsEndpoint(service).c_str());
  }
  printf("ready\n");
  fflush(stdout);
}

bool IsService(const std::string& name) {
  for (const char* service : kServices) {
    if (name == service) return true;
  }
  return false;
}

bool TellRedis(Stack& stack, const std::string& what) {
  if (what == "stop") return stack.redis().Stop(), true;
  if (what == "continue") return stack.redis().Continue(), true;
  return false;
}

bool Obey(Stack& stack, const std::string& line) {
  std::istringstream words(line);
  std::string verb, object;
  words >> verb >> object;
  if (verb == "settle") return stack.Settle();
  if (verb == "redis") return TellRedis(stack, object);
  if (verb == "advance") {
    absl::Duration by = absl::Seconds(std::stoll(object));
    return stack.clock().Advance(by), true;
  }
  if (!IsService(object)) return false;
  if (verb == "stop") return stack.Terminate(object) == 0;
  if (verb != "start") return false;
  std::vector<std::string> flags;
  for (std::string flag; words >> flag;) flags.push_back(flag);
  return stack.Start(object, flags), true;
}

int Main() {
  Stack stack;
  PrintPlaces(stack);
  for (std::string line; std::getline(std::cin, line);) {
    const bool obeyed = Obey(stack, line);
    if (!obeyed) fprintf(stderr, "failed: %s\n%s\n", line.c_str(), stack.Logs().c_str());
    printf("%s\n", obeyed ? "ok" : "error");
    fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace motcua

int main() { return motcua::Main(); }

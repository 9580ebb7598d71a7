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
//   neighbour               starts another cell, on the eve of the districts' end, whose work may
//   move
//                           into the first; NAME=VALUE lines of it come before the "ok"
//   neighbour COMMAND…      a command above, of that cell
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "common/base/strings.h"
#include "tests/system/stack.h"

namespace motcua {
namespace {

void PrintPlaces(Stack& stack) {
  printf("certs=%s\n", Stack::CertificatesFolder().c_str());
  for (const char* service : kServices) {
    printf("%s=%s\n", service, stack.Endpoint(service).c_str());
    printf("%s.metrics=%s\n", service, stack.MetricsEndpoint(service).c_str());
  }
}

// The neighbour knows the first cell by a second name too: an order may name another cell.
std::unique_ptr<Stack> MakeNeighbour(const Stack& first) {
  Stack::Options options{.start = LocalTime(2025, 6, 30, 8)};
  options.cell = "neighbour";
  for (const char* owner : {"intake", "routing", "postal"}) {
    const std::string address = first.Endpoint(owner);
    options.settings[owner] = {Cat("--peer-cells=dongthap=", address, ",elsewhere=", address)};
  }
  auto neighbour = std::make_unique<Stack>(options);
  PrintPlaces(*neighbour);
  return neighbour;
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

bool Obey(Stack& stack, std::istringstream& words) {
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

// The cells, and whom a command is for.
class Cells {
 public:
  Cells() { PrintPlaces(first_); }

  // False if the line cannot be obeyed, having said why.
  bool Take(const std::string& line) {
    std::istringstream words(line);
    std::string first_word;
    words >> first_word;
    const bool of_neighbour = first_word == "neighbour";
    if (of_neighbour && neighbour_ == nullptr) return neighbour_ = MakeNeighbour(first_), true;
    if (!of_neighbour) words = std::istringstream(line);
    Stack& stack = of_neighbour ? *neighbour_ : first_;
    if (Obey(stack, words)) return true;
    fprintf(stderr, "failed: %s\n%s\n", line.c_str(), stack.Logs().c_str());
    return false;
  }

 private:
  Stack first_;
  std::unique_ptr<Stack> neighbour_;
};

void Say(const char* word) {
  printf("%s\n", word);
  fflush(stdout);
}

int Main() {
  Cells cells;
  Say("ready");
  for (std::string line; std::getline(std::cin, line);) Say(cells.Take(line) ? "ok" : "error");
  return 0;
}

}  // namespace
}  // namespace motcua

int main() { return motcua::Main(); }

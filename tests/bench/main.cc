// motcua-bench: one measurement a subcommand, one line of figures each. tests/bench/run.sh puts them
// together.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <map>

#include "absl/synchronization/mutex.h"
#include "common/base/ids.h"
#include "common/base/strings.h"
#include "common/runtime/tls.h"
#include "tests/bench/deadline.h"
#include "tests/bench/echo_server.h"
#include "tests/bench/lifecycle.h"
#include "tests/bench/load.h"
#include "tests/bench/raw_commit.h"
#include "tests/bench/reorganise.h"
#include "tests/bench/requests.h"
#include "tests/bench/tracking.h"

namespace motcua::bench {
namespace {

constexpr size_t kEchoBytes = 1500;

struct Arguments {
  std::string address, endpoints, certs, socket, clock;
  int64_t dossiers = 100000;
  int64_t consignments = 20000;
  int in_flight = 256;
  double rate = 0;
  double seconds = 5;
};

std::map<std::string, std::string> ReadEndpoints(const std::string& path) {
  std::map<std::string, std::string> endpoints;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    size_t equals = line.find('=');
    if (equals != std::string::npos) endpoints[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return endpoints;
}

int Print(const LoadResult& result) {
  uint64_t errors = 0;
  for (auto [code, count] : result.errors) {
    fprintf(stderr, "%lu calls ended with gRPC code %d\n", static_cast<unsigned long>(count), code);
    errors += count;
  }
  printf("rate=%.0f p50_ms=%.2f p99_ms=%.2f errors=%lu\n", result.rate,
         result.latency.Percentile(0.5) * 1e3, result.latency.Percentile(0.99) * 1e3,
         static_cast<unsigned long>(errors));
  return errors == 0 && result.ok > 0 ? 0 : 1;
}

int Echo(const Arguments& a) {
  LoadOptions options;
  options.target = a.address;
  options.credentials = grpc::InsecureChannelCredentials();
  options.method = "/motcua.bench.Echo/Echo";
  options.in_flight = a.in_flight;
  options.rate = a.rate;
  options.seconds = a.seconds;
  options.make_request = [] { return std::string(kEchoBytes, 'q'); };
  return Print(RunLoad(options));
}

// An open loop begins on cold connections: what gathers until they are up is not the load's.
double WarmupOf(const Arguments& a) { return a.rate > 0 ? 3 : 1; }

int Submit(const Arguments& a) {
  runtime::TlsFiles files{a.certs + "/ca.pem", a.certs + "/operator.pem",
                          a.certs + "/operator.key"};
  auto credentials = runtime::ChannelCredentialsOf(files);
  if (!credentials.ok()) {
    fprintf(stderr, "%s\n", credentials.status().ToString().c_str());
    return 1;
  }
  LoadOptions options;
  options.target = ReadEndpoints(a.endpoints)["intake"];
  options.credentials = *credentials;
  options.method = "/motcua.intake.v1.IntakeService/SubmitDossier";
  options.in_flight = a.in_flight;
  options.rate = a.rate;
  options.warmup_seconds = WarmupOf(a);
  options.seconds = a.seconds;
  SubmissionBytes submissions(RandomIds().NewId());
  options.make_request = [&submissions] { return submissions.Next(); };
  return Print(RunLoad(options));
}

int Commit(const Arguments& a) {
  auto rate = RunRawCommit({.socket = a.socket, .connections = 8, .depth = 32,
                            .seconds = a.seconds});
  if (!rate.ok()) {
    fprintf(stderr, "%s\n", rate.status().ToString().c_str());
    return 1;
  }
  printf("rate=%.0f\n", *rate);
  return 0;
}

int Lifecycle(const Arguments& a) {
  auto endpoints = ReadEndpoints(a.endpoints);
  LifecycleOptions options;
  options.intake = endpoints["intake"];
  options.routing = endpoints["routing"];
  options.certs = a.certs;
  options.in_flight = a.in_flight;
  options.seconds = a.seconds;
  auto result = RunLifecycles(options);
  if (!result.ok()) {
    fprintf(stderr, "%s\n", result.status().ToString().c_str());
    return 1;
  }
  printf("rate=%.0f finished=%ld errors=%ld\n", result->per_second, result->finished,
         result->errors);
  return result->errors == 0 ? 0 : 1;
}

int Reorganise(const Arguments& a) {
  auto endpoints = ReadEndpoints(a.endpoints);
  return RunReorganisation({.intake = endpoints["intake"],
                            .routing = endpoints["routing"],
                            .postal = endpoints["postal"],
                            .certs = a.certs,
                            .clock = a.clock,
                            .dossiers = a.dossiers});
}

int Track(const Arguments& a) {
  return RunTracking({.postal = ReadEndpoints(a.endpoints)["postal"],
                      .certs = a.certs,
                      .consignments = static_cast<int>(a.consignments)});
}

int Main(int argc, char** argv) {
  // As in the services: Debian's Abseil looks for deadlocks at every lock gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  CLI::App app("Measures Motcua and the bound it is held against.", "motcua-bench");
  app.require_subcommand(1);
  Arguments a;
  auto timed = [&a](CLI::App* command, bool rate) {
    command->add_option("--seconds", a.seconds, "measured time, after a second of warm-up");
    command->add_option("--in-flight", a.in_flight, "calls, or dossiers, at a time");
    if (rate) command->add_option("--rate", a.rate, "calls a second; 0: as fast as it goes");
    return command;
  };
  int result = 0;
  auto* server = app.add_subcommand("echo-server", "bare gRPC server answering 200 bytes");
  server->add_option("--listen", a.address, "host:port")->required();
  server->callback([&] { result = RunEchoServer(a.address); });
  auto* echo = timed(app.add_subcommand("echo", "bare gRPC calls of 1.5 KB"), true);
  echo->add_option("--target", a.address, "host:port")->required();
  echo->callback([&] { result = Echo(a); });
  auto* commit = timed(app.add_subcommand("commit", "bare commits over hiredis"), false);
  commit->add_option("--socket", a.socket, "Redis's unix socket")->required();
  commit->callback([&] { result = Commit(a); });
  auto* submit = timed(app.add_subcommand("submit", "SubmitDossier, with everything on"), true);
  auto* life = timed(app.add_subcommand("lifecycle", "dossiers from filing to hand-over"), false);
  auto* reorganise = app.add_subcommand("reorganise", "the units of a province, with open dossiers");
  reorganise->add_option("--clock", a.clock, "the services' clock file")->required();
  reorganise->add_option("--dossiers", a.dossiers, "open dossiers to begin with");
  auto* track = app.add_subcommand("tracking", "carriers' records in bulk");
  track->add_option("--consignments", a.consignments, "of seven events each");
  for (CLI::App* command : {submit, life, reorganise, track}) {
    command->add_option("--endpoints", a.endpoints, "file of name=host:port lines")->required();
    command->add_option("--certs", a.certs, "folder of certificates")->required();
  }
  auto* deadline = app.add_subcommand("deadline", "deadlines on one core, on the shipped calendar");
  deadline->add_option("--seconds", a.seconds, "measured time");
  deadline->callback([&] { result = RunDeadlines(a.seconds); });
  submit->callback([&] { result = Submit(a); });
  life->callback([&] { result = Lifecycle(a); });
  reorganise->callback([&] { result = Reorganise(a); });
  track->callback([&] { result = Track(a); });
  CLI11_PARSE(app, argc, argv);
  return result;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) { return motcua::bench::Main(argc, argv); }

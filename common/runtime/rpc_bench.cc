// How many calls a second the server answers, with the client in the same process:
//   rpc_bench [SECONDS [CALLS_IN_FLIGHT [CERTIFICATE_DIRECTORY]]]
// With a directory made by `certs.sh DIR service tester` the calls go over mutual TLS.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "common/runtime/echo_fixture.h"

namespace motcua::runtime {
namespace {

std::atomic<bool> stop{false};
std::atomic<int64_t> answered{0};
std::atomic<int> running{0};

// Each caller keeps one call in flight. 1.5 KB in, as a dossier has, and as much out.
async::Task<void> CallOn(std::shared_ptr<Channel> channel) {
  const testdata::EchoRequest request = EchoOf(std::string(1500, 'a'));
  while (!stop) {
    const auto response =
        co_await channel->Call<testdata::EchoResponse>(kEcho, request, absl::Seconds(10));
    if (!response.ok()) std::abort();
    ++answered;
  }
  --running;
}

std::optional<TlsFiles> FilesOf(int argc, char** argv, const std::string& name) {
  if (argc < 4) return std::nullopt;
  const std::string directory = argv[3];
  return TlsFiles{directory + "/ca.pem", directory + "/" + name + ".pem",
                  directory + "/" + name + ".key"};
}

void Run(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 3;
  running = argc > 2 ? std::atoi(argv[2]) : 256;
  EchoServer server({.tls = FilesOf(argc, argv, "service")});
  IoThread client_io;
  std::vector<std::shared_ptr<Channel>> channels;
  for (int i = 0; i < 4; ++i) {
    Channel::Options options{server.target(), FilesOf(argc, argv, "tester"), "tester"};
    channels.push_back(*Channel::Create(&client_io.io(), options));
  }
  const int calls = running;
  for (int i = 0; i < calls; ++i) async::Detach(client_io.io(), CallOn(channels[i % 4]));
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const int64_t before = answered;
  const Stopwatch stopwatch;
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const double rate = (answered - before) / absl::ToDoubleSeconds(stopwatch.Elapsed());
  std::printf("%.0f calls/s with %d in flight\n", rate, calls);
  stop = true;
  while (running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  client_io.Stop();
}

}  // namespace
}  // namespace motcua::runtime

int main(int argc, char** argv) { motcua::runtime::Run(argc, argv); }

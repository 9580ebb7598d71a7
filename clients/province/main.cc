// motcua-province: see options.cc for what it can be asked, player.h for what it does.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "clients/province/inquiry.h"
#include "clients/province/ledger.h"
#include "clients/province/options.h"
#include "clients/province/outcome.h"
#include "clients/province/plan.h"
#include "clients/province/player.h"
#include "clients/province/progress.h"
#include "clients/province/wire.h"
#include "common/base/clock.h"
#include "common/base/driven_clock.h"
#include "common/base/log.h"
#include "common/base/status_macros.h"

namespace motcua::province {
namespace {

// The signal that asked to stop; 0 before.
std::atomic<int> stop_signal{0};

void OnSignal(int signal) { stop_signal = signal; }

void CatchSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, OnSignal);
  std::signal(SIGTERM, OnSignal);
}

// What a shell expects of a program that a signal ended.
int ExitOfSignal() { return 128 + stop_signal; }

async::Task<void> InquireInto(Wire& wire, const Ledger& ledger, Tally tally, MoneyTally money,
                              absl::Time begin, absl::Time end,
                              absl::StatusOr<Findings>& findings) {
  findings = co_await Inquire(wire, ledger, tally, std::move(money), begin, end);
}

// True if everything held.
absl::StatusOr<bool> TellOutcome(Player& player, Wire& wire, const Ledger& ledger, absl::Time begin,
                                 absl::Time end) {
  absl::StatusOr<Findings> findings = Findings();
  player.Run(InquireInto(wire, ledger, player.tally(), player.money(), begin, end, findings));
  if (!findings.ok()) return findings.status();
  findings->rehousings = player.rehousings();
  const std::vector<Invariant> invariants = InvariantsOf(*findings);
  std::printf("%s%s\n", OutcomePage(*findings, invariants, player.surprises()).c_str(),
              ResultLine(*findings).c_str());
  std::fflush(stdout);
  return AllHold(invariants);
}

// The program's exit code.
absl::StatusOr<int> Play(const Options& options) {
  MOTCUA_ASSIGN_OR_RETURN(const auto catalogue, catalogue::Catalogue::Load(options.catalogue));
  const Plan plan(options.plan, catalogue);
  std::error_code error;
  std::filesystem::create_directories(options.state, error);
  MOTCUA_ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(options.state, options.plan));
  MOTCUA_ASSIGN_OR_RETURN(const auto clock, MappedInstant::Open(options.clock, /*writable=*/true));
  asio::io_context io(1);
  MOTCUA_ASSIGN_OR_RETURN(const auto wire,
                          Wire::Open(io, {options.endpoints, options.certs}, stop_signal));

  const absl::Time begin = absl::FromCivil(options.plan.from, LocalZone());
  const absl::Time end = absl::FromCivil(options.plan.to + 1, LocalZone());
  Progress progress(begin, end, stdout);
  Player player({io, *wire, *clock, catalogue, plan, ledger, progress, options.quantum,
                 options.reorganise});
  const bool played = player.Recall() && player.PlayUntil(end);
  progress.Finish(clock->Get(), player.tally());
  if (!played) return ExitOfSignal();
  MOTCUA_ASSIGN_OR_RETURN(const bool held,
                          TellOutcome(player, *wire, ledger, begin, std::max(end, clock->Get())));
  if (options.keep_time) {
    std::printf("The province goes on at the pace of real time. Ctrl-C stops.\n");
    std::fflush(stdout);
    player.KeepTime();
  }
  return held ? 0 : 1;
}

// Drives the clock alone, from where it stands.
absl::StatusOr<int> RunClock(const std::string& path) {
  constexpr auto kTick = std::chrono::milliseconds(20);
  MOTCUA_ASSIGN_OR_RETURN(const auto clock, MappedInstant::Open(path, /*writable=*/true));
  const absl::Time begin = clock->Get();
  for (Stopwatch watch; stop_signal == 0; std::this_thread::sleep_for(kTick)) {
    clock->Set(begin + watch.Elapsed());
  }
  return 0;
}

int Refuse(const absl::Status& status, int code) {
  std::fprintf(stderr, "motcua-province: %s\n", std::string(status.message()).c_str());
  return code;
}

int Main(int argc, char** argv) {
  const auto options = ParseOptions(argc, argv);
  if (!options.ok()) return Refuse(options.status(), 2);
  if (!options->has_value()) return 0;
  if (!(*options)->set_clock.empty()) {
    const auto made = DrivenClockWriter::Create((*options)->set_clock, (*options)->at);
    return made.ok() ? 0 : Refuse(made.status(), 1);
  }
  SetLogService("province");
  CatchSignals();
  const auto code =
      (*options)->run_clock.empty() ? Play(**options) : RunClock((*options)->run_clock);
  if (code.ok()) return *code;
  return stop_signal != 0 ? ExitOfSignal() : Refuse(code.status(), 1);
}

}  // namespace
}  // namespace motcua::province

int main(int argc, char** argv) { return motcua::province::Main(argc, argv); }

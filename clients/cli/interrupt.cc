#include "clients/cli/interrupt.h"

#include <signal.h>

#include <chrono>

namespace motcua::cli {
namespace {

constexpr timespec kLook = {0, 50'000'000};

// A handler may do no more than this; the thread looks at it twenty times a second.
std::atomic<bool> g_signalled{false};
void OnSignal(int) { g_signalled.store(true); }

void Handle(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt(std::function<void()> stop) : stop_(std::move(stop)) {
  g_signalled.store(false);
  Handle(OnSignal);
  thread_ = std::thread([this] { Watch(); });
}

Interrupt::~Interrupt() {
  over_.store(true);
  thread_.join();
  Handle(SIG_DFL);
}

bool Interrupt::Wait(absl::Duration time) const {
  const auto end = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(time);
  while (!Came() && std::chrono::steady_clock::now() < end) nanosleep(&kLook, nullptr);
  return !Came();
}

void Interrupt::Watch() {
  while (!over_.load()) {
    if (g_signalled.load() && !came_.exchange(true)) stop_();
    nanosleep(&kLook, nullptr);
  }
}

}  // namespace motcua::cli

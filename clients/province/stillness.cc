#include "clients/province/stillness.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using ops::v1::GetBacklogResponse;

constexpr int kRounds = 2;
constexpr absl::Duration kFirstPause = absl::Milliseconds(1);
constexpr absl::Duration kLongestPause = absl::Milliseconds(8);
// After this long somebody should know what is being waited for.
constexpr absl::Duration kOddlyLong = absl::Seconds(20);

async::Task<absl::StatusOr<GetBacklogResponse>> Ask(Wire& wire, std::string service) {
  std::string path = "/motcua.ops.v1.OpsService/GetBacklog";
  ops::v1::GetBacklogRequest request;
  return wire.Call<GetBacklogResponse>(kOperator, std::move(service), std::move(path),
                                       std::move(request));
}

void Add(const std::string& service, const GetBacklogResponse& answer, Backlog& sum) {
  const int64_t waiting =
      answer.inbox_waiting() + answer.reactions_in_flight() + answer.timers_due();
  sum.waiting += waiting;
  sum.dead_letters += answer.dead_letters();
  if (waiting == 0) return;
  Append(&sum.where, sum.where.empty() ? "" : "; ", service, ": ", answer.inbox_waiting(),
         " waiting, ", answer.reactions_in_flight(), " in flight, ", answer.timers_due(),
         " timers due");
}

}  // namespace

async::Task<absl::StatusOr<Backlog>> AskBacklog(Wire& wire) {
  std::vector<async::Task<absl::StatusOr<GetBacklogResponse>>> tasks;
  for (const char* service : kServices) tasks.push_back(Ask(wire, service));
  const auto answers = co_await async::WhenAll(std::move(tasks));
  Backlog sum;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].ok()) co_return answers[i].status();
    Add(kServices[i], *answers[i], sum);
  }
  co_return sum;
}

async::Task<bool> WaitForStillness(Wire& wire) {
  Stopwatch since_warning;
  absl::Duration pause = kFirstPause;
  int still = 0;
  while (!wire.stopping()) {
    const absl::StatusOr<Backlog> backlog = co_await AskBacklog(wire);
    if (!backlog.ok()) {
      if (wire.stopping()) break;
      Log(kError, "a service does not tell its backlog",
          {{"error", std::string(backlog.status().message())}});
      co_await async::Sleep(absl::Seconds(1));
      continue;
    }
    still = backlog->waiting == 0 ? still + 1 : 0;
    if (still == kRounds) co_return true;
    if (still > 0) continue;
    if (since_warning.Elapsed() > kOddlyLong) {
      Log(kWarning, "waiting for the services to finish", {{"where", backlog->where}});
      since_warning.Restart();
    }
    co_await async::Sleep(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
  co_return false;
}

}  // namespace motcua::province

// What really happened to a dossier, as far as a simulation replays it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/reporting/v1/history_service.pb.h"

namespace motcua::cli::simulate {

// What a step asked for, in minutes of office time in somebody's hands.
struct Work {
  std::string unit;
  absl::Time claimed;
  absl::Time done;
  int64_t minutes = 0;
  absl::Time queued = absl::InfiniteFuture();  // for the last time; unset: it did not wait
};

// A stop of the clock that a step asked for.
struct Pause {
  int step = 0;
  bool supplement = false;
  absl::Duration length;
};

struct Arrival {
  std::string code;  // or its pseudonym
  event::v1::Accepted accepted;
  absl::Time submit_time;
  absl::Time accept_time;
  std::map<int, Work> work;              // of the steps that were done
  std::map<int, absl::Duration> papers;  // how long originals were on their way to a step
  std::optional<Pause> pause;
  std::optional<Work> asked;  // of the step that paused, what went before; done: when it asked
  absl::Time resolve_time = absl::InfiniteFuture();
  absl::Time due_time = absl::InfiniteFuture();  // the promise it was judged by
  bool withdrawn = false;
};

Arrival ArrivalOf(const reporting::v1::StreamHistoriesResponse& history,
                  const calendar::Calendar& calendar);

// Resolved on a day after the promised one, or not at all.
bool IsLate(absl::Time resolved, absl::Time due);

}  // namespace motcua::cli::simulate

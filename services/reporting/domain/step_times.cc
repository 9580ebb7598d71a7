#include "services/reporting/domain/step_times.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "common/base/strings.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr int64_t kMicros = 1000000;

struct OpenStep {
  int64_t index = 0;
  int64_t state = measure::kWaiting;  // which measure its time goes to now
  int64_t since = 0;                  // seconds
  int64_t waiting = 0;
  int64_t working = 0;
  int64_t post = 0;
  int64_t supplement = 0;
};

template <class Visit>
void ForEachNumber(OpenStep& step, Visit visit) {
  for (int64_t* number : {&step.index, &step.state, &step.since, &step.waiting, &step.working,
                          &step.post, &step.supplement}) {
    visit(*number);
  }
}

std::vector<OpenStep> Read(const std::string& text) {
  std::vector<OpenStep> steps;
  for (std::string_view piece : Split(text, ';')) {
    if (piece.empty()) continue;
    const auto numbers = Split(piece, ':');
    size_t next = 0;
    ForEachNumber(steps.emplace_back(), [&](int64_t& number) {
      if (next < numbers.size()) ParseInt(numbers[next++], &number);
    });
  }
  return steps;
}

std::string Write(std::vector<OpenStep> steps) {
  std::string text;
  for (OpenStep& step : steps) {
    const char* separator = "";
    ForEachNumber(step, [&](int64_t& number) {
      Append(&text, separator, number);
      separator = ":";
    });
    text += ';';
  }
  return text;
}

int64_t& TimeOf(OpenStep& step) {
  switch (step.state) {
    case measure::kWorking:
      return step.working;
    case measure::kPost:
      return step.post;
    case measure::kSupplement:
      return step.supplement;
    default:
      return step.waiting;
  }
}

void Leave(OpenStep& step, int64_t now) {
  TimeOf(step) += std::max<int64_t>(now - step.since, 0);
  step.since = now;
}

// What an event puts a step into.
struct Change {
  int64_t index = 0;
  int state = measure::kWaiting;
};

std::optional<Change> ChangeOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kPapersAwaited:
      return Change{event.papers_awaited().step_index(), measure::kPost};
    case Event::kQueued:
      return Change{event.queued().step_index(), measure::kWaiting};
    case Event::kClaimed:
      return Change{event.claimed().step_index(), measure::kWorking};
    case Event::kReleased:
      return Change{event.released().step_index(), measure::kWaiting};
    case Event::kLeaseExpired:
      return Change{event.lease_expired().step_index(), measure::kWaiting};
    case Event::kStuck:
      return Change{event.stuck().step_index(), measure::kWaiting};
    case Event::kSupplementRequested:
      return Change{event.supplement_requested().step_index(), measure::kSupplement};
    case Event::kFeeRequested:
      return Change{event.fee_requested().step_index(), measure::kSupplement};
    default:
      return std::nullopt;
  }
}

void Enter(const Change& change, int64_t now, std::vector<OpenStep>& steps) {
  auto step = std::find_if(steps.begin(), steps.end(),
                           [&](const OpenStep& open) { return open.index == change.index; });
  if (step == steps.end()) {
    step = steps.insert(steps.end(), OpenStep{.index = change.index, .since = now});
  } else {
    Leave(*step, now);
  }
  step->state = change.state;
}

// Takes the step out; one that nobody saw begin has spent no time anywhere.
OpenStep Take(int64_t index, int64_t now, std::vector<OpenStep>& steps) {
  OpenStep taken{.index = index, .since = now};
  std::erase_if(steps, [&](const OpenStep& open) {
    if (open.index != index) return false;
    taken = open;
    return true;
  });
  Leave(taken, now);
  return taken;
}

void TellDone(const Event& event, const OpenStep& step, int64_t at, CellSink sink) {
  Measures measures = {};
  measures[measure::kSteps] = 1;
  measures[measure::kWaiting] = step.waiting;
  measures[measure::kWorking] = step.working;
  measures[measure::kPost] = step.post;
  measures[measure::kSupplement] = step.supplement;
  sink({Family::kStep, event.unit_code(), event.step_completed().step_name()}, LocalDay(at),
       measures);
}

}  // namespace

void FoldSteps(const Event& event, int64_t at, std::string* steps, CellSink sink) {
  const int64_t now = at / kMicros;
  const auto change = ChangeOf(event);
  if (!change && !event.has_step_completed() && !event.has_answer_lapsed()) return;
  std::vector<OpenStep> open = Read(*steps);
  if (change) {
    Enter(*change, now, open);
  } else if (event.has_answer_lapsed()) {
    Take(event.answer_lapsed().step_index(), now, open);
  } else {
    TellDone(event, Take(event.step_completed().step_index(), now, open), at, sink);
  }
  *steps = Write(std::move(open));
}

}  // namespace motcua::reporting

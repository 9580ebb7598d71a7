#include "services/reporting/domain/case_story.h"

#include <algorithm>

#include "common/base/proto_time.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

absl::Time TimeOr(bool known, const google::protobuf::Timestamp& time) {
  return known ? FromProto(time) : absl::InfiniteFuture();
}

template <class Message>
absl::Time DueOf(const Message& message) {
  return TimeOr(message.has_due_time(), message.due_time());
}

StepStory& StepOf(int index, absl::Time at, CaseStory& story) {
  StepStory& step = story.steps[index];
  step.index = index;
  step.open = std::min(step.open, at);
  return step;
}

void TellAccepted(const event::v1::Accepted& accepted, absl::Time at, CaseStory& story) {
  story.procedure_code = accepted.procedure_code();
  story.procedure_version = accepted.procedure_version();
  story.case_key = accepted.case_key();
  story.field = accepted.field();
  story.receiving_unit = accepted.receiving_unit();
  story.channel = accepted.channel();
  story.return_method = accepted.return_method();
  story.limit = accepted.limit();
  story.accepted = at;
  story.promises.insert(story.promises.begin(), {at, DueOf(accepted)});
}

void TellQueued(const event::v1::Queued& queued, absl::Time at, CaseStory& story) {
  StepStory& step = StepOf(queued.step_index(), at, story);
  step.name = queued.step_name();
  step.unit = queued.queue_unit();
  step.due = DueOf(queued);
}

void TellDone(int index, const std::string& name, absl::Time at, CaseStory& story) {
  StepStory& step = StepOf(index, at, story);
  if (!name.empty()) step.name = name;
  step.done = at;
}

void TellMoves(const event::v1::UnitReassigned& reassigned, CaseStory& story) {
  for (const auto& move : reassigned.moves()) {
    if (move.what() == "receiving_unit") story.receiving_unit = move.new_code();
    for (auto& [index, step] : story.steps) {
      const bool open = step.done == absl::InfiniteFuture();
      if (open && step.unit == move.old_code()) step.unit = move.new_code();
    }
    std::ranges::replace(story.planned_units, move.old_code(), move.new_code());
  }
}

void TellEntered(const event::v1::CellEntered& entered, absl::Time at, CaseStory& story) {
  if (entered.has_dossier()) {
    const auto& facts = entered.dossier();
    story.submitted = FromProto(facts.submit_time());
    if (facts.has_accepted()) TellAccepted(facts.accepted(), FromProto(facts.accept_time()), story);
  }
  if (!entered.has_journey()) return;
  story.promises.push_back({at, DueOf(entered.journey())});
  for (const auto& queued : entered.journey().open_steps()) TellQueued(queued, at, story);
}

void TellStep(const Event& event, absl::Time at, CaseStory& story) {
  switch (event.what_case()) {
    case Event::kPapersAwaited:
      StepOf(event.papers_awaited().step_index(), at, story).unit = event.papers_awaited().to_unit();
      return;
    case Event::kQueued:
      return TellQueued(event.queued(), at, story);
    case Event::kClaimed:
      StepOf(event.claimed().step_index(), at, story).claimed = at;
      return;
    case Event::kStepCompleted:
      return TellDone(event.step_completed().step_index(), event.step_completed().step_name(), at,
                      story);
    case Event::kAnswerLapsed:
      return TellDone(event.answer_lapsed().step_index(), event.answer_lapsed().step_name(), at,
                      story);
    default:
      return;
  }
}

void Resolve(absl::Time at, bool withdrawn, CaseStory& story) {
  if (story.resolved < absl::InfiniteFuture()) return;
  story.resolved = at;
  story.withdrawn = withdrawn;
}

}  // namespace

absl::Time CaseStory::DueAt(absl::Time at) const {
  absl::Time due = absl::InfiniteFuture();
  for (const Promise& promise : promises) {
    if (promise.since <= at) due = promise.due;
  }
  return due;
}

const CaseStory::Stop* CaseStory::StopAt(absl::Time at) const {
  for (const Stop& stop : stops) {
    if (stop.begin <= at && at < stop.end) return &stop;
  }
  return nullptr;
}

int64_t CaseStory::WorkingMinutes(absl::Time from, absl::Time to,
                                  const calendar::Calendar& calendar) const {
  if (to <= from) return 0;
  int64_t minutes = calendar.WorkingMinutesBetween(from, to);
  for (const Stop& stop : stops) {
    const absl::Time begin = std::max(from, stop.begin);
    const absl::Time end = std::min(to, stop.end);
    if (begin < end) minutes -= calendar.WorkingMinutesBetween(begin, end);
  }
  return std::max<int64_t>(0, minutes);
}

void Tell(const Event& event, CaseStory& story) {
  const absl::Time at = FromProto(event.occur_time());
  story.code = event.dossier_code();
  switch (event.what_case()) {
    case Event::kSubmitted:
      story.submitted = at;
      story.receiving_unit = event.submitted().receiving_unit();
      return;
    case Event::kAccepted:
      return TellAccepted(event.accepted(), at, story);
    case Event::kRouted:
      story.planned_units = {event.routed().units().begin(), event.routed().units().end()};
      return;
    case Event::kMigrated:
      story.procedure_version = event.migrated().to_version();
      story.planned_units = {event.migrated().units().begin(), event.migrated().units().end()};
      return;
    case Event::kClockStopped:
      story.stops.push_back({at});
      return;
    case Event::kClockResumed:
      if (!story.stops.empty()) story.stops.back().end = at;
      return;
    case Event::kRepromised:
      story.promises.push_back({at, TimeOr(event.repromised().has_new_due_time(),
                                           event.repromised().new_due_time())});
      return;
    case Event::kResultReady:
      return Resolve(at, false, story);
    case Event::kWithdrawn:
      return Resolve(at, true, story);
    case Event::kClosed:
      return Resolve(at, event.closed().reason() == event::v1::CLOSE_REASON_WITHDRAWN, story);
    case Event::kUnitReassigned:
      return TellMoves(event.unit_reassigned(), story);
    case Event::kCellEntered:
      return TellEntered(event.cell_entered(), at, story);
    default:
      return TellStep(event, at, story);
  }
}

}  // namespace motcua::reporting

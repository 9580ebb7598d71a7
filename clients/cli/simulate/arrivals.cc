#include "clients/cli/simulate/arrivals.h"

#include <algorithm>

#include "common/base/clock.h"
#include "common/base/proto_time.h"

namespace motcua::cli::simulate {
namespace {

using reporting::v1::HistoryEvent;
using reporting::v1::StreamHistoriesResponse;

event::v1::Accepted AcceptedOf(const StreamHistoriesResponse& history) {
  event::v1::Accepted accepted;
  accepted.set_procedure_code(history.procedure_code());
  accepted.set_procedure_version(history.procedure_version());
  accepted.set_case_key(history.case_key());
  accepted.set_field(history.field());
  accepted.set_receiving_unit(history.receiving_unit());
  accepted.set_channel(history.channel());
  accepted.set_return_method(history.return_method());
  *accepted.mutable_limit() = history.limit();
  *accepted.mutable_submit_time() = history.submit_time();
  if (history.has_first_due_time()) *accepted.mutable_due_time() = history.first_due_time();
  return accepted;
}

// The events of a dossier, as they bear on its steps.
class Reader {
 public:
  Reader(Arrival& arrival, const calendar::Calendar& calendar)
      : arrival_(arrival), calendar_(calendar) {}

  void Read(const HistoryEvent& event) {
    const absl::Time at = FromProto(event.time());
    const int step = event.step_index();
    if (event.activity() == "papers_awaited") awaited_[step] = at;
    if (event.activity() == "queued") Queued(step, event.unit_code(), at);
    if (event.activity() == "claimed") claimed_[step] = at;
    if (event.activity() == "step_completed") Completed(step, event.unit_code(), at);
    const bool asks =
        event.activity() == "supplement_requested" || event.activity() == "fee_requested";
    if (asks) Asked(step, at);
    if (event.activity() == "clock_stopped" && event.detail() != "POST") {
      stopped_ = at;
      supplement_ = event.detail() == "SUPPLEMENT";
    }
    if (event.activity() == "clock_resumed" && event.detail() != "POST") Resumed(at);
  }

 private:
  void Queued(int step, const std::string& unit, absl::Time at) {
    const auto awaited = awaited_.find(step);
    if (awaited != awaited_.end()) arrival_.papers.try_emplace(step, at - awaited->second);
    arrival_.work[step].unit = unit;
    arrival_.work[step].queued = at;
  }

  void Completed(int step, const std::string& unit, absl::Time at) {
    Work& work = arrival_.work[step];
    work.unit = unit;
    End(step, at, work);
  }

  void Asked(int step, absl::Time at) {
    asking_step_ = step;
    arrival_.asked = arrival_.work[step];
    End(step, at, *arrival_.asked);
  }

  void End(int step, absl::Time at, Work& work) const {
    const auto claimed = claimed_.find(step);
    work.done = at;
    work.claimed = claimed == claimed_.end() ? at : claimed->second;
    work.minutes = calendar_.WorkingMinutesBetween(work.claimed, at);
  }

  // The last stop, of those that a step asked for; the law knows one supplement.
  void Resumed(absl::Time at) {
    if (!stopped_.has_value()) return;
    arrival_.pause = Pause{asking_step_, supplement_, at - *stopped_};
    stopped_.reset();
  }

  Arrival& arrival_;
  const calendar::Calendar& calendar_;
  std::map<int, absl::Time> awaited_;
  std::map<int, absl::Time> claimed_;
  std::optional<absl::Time> stopped_;
  int asking_step_ = 0;
  bool supplement_ = false;
};

}  // namespace

Arrival ArrivalOf(const StreamHistoriesResponse& history, const calendar::Calendar& calendar) {
  Arrival arrival;
  arrival.code = history.case_id();
  arrival.accepted = AcceptedOf(history);
  arrival.submit_time = FromProto(history.submit_time());
  arrival.accept_time = FromProto(history.accept_time());
  arrival.withdrawn = history.withdrawn();
  if (history.has_resolve_time()) arrival.resolve_time = FromProto(history.resolve_time());
  if (history.has_due_time()) arrival.due_time = FromProto(history.due_time());
  Reader reader(arrival, calendar);
  for (const HistoryEvent& event : history.events()) reader.Read(event);
  std::erase_if(arrival.work, [](const auto& work) { return work.second.done == absl::Time(); });
  return arrival;
}

bool IsLate(absl::Time resolved, absl::Time due) {
  if (due == absl::InfiniteFuture()) return false;
  if (resolved == absl::InfiniteFuture()) return true;
  return absl::ToCivilDay(resolved, LocalZone()) > absl::ToCivilDay(due, LocalZone());
}

}  // namespace motcua::cli::simulate

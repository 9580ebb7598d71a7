#include "services/reporting/domain/dossier_row.h"

#include <algorithm>

#include "common/base/proto_time.h"
#include "services/reporting/domain/day_spans.h"
#include "services/reporting/domain/parcels.h"
#include "services/reporting/domain/post_money.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/domain/step_times.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

int64_t MicrosOf(const google::protobuf::Timestamp& time) {
  return std::clamp<int64_t>(absl::ToUnixMicros(FromProto(time)), 0, kNever);
}

// The instant of a field that may be unset: unset means without a limit.
template <class Message>
int64_t DueOf(const Message& message) {
  return message.has_due_time() ? MicrosOf(message.due_time()) : kNever;
}

// What Submitted and Accepted both tell of a dossier.
template <class Message>
void FoldDescription(const Message& message, DossierRow& row) {
  row.procedure_code = message.procedure_code();
  row.field = message.field();
  row.receiving_unit = message.receiving_unit();
  row.channel = message.channel();
  row.return_method = message.return_method();
}

void FoldSubmitted(const event::v1::Submitted& submitted, const std::string& actor, int64_t at,
                   DossierRow& row) {
  if (++row.submitted > 1) return;
  FoldDescription(submitted, row);
  row.submit_time = at;
  row.filed_by = actor;
}

void FoldAccepted(const event::v1::Accepted& accepted, int64_t at, DossierRow& row) {
  if (++row.accepted > 1) return;
  FoldDescription(accepted, row);
  row.accept_time = at;
  row.due_since_time = row.old_since_time = at;
  row.first_due_time = row.due_time = row.old_due_time = DueOf(accepted);
}

// Once resolved, the promise is what it was judged by.
void FoldRepromised(const event::v1::Repromised& repromised, int64_t at, DossierRow& row) {
  if (row.resolution != kUnresolved) return;
  row.old_due_time = row.due_time;
  row.old_since_time = row.due_since_time;
  row.due_time = repromised.has_new_due_time() ? MicrosOf(repromised.new_due_time()) : kNever;
  row.due_since_time = at;
}

// The first resolution counts. A dossier is never resolved before it was accepted, even if two
// services' clocks disagree: otherwise it would be in no column of the form.
void Resolve(Resolution resolution, int64_t at, DossierRow& row) {
  if (row.resolution != kUnresolved) return;
  row.resolution = resolution;
  row.resolve_time = row.accept_time == kNever ? at : std::max(at, row.accept_time);
}

void End(Ending ending, int64_t at, DossierRow& row) {
  if (++row.ended > 1) return;
  row.ending = ending;
  row.close_time = at;
}

// After acceptance the journey's end is told by Closed; here the dossier is only resolved.
void FoldWithdrawn(const event::v1::Withdrawn& withdrawn, int64_t at, DossierRow& row) {
  if (withdrawn.after_acceptance()) {
    Resolve(kResolvedByWithdrawal, at, row);
  } else {
    End(kWithdrawn, at, row);
  }
}

Ending EndingOf(event::v1::CloseReason reason) {
  switch (reason) {
    case event::v1::CLOSE_REASON_DELIVERED:
      return kDelivered;
    case event::v1::CLOSE_REASON_WITHDRAWN:
      return kWithdrawn;
    default:
      return kHandedOver;
  }
}

void FoldClosed(const event::v1::Closed& closed, int64_t at, DossierRow& row) {
  const Ending ending = EndingOf(closed.reason());
  Resolve(ending == kWithdrawn ? kResolvedByWithdrawal : kResolvedByResult, at, row);
  End(ending, at, row);
}

// The first time only.
void Mark(int64_t at, int64_t* instant) {
  if (*instant == kNever) *instant = at;
}

// A state that stood since the begin of day `*from` ends on this day.
void EndSpan(int64_t at, int64_t* from, std::string* spans) {
  if (*from != kNoDay) AddSpan(*from, LocalDay(at) + 1, spans);
  *from = kNoDay;
}

void FoldConsignment(const event::v1::ConsignmentCreated& created, int64_t at, DossierRow& row) {
  if (created.kind() == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER && row.accepted == 0) {
    row.post_office = created.post_office();
  }
  if (created.kind() != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) return;
  EndSpan(at, &row.post_from, &row.post_spans);
  row.post_time = at;
  row.post_end_time = kNever;
  row.post_from = LocalDay(at) + 1;
}

void FoldPostEnd(dossier::v1::ConsignmentKind kind, int64_t at, DossierRow& row) {
  // The first end counts: what was lost and turns up later left the post's hands when it was lost.
  const bool result = kind == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  if (!result || row.post_time == kNever || row.post_end_time != kNever) return;
  row.post_end_time = std::max(at, row.post_time);
  EndSpan(row.post_end_time, &row.post_from, &row.post_spans);
}

// The first unit beside the counter; a route that never leaves it is solved there.
void FoldRouted(const event::v1::Routed& routed, int64_t at, DossierRow& row) {
  if (row.route_time != kNever) return;
  row.route_time = at;
  const auto other = std::find_if(routed.units().begin(), routed.units().end(),
                                  [&](const auto& unit) { return unit != row.receiving_unit; });
  row.solving_unit = other == routed.units().end() ? row.receiving_unit : *other;
}

// First day at whose begin the promise in force will have passed; kNoDay while nothing can.
int64_t OverdueDay(const DossierRow& row) {
  const bool stopped = row.stop_time != kNever && row.resume_time == kNever;
  const bool here = row.accepted > 0 && row.ending != kMovedAway;
  const bool running = here && row.resolution == kUnresolved && !stopped;
  return running && row.due_time != kNever ? LocalDay(row.due_time) + 1 : kNoDay;
}

// After each event: what it changes holds from the begin of the next day on.
void FoldOverdue(int64_t at, DossierRow& row) {
  const int64_t tomorrow = LocalDay(at) + 1;
  const int64_t due = OverdueDay(row);
  const bool was_overdue = row.overdue_from < tomorrow;
  if (was_overdue && due <= tomorrow) return;
  if (was_overdue) EndSpan(at, &row.overdue_from, &row.overdue_spans);
  row.overdue_from = due == kNoDay ? kNoDay : std::max(due, tomorrow);
}

void FoldClock(const Event& event, int64_t at, DossierRow& row) {
  if (event.has_clock_resumed()) {
    row.resume_time = at;
  } else {
    row.stop_time = at;
    row.resume_time = kNever;
  }
}

// A dossier counts in the archive of the cell that has it, with all of its past.
void FoldLeft(const event::v1::CellLeft& left, int64_t at, DossierRow& row) {
  if (left.journey() || !left.consignment_id().empty()) return;
  row.ending = kMovedAway;
  row.close_time = at;
  EndSpan(at, &row.post_from, &row.post_spans);
}

int64_t MicrosOr(bool known, const google::protobuf::Timestamp& time) {
  return known ? MicrosOf(time) : kNever;
}

// The journey comes first, then the dossier; a promise that moved meanwhile is the newer one.
void FoldEntered(const event::v1::DossierFacts& facts, DossierRow& row) {
  const DossierRow journey = row;
  FoldSubmitted(facts.submitted(), "", MicrosOf(facts.submit_time()), row);
  row.completions += facts.completion_requests();
  row.supplements = std::max(row.supplements, facts.supplement_requests());
  if (!facts.has_accept_time()) return;
  FoldAccepted(facts.accepted(), MicrosOf(facts.accept_time()), row);
  if (journey.due_since_time == kNever) return;
  row.first_due_time = journey.first_due_time;
  row.due_time = journey.due_time;
  row.due_since_time = journey.due_since_time;
  row.old_due_time = journey.old_due_time;
  row.old_since_time = journey.old_since_time;
}

void FoldEntered(const event::v1::JourneyFacts& facts, int64_t at, DossierRow& row) {
  row.first_due_time = MicrosOr(facts.has_first_due_time(), facts.first_due_time());
  row.due_time = row.old_due_time = DueOf(facts);
  row.due_since_time = row.old_since_time = at;
  row.stop_time = MicrosOr(facts.has_stop_time(), facts.stop_time());
  row.resume_time = MicrosOr(facts.has_resume_time(), facts.resume_time());
  if (facts.has_result_time()) Resolve(kResolvedByResult, MicrosOf(facts.result_time()), row);
}

void FoldEntered(const event::v1::ConsignmentFacts& facts, DossierRow& row) {
  FoldConsignment(facts.created(), MicrosOf(facts.create_time()), row);
}

void FoldEntered(const event::v1::CellEntered& entered, int64_t at, DossierRow& row) {
  switch (entered.what_case()) {
    case event::v1::CellEntered::kDossier:
      return FoldEntered(entered.dossier(), row);
    case event::v1::CellEntered::kJourney:
      return FoldEntered(entered.journey(), at, row);
    case event::v1::CellEntered::kConsignment:
      return FoldEntered(entered.consignment(), row);
    default:
      return;
  }
}

void FoldDossier(const Event& event, int64_t at, DossierRow& row) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      return FoldSubmitted(event.submitted(), event.actor(), at, row);
    case Event::kAccepted:
      return FoldAccepted(event.accepted(), at, row);
    case Event::kCompletionRequested:
      ++row.completions;
      return Mark(at, &row.completion_time);
    case Event::kSupplementRequested:
      ++row.supplements;
      return Mark(at, &row.supplement_time);
    case Event::kRouted:
      return FoldRouted(event.routed(), at, row);
    case Event::kRefused:
      return End(kRefused, at, row);
    case Event::kWithdrawn:
      return FoldWithdrawn(event.withdrawn(), at, row);
    case Event::kClockStopped:
    case Event::kClockResumed:
      return FoldClock(event, at, row);
    case Event::kRepromised:
      return FoldRepromised(event.repromised(), at, row);
    case Event::kResultReady:
      return Resolve(kResolvedByResult, at, row);
    case Event::kClosed:
      return FoldClosed(event.closed(), at, row);
    case Event::kConsignmentCreated:
      return FoldConsignment(event.consignment_created(), at, row);
    case Event::kDelivered:
      return FoldPostEnd(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME, at, row);
    case Event::kReturned:
      return FoldPostEnd(event.returned().kind(), at, row);
    case Event::kLost:
      return FoldPostEnd(event.lost().kind(), at, row);
    case Event::kCellLeft:
      return FoldLeft(event.cell_left(), at, row);
    case Event::kCellEntered:
      return FoldEntered(event.cell_entered(), at, row);
    default:
      return;
  }
}

}  // namespace

void Fold(const Event& event, DossierRow& row, CellSink sink) {
  const int64_t at = MicrosOf(event.occur_time());
  row.code = event.dossier_code();
  FoldDossier(event, at, row);
  FoldOverdue(at, row);
  FoldSteps(event, at, &row.steps, sink);
  FoldParcels(event, at, &row.parcels, sink);
  TellPostMoney(event, at, sink);
  // The steps of a journey that ended are not done any more.
  if (event.has_closed()) row.steps.clear();
}

void Fold(const Event& event, DossierRow& row) {
  Fold(event, row, [](const Group&, int64_t, const Measures&) {});
}

Totals& Totals::operator+=(const Totals& other) {
  dossiers += other.dossiers;
  ended += other.ended;
  resolved += other.resolved;
  kept += other.kept;
  duplicated += other.duplicated;
  return *this;
}

Totals& Totals::operator-=(const Totals& other) {
  dossiers -= other.dossiers;
  ended -= other.ended;
  resolved -= other.resolved;
  kept -= other.kept;
  duplicated -= other.duplicated;
  return *this;
}

double Totals::on_time_percent() const { return Percent(kept, resolved); }

Totals TotalsOf(const DossierRow& row) {
  if (row.ending == kMovedAway) return {};
  const bool resolved = row.accepted > 0 && row.resolution != kUnresolved;
  return Totals{.dossiers = row.exists() ? 1 : 0,
                .ended = row.ended > 0 ? 1 : 0,
                .resolved = resolved ? 1 : 0,
                .kept = resolved && PunctualityOf(row) != Punctuality::kLate ? 1 : 0,
                .duplicated = row.duplicated() ? 1 : 0};
}

}  // namespace motcua::reporting

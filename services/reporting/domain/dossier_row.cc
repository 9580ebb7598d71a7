#include "services/reporting/domain/dossier_row.h"

#include <algorithm>

#include "common/base/proto_time.h"
#include "services/reporting/domain/report.h"

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

void FoldRepromised(const event::v1::Repromised& repromised, int64_t at, DossierRow& row) {
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

void FoldConsignment(const event::v1::ConsignmentCreated& created, int64_t at, DossierRow& row) {
  if (created.kind() != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) return;
  row.post_time = at;
  row.post_end_time = kNever;
}

void FoldPostEnd(dossier::v1::ConsignmentKind kind, int64_t at, DossierRow& row) {
  // The first end counts: what was lost and turns up later left the post's hands when it was lost.
  const bool result = kind == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  if (!result || row.post_time == kNever || row.post_end_time != kNever) return;
  row.post_end_time = std::max(at, row.post_time);
}

void FoldClock(const Event& event, int64_t at, DossierRow& row) {
  if (event.has_clock_resumed()) {
    row.resume_time = at;
  } else {
    row.stop_time = at;
    row.resume_time = kNever;
  }
}

}  // namespace

void Fold(const Event& event, DossierRow& row) {
  const int64_t at = MicrosOf(event.occur_time());
  row.code = event.dossier_code();
  switch (event.what_case()) {
    case Event::kSubmitted:
      return FoldSubmitted(event.submitted(), event.actor(), at, row);
    case Event::kAccepted:
      return FoldAccepted(event.accepted(), at, row);
    case Event::kCompletionRequested:
      ++row.completions;
      return;
    case Event::kSupplementRequested:
      ++row.supplements;
      return;
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
    default:
      return;
  }
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
  const bool resolved = row.accepted > 0 && row.resolution != kUnresolved;
  return Totals{.dossiers = row.exists() ? 1 : 0,
                .ended = row.ended > 0 ? 1 : 0,
                .resolved = resolved ? 1 : 0,
                .kept = resolved && PunctualityOf(row) != Punctuality::kLate ? 1 : 0,
                .duplicated = row.duplicated() ? 1 : 0};
}

}  // namespace motcua::reporting

#include "tests/system/province.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua {

using namespace dossier::v1;  // NOLINT: enumerators

std::string Province::NewRequestId() {
  static std::atomic<int> last = 0;
  return Cat("wish-", ++last);
}

intake::v1::DossierDraft Province::Draft(const std::string& procedure, const std::string& unit) {
  intake::v1::GetGuidanceRequest question;
  question.set_procedure_code(procedure);
  question.set_receiving_unit(unit);
  const auto guidance = Must(client_.Call<intake::v1::GetGuidanceResponse>(question));
  intake::v1::DossierDraft draft;
  draft.set_procedure_code(procedure);
  draft.set_receiving_unit(unit);
  draft.set_channel(type::v1::CHANNEL_COUNTER);
  draft.mutable_applicant()->set_name("Nguyễn Thị Bích Phượng");
  draft.mutable_applicant()->set_address("Số 27, đường Nguyễn Huệ");
  draft.mutable_applicant()->set_commune_code("29881");
  for (const auto& required : guidance.papers()) {
    auto& paper = *draft.add_papers();
    paper.set_name(required.name());
    paper.set_kind(required.kind());
    paper.set_count(required.count());
  }
  return draft;
}

std::string Province::File(const intake::v1::DossierDraft& draft, bool accept) {
  intake::v1::SubmitDossierRequest request;
  request.set_request_id(NewRequestId());
  *request.mutable_draft() = draft;
  request.set_accept(accept);
  return Must(client_.Call<intake::v1::SubmitDossierResponse>(request)).dossier_code();
}

absl::Time Province::Accept(const std::string& code) {
  intake::v1::AcceptDossierRequest request;
  request.set_request_id(NewRequestId());
  request.set_dossier_code(code);
  return FromProto(Must(client_.Call<intake::v1::AcceptDossierResponse>(request)).due_time());
}

void Province::HandOver(const std::string& code) {
  routing::v1::HandOverResultRequest request;
  request.set_request_id(NewRequestId());
  request.set_dossier_code(code);
  EXPECT_THAT(client_.Call<routing::v1::HandOverResultResponse>(request), IsOk());
}

Dossier Province::Dossier(const std::string& code) {
  intake::v1::GetDossierRequest request;
  request.set_dossier_code(code);
  return Must(client_.Call<intake::v1::GetDossierResponse>(request)).dossier();
}

routing::v1::ClaimedStep Province::Claim(const std::string& unit) {
  routing::v1::ClaimStepsResponse claimed;
  const bool found = Eventually([&] {
    routing::v1::ClaimStepsRequest request;
    request.set_request_id(NewRequestId());
    request.set_unit_code(unit);
    claimed = Must(client_.Call<routing::v1::ClaimStepsResponse>(request));
    return claimed.steps_size() > 0;
  });
  EXPECT_TRUE(found) << "nothing to claim at " << unit;
  return found ? claimed.steps(0) : routing::v1::ClaimedStep();
}

routing::v1::CompleteStepResponse Province::Complete(const routing::v1::ClaimedStep& step,
                                                     StepResult result) {
  routing::v1::CompleteStepRequest request;
  request.set_request_id(NewRequestId());
  request.set_unit_code(step.step().unit_code());
  request.set_dossier_code(step.dossier_code());
  request.set_step_index(step.step().index());
  request.set_lease_token(step.lease_token());
  request.set_result(result);
  if (result == STEP_RESULT_REJECTED) request.set_note("Không đủ điều kiện");
  return Must(client_.Call<routing::v1::CompleteStepResponse>(request));
}

void Province::Work(const std::string& unit, absl::Duration after) {
  stack_.clock().Advance(after);
  Complete(Claim(unit));
}

Journey Province::Journey(const std::string& code) {
  routing::v1::GetJourneyRequest request;
  request.set_dossier_code(code);
  return Must(client_.Call<routing::v1::GetJourneyResponse>(request)).journey();
}

routing::v1::CheckPlacesResponse Province::CheckPlaces() {
  return Must(client_.Call<routing::v1::CheckPlacesResponse>(routing::v1::CheckPlacesRequest()));
}

std::vector<Consignment> Province::Consignments(const std::string& code) {
  postal::v1::ListConsignmentsRequest request;
  request.set_dossier_code(code);
  const auto list = Must(client_.Call<postal::v1::ListConsignmentsResponse>(request));
  return {list.consignments().begin(), list.consignments().end()};
}

Consignment Province::OpenConsignment(const std::string& code) {
  Consignment open;
  const bool found = Eventually([&] {
    for (const Consignment& consignment : Consignments(code)) {
      if (consignment.state() != CONSIGNMENT_STATE_CREATED) continue;
      open = consignment;
      return true;
    }
    return false;
  });
  EXPECT_TRUE(found) << "nothing to carry for " << code;
  return open;
}

void Province::Carry(const Consignment& consignment, TrackingKind end) {
  const TrackingKind way[] = {TRACKING_KIND_COLLECTED, TRACKING_KIND_DEPARTED,
                              TRACKING_KIND_ARRIVED, TRACKING_KIND_OUT_FOR_DELIVERY, end};
  std::vector<TrackingEvent> events;
  for (const TrackingKind kind : way) {
    stack_.clock().Advance(absl::Minutes(20));
    TrackingEvent& event = events.emplace_back();
    event.set_event_id(Cat(consignment.id(), "-", events.size()));
    event.set_consignment_id(consignment.id());
    event.set_kind(kind);
    *event.mutable_event_time() = ToProto(stack_.clock().Now());
  }
  std::ranges::reverse(events);
  std::swap(events[1], events[3]);
  postal::v1::RecordTrackingRequest request;
  request.mutable_events()->Add(events.begin(), events.end());
  request.mutable_events()->Add()->CopyFrom(events.front());  // carriers repeat themselves
  const auto recorded = Must(client_.Call<postal::v1::RecordTrackingResponse>(request));
  ASSERT_EQ(recorded.outcomes_size(), 6);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(recorded.outcomes(i), postal::v1::TRACKING_OUTCOME_RECORDED);
  EXPECT_EQ(recorded.outcomes(5), postal::v1::TRACKING_OUTCOME_DUPLICATE);
}

std::vector<reporting::v1::ArchivedEvent> Province::Timeline(const std::string& code) {
  reporting::v1::GetTimelineRequest request;
  request.set_dossier_code(code);
  const auto timeline = Must(client_.Call<reporting::v1::GetTimelineResponse>(request));
  return {timeline.events().begin(), timeline.events().end()};
}

std::vector<std::string> Province::Kinds(const std::string& code) {
  const auto* what = event::v1::Event::descriptor()->FindOneofByName("what");
  std::vector<std::string> kinds;
  for (const auto& archived : Timeline(code)) {
    const auto* kind =
        event::v1::Event::GetReflection()->GetOneofFieldDescriptor(archived.event(), what);
    kinds.push_back(kind == nullptr ? "" : kind->name());
  }
  return kinds;
}

reporting::v1::OnTimeRow Province::Report(const std::string& unit, absl::Time begin, absl::Time end,
                                          reporting::v1::ReportGrouping grouping) {
  reporting::v1::GetOnTimeReportRequest request;
  *request.mutable_begin_time() = ToProto(begin);
  *request.mutable_end_time() = ToProto(end);
  request.set_unit_code(unit);
  request.set_grouping(grouping);
  auto report = Must(client_.Call<reporting::v1::GetOnTimeReportResponse>(request));
  int64_t received = 0, resolved = 0;
  report.mutable_rows()->Add()->CopyFrom(report.total());
  for (const auto& row : report.rows()) {
    EXPECT_EQ(row.received(), row.online() + row.direct_and_post() + row.carried_over());
    EXPECT_EQ(row.resolved(), row.early() + row.on_time() + row.late());
    EXPECT_EQ(row.pending(), row.pending_in_time() + row.pending_overdue());
    EXPECT_EQ(row.received(), row.resolved() + row.pending());
    received += row.received();
    resolved += row.resolved();
  }
  EXPECT_EQ(received, 2 * report.total().received());  // the rows, and their sum once more
  EXPECT_EQ(resolved, 2 * report.total().resolved());
  return report.total();
}

}  // namespace motcua

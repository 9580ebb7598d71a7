#include "tests/chaos/crowd.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr int kCitizens = 4;
constexpr int kOfficers = 4;
constexpr absl::Duration kCallTimeout = absl::Seconds(4);

// What a caller cannot help, and may try again.
bool MayBeRepeated(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || absl::IsAborted(status);
}

}  // namespace

Crowd::Crowd(Stack& stack, intake::v1::DossierDraft draft, int dossiers)
    : stack_(stack), client_(stack, "operator"), draft_(std::move(draft)), dossiers_(dossiers) {
  for (const char* service : kServices) failures_[service] = 0;
  for (int i = 0; i < kCitizens; ++i) people_.emplace_back([this] { VisitCounter(); });
  for (int i = 0; i < kOfficers; ++i) people_.emplace_back([this] { WorkOnQueues(); });
  people_.emplace_back([this] { CarryResults(); });
  people_.emplace_back([this] { Watch(); });
}

Crowd::~Crowd() { Stop(); }

void Crowd::Stop() {
  stopped_ = true;
  people_.clear();
}

std::set<std::string> Crowd::acknowledged() const {
  std::lock_guard lock(mutex_);
  return acknowledged_;
}

std::vector<int64_t> Crowd::watched() const {
  std::lock_guard lock(mutex_);
  return watched_;
}

std::vector<std::string> Crowd::surprises() const {
  std::lock_guard lock(mutex_);
  return surprises_;
}

bool Crowd::AllEnded(absl::Duration within) {
  return Eventually([this] { return ended_count_ >= dossiers_; }, within);
}

void Crowd::Surprise(const absl::Status& status, const google::protobuf::Message& request) {
  std::lock_guard lock(mutex_);
  surprises_.push_back(Cat(request.GetTypeName(), ": ", status.ToString()));
}

template <class Response>
absl::StatusOr<Response> Crowd::Insist(const google::protobuf::Message& request) {
  while (true) {
    auto response = client_.Call<Response>(request, kCallTimeout);
    if (response.ok()) return response;
    if (!MayBeRepeated(response.status())) {
      Surprise(response.status(), request);
      return response;
    }
    ++failures_.at(ServiceOf(request.GetDescriptor()));
    if (stopped_) return response;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));  // not to burn the machine
  }
}

void Crowd::VisitCounter() {
  std::string own;
  for (int i = next_++; !stopped_;) {
    if (i < allowed_) {
      own = FileOne(i);
      i = next_++;
    } else if (!own.empty()) {
      AskFor(own);
    }
  }
}

std::string Crowd::FileOne(int number) {
  intake::v1::SubmitDossierRequest request;
  request.set_request_id(Cat("file-", number));
  *request.mutable_draft() = draft_;
  if (number % 4 == 0) request.mutable_draft()->set_return_method(type::v1::RETURN_METHOD_POST);
  request.set_accept(true);
  const auto filed = Insist<intake::v1::SubmitDossierResponse>(request);
  if (!filed.ok()) return "";
  std::lock_guard lock(mutex_);
  acknowledged_.insert(filed->dossier_code());
  ++acknowledged_count_;
  return filed->dossier_code();
}

void Crowd::AskFor(const std::string& code) {
  intake::v1::GetDossierRequest request;
  request.set_dossier_code(code);
  Insist<intake::v1::GetDossierResponse>(request).IgnoreError();
}

void Crowd::WorkOnQueues() {
  while (!stopped_) {
    routing::v1::ClaimStepsRequest request;
    request.set_request_id(Cat("claim-", ++requests_));
    request.set_unit_code(draft_.receiving_unit());
    request.set_max_steps(5);
    const auto claimed = Insist<routing::v1::ClaimStepsResponse>(request);
    if (!claimed.ok()) continue;
    for (const auto& step : claimed->steps()) WorkOn(step);
  }
}

void Crowd::WorkOn(const routing::v1::ClaimedStep& step) {
  routing::v1::CompleteStepRequest complete;
  complete.set_request_id(Cat("complete-", ++requests_));
  complete.set_unit_code(step.step().unit_code());
  complete.set_dossier_code(step.dossier_code());
  complete.set_step_index(step.step().index());
  complete.set_lease_token(step.lease_token());
  const auto completed = Insist<routing::v1::CompleteStepResponse>(complete);
  if (!completed.ok() || completed->state() != JOURNEY_STATE_RESULT_READY) return;
  routing::v1::GetJourneyRequest question;
  question.set_dossier_code(step.dossier_code());
  const auto answer = Insist<routing::v1::GetJourneyResponse>(question);
  if (!answer.ok() || answer->journey().return_method() == type::v1::RETURN_METHOD_POST) return;
  routing::v1::HandOverResultRequest hand_over;
  hand_over.set_request_id(Cat("hand-over-", ++requests_));
  hand_over.set_dossier_code(step.dossier_code());
  if (Insist<routing::v1::HandOverResultResponse>(hand_over).ok()) AccountEnd(step.dossier_code());
}

void Crowd::CarryResults() {
  while (!stopped_) {
    postal::v1::ListConsignmentsRequest request;
    request.set_post_office("BD." + draft_.receiving_unit());
    const auto list = Insist<postal::v1::ListConsignmentsResponse>(request);
    if (!list.ok() || list->consignments().empty()) continue;
    postal::v1::RecordTrackingRequest reports;
    for (const auto& consignment : list->consignments()) {
      auto& report = *reports.add_events();
      report.set_event_id("delivered-" + consignment.id());
      report.set_consignment_id(consignment.id());
      report.set_kind(TRACKING_KIND_DELIVERED);
      *report.mutable_event_time() = ToProto(stack_.clock().Now());
    }
    const auto recorded = Insist<postal::v1::RecordTrackingResponse>(reports);
    for (int i = 0; recorded.ok() && i < recorded->outcomes_size(); ++i) {
      const auto outcome = recorded->outcomes(i);
      if (outcome == postal::v1::TRACKING_OUTCOME_RECORDED ||
          outcome == postal::v1::TRACKING_OUTCOME_DUPLICATE) {
        AccountEnd(list->consignments(i).dossier_code());
      }
    }
  }
}

void Crowd::AccountEnd(const std::string& code) {
  std::lock_guard lock(mutex_);
  if (ended_.insert(code).second) ++ended_count_;
}

// Follows everything that happens, going on after each failure from the last token.
void Crowd::Watch() {
  reporting::v1::WatchEventsRequest request;
  bool caught_up = false;
  while (!stopped_ || !caught_up) {
    request.set_until_caught_up(true);
    const absl::Status status =
        stack_.ChannelOf("operator", "reporting")
            .StreamSync<reporting::v1::WatchEventsResponse>(
                MethodOf(request.GetDescriptor()), request, absl::Seconds(20),
                [&](const reporting::v1::WatchEventsResponse& response) {
                  request.set_resume_token(response.resume_token());
                  std::lock_guard lock(mutex_);
                  if (response.has_event()) watched_.push_back(response.event().sequence());
                  return true;
                });
    caught_up = status.ok();
    if (!status.ok()) ++failures_.at("reporting");
    if (!status.ok() && !MayBeRepeated(status)) return Surprise(status, request);
  }
}

}  // namespace motcua

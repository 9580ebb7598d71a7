#include "services/routing/requests.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"

namespace motcua::routing {
namespace {

constexpr int kMaxClaim = 100;
constexpr int kMaxItems = 50;
constexpr size_t kMaxText = 1000;
constexpr absl::Duration kShortestLease = absl::Minutes(1);
constexpr absl::Duration kLongestLease = absl::Hours(24);

// UTF-8 code points; the text was found to be valid before the handler ran.
size_t Length(std::string_view text) {
  return std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; });
}

// Gathers what is wrong with a request's fields.
class Fields {
 public:
  Fields& Required(std::string_view path, std::string_view value) {
    if (value.empty()) Missing(path);
    return *this;
  }
  Fields& RequestId(std::string_view id) {
    if (id.empty()) Missing("request_id");
    return Valid("request_id", id.empty() || IsPlainId(id), kPlainIdRule);
  }
  Fields& Valid(std::string_view path, bool valid, std::string_view rule) {
    if (!valid) faults_.emplace_back(path, rule);
    return *this;
  }
  Fields& Text(std::string_view path, std::string_view text) {
    return Valid(path, Length(text) <= kMaxText, "at most 1,000 characters");
  }
  Fields& Lease(const google::protobuf::Duration& asked) {
    const absl::Duration lease = LeaseDuration(asked);
    return Valid("lease_duration", kShortestLease <= lease && lease <= kLongestLease,
                 "1 minute to 24 hours");
  }

  absl::Status Done() const {
    if (faults_.empty()) return absl::OkStatus();
    Error error = InvalidArgument(missing_ ? kFieldRequired : kFieldInvalid,
                                  "the request has missing or invalid fields");
    for (const auto& [path, rule] : faults_) error.Field(path, rule);
    return error;
  }

 private:
  void Missing(std::string_view path) {
    missing_ = true;
    faults_.emplace_back(path, "required");
  }

  std::vector<std::pair<std::string, std::string>> faults_;
  bool missing_ = false;
};

// What every request about one step has.
template <class Request>
Fields StepFields(const Request& request) {
  Fields fields;
  fields.RequestId(request.request_id())
      .Required("unit_code", request.unit_code())
      .Required("dossier_code", request.dossier_code())
      .Valid("step_index", request.step_index() >= 0, "from 0");
  return fields;
}

template <class Request>
Fields HeldStepFields(const Request& request) {
  return StepFields(request).Required("lease_token", request.lease_token());
}

}  // namespace

absl::Status Check(const v1::ClaimStepsRequest& request) {
  return Fields()
      .RequestId(request.request_id())
      .Required("unit_code", request.unit_code())
      .Valid("max_steps", 0 <= request.max_steps() && request.max_steps() <= kMaxClaim, "1 to 100")
      .Lease(request.lease_duration())
      .Done();
}

absl::Status Check(const v1::RenewLeaseRequest& request) {
  return HeldStepFields(request).Lease(request.lease_duration()).Done();
}

absl::Status Check(const v1::ReleaseStepRequest& request) {
  return HeldStepFields(request).Text("reason", request.reason()).Done();
}

absl::Status Check(const v1::CompleteStepRequest& request) {
  Fields fields = HeldStepFields(request);
  fields.Text("note", request.note())
      .Valid("result",
             dossier::v1::StepResult_IsValid(request.result()) &&
                 request.result() != dossier::v1::STEP_RESULT_NO_ANSWER,
             "APPROVED, REJECTED or SKIPPED");
  if (request.result() == dossier::v1::STEP_RESULT_REJECTED ||
      request.result() == dossier::v1::STEP_RESULT_SKIPPED) {
    fields.Required("note", request.note());
  }
  return fields.Done();
}

absl::Status Check(const v1::RecordLateAnswerRequest& request) {
  const bool rejected = request.result() == dossier::v1::STEP_RESULT_REJECTED;
  Fields fields = StepFields(request);
  fields.Text("note", request.note())
      .Valid("result", rejected || request.result() == dossier::v1::STEP_RESULT_APPROVED,
             "APPROVED or REJECTED");
  if (rejected) fields.Required("note", request.note());
  return fields.Done();
}

absl::Status Check(const v1::HandBackStepRequest& request) {
  Fields fields = HeldStepFields(request);
  fields.Required("reason", request.reason()).Text("reason", request.reason());
  fields.Valid("kind", v1::HandBackKind_IsValid(request.kind()), "SUPPLEMENT or FEE");
  if (request.kind() == v1::HAND_BACK_KIND_FEE) {
    return fields.Valid("items", request.items().empty(), "none for the fee").Done();
  }
  fields.Valid("items", request.items_size() <= kMaxItems, "1 to 50");
  if (request.items().empty()) fields.Required("items", "");
  for (const std::string& item : request.items()) {
    fields.Required("items", item).Text("items", item);
  }
  return fields.Done();
}

absl::Status Check(const v1::StopClockRequest& request) {
  return HeldStepFields(request)
      .Required("authority", request.authority())
      .Text("authority", request.authority())
      .Done();
}

absl::Status Check(const v1::ResumeClockRequest& request) { return StepFields(request).Done(); }

absl::Status Check(const v1::RepromiseDossierRequest& request) {
  Fields fields;
  fields.RequestId(request.request_id())
      .Required("dossier_code", request.dossier_code())
      .Required("new_due_time", request.has_new_due_time() ? "given" : "")
      .Required("reason", request.reason())
      .Text("reason", request.reason());
  return fields.Done();
}

absl::Status Check(const v1::HandOverResultRequest& request) {
  return Fields()
      .RequestId(request.request_id())
      .Required("dossier_code", request.dossier_code())
      .Done();
}

absl::Status Check(const v1::RequeueStepRequest& request) { return StepFields(request).Done(); }

absl::Status Check(const v1::PlanMigrationRequest& request) {
  Fields fields;
  fields.Required("procedure_code", request.procedure_code());
  if (request.to_version() == 0) fields.Required("to_version", "");
  return fields.Valid("to_version", request.to_version() >= 0, "from 1")
      .Valid("page_size", request.page_size() >= 0, "0 to 500")
      .Done();
}

absl::Status Check(const v1::MigrateJourneyRequest& request) {
  Fields fields;
  fields.RequestId(request.request_id()).Required("dossier_code", request.dossier_code());
  if (request.to_version() <= 0) fields.Required("to_version", "");
  return fields.Done();
}

absl::Status CheckDossierCode(const std::string& dossier_code) {
  return Fields().Required("dossier_code", dossier_code).Done();
}

int MaxSteps(const v1::ClaimStepsRequest& request) { return std::max(1, request.max_steps()); }

absl::Duration LeaseDuration(const google::protobuf::Duration& asked) {
  const absl::Duration lease = FromProto(asked);
  return lease == absl::ZeroDuration() ? absl::Minutes(30) : lease;
}

absl::StatusOr<int> PageSize(int asked) {
  if (asked < 0) {
    return InvalidArgument(kFieldInvalid, "the page size is negative")
        .Field("page_size", "0 to 500");
  }
  return asked == 0 ? 50 : std::min(asked, 500);
}

}  // namespace motcua::routing

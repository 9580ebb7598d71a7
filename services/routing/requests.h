// Requests checked before anything is loaded.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::routing {

// INVALID_ARGUMENT FIELD_REQUIRED | FIELD_INVALID, naming every field at fault.
absl::Status Check(const v1::ClaimStepsRequest& request);
absl::Status Check(const v1::RenewLeaseRequest& request);
absl::Status Check(const v1::ReleaseStepRequest& request);
absl::Status Check(const v1::CompleteStepRequest& request);
absl::Status Check(const v1::RecordLateAnswerRequest& request);
absl::Status Check(const v1::HandBackStepRequest& request);
absl::Status Check(const v1::StopClockRequest& request);
absl::Status Check(const v1::ResumeClockRequest& request);
absl::Status Check(const v1::RepromiseDossierRequest& request);
absl::Status Check(const v1::HandOverResultRequest& request);
absl::Status Check(const v1::RequeueStepRequest& request);
absl::Status Check(const v1::PlanMigrationRequest& request);
absl::Status Check(const v1::MigrateJourneyRequest& request);
absl::Status CheckDossierCode(const std::string& dossier_code);

// Steps a claim asks for; 1 by default.
int MaxSteps(const v1::ClaimStepsRequest& request);
// 30 minutes by default.
absl::Duration LeaseDuration(const google::protobuf::Duration& asked);
// 50 by default, at most 500. INVALID_ARGUMENT FIELD_INVALID if negative.
absl::StatusOr<int> PageSize(int asked);

}  // namespace motcua::routing

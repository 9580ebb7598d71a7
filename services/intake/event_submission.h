// From what a caller files for a citizen's event to the dossiers it becomes.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "services/intake/domain/citizen_event.h"

namespace motcua::intake {

// A citizen's event as filed: its procedures, and each one's dossier as handed in, not filed yet.
struct EventSubmission {
  EventPlan plan;
  std::vector<dossier::v1::Dossier> dossiers;  // in the order of plan.members
};

// Errors as SubmitCitizenEvent names them, but for PAPERS_MISSING.
absl::StatusOr<EventSubmission> PrepareEvent(const v1::SubmitCitizenEventRequest& request,
                                             const catalogue::Catalogue& catalogue,
                                             absl::CivilDay today);

// What is told of a dossier of an event.
v1::EventDossier ShowMember(const dossier::v1::Dossier& dossier, int64_t version);

}  // namespace motcua::intake

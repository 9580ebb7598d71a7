// What the catalogue tells of events of a citizen's life before anything is filed.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// The events that may be filed on the day asked for. INVALID_ARGUMENT FIELD_INVALID: no day.
absl::StatusOr<v1::ListCitizenEventsResponse> ListEvents(
    const v1::ListCitizenEventsRequest& request, const catalogue::Catalogue& catalogue,
    absl::Time now);

// Procedures, checklist, fees and promises of an event. Errors as GetEventGuidance.
absl::StatusOr<v1::GetEventGuidanceResponse> GuideEvent(const v1::GetEventGuidanceRequest& request,
                                                        const catalogue::Catalogue& catalogue,
                                                        absl::Time now);

}  // namespace motcua::intake

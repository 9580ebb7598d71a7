// What past dossiers teach about how long steps take.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/reporting/domain/durations.h"
#include "services/reporting/domain/step_plan.h"

namespace motcua::reporting {

// Learns from every step that was done before `until`, of dossiers with a promise.
Durations Learn(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                const calendar::Calendar& calendar, absl::Time until);

}  // namespace motcua::reporting

// Moving an open journey to another version of its procedure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/calendar/calendar.h"
#include "motcua/type/v1/type.pb.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// The version a journey moves to.
struct Destination {
  int version = 0;
  type::v1::TimeLimit limit;
  std::vector<Step> steps;  // LayRoute from the journey's receiving unit
};

// Moves the journey. A step is known again by name and unit: one that was done stays done, one that
// is in its queue or waits for papers stays where it is, all others are the version's. The promise
// becomes that of the version's limit from the same start of the clock if it comes earlier than the
// one in force, which is kept otherwise; it is also kept once it was moved by a stop or put off with
// an apology. What is left of the time is shared out anew over the steps that are left.
// Says Migrated, Repromised with a new promise, and what opens. Nothing when it has the version.
// FAILED_PRECONDITION MIGRATION_IMPOSSIBLE: the journey has its result or has ended, its clock
// stands, a step is in someone's hands or stuck, or a step of the version comes before what has been
// done.
absl::Status Migrate(Turn& turn, Destination to, const calendar::Calendar& calendar);

// Names of the steps that are open: in a queue, in someone's hands, waiting or stuck.
std::vector<std::string> OpenStepNames(const Journey& journey);

}  // namespace motcua::routing

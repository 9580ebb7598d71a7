// How steps open, wait and end; shared by what workers do (work.h) and what happens outside
// (outside.h).
#pragma once

#include <string_view>

#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Puts the step into its unit's queue and says so.
void Enqueue(Turn& turn, Step& step);

// Opens a PENDING step: into its unit's queue, or it waits for the originals. Says so.
void OpenStep(Turn& turn, Step& step, const calendar::Calendar& calendar);

// Opens every step of the first stage that is not done; when none is left, the result is ready. The
// clock stops where all of them wait for a post that does not count.
void OpenNextStage(Turn& turn, const calendar::Calendar& calendar);

// Ends an open step with its result; with the last of a stage the next stage opens.
void EndStep(Turn& turn, Step& step, dossier::v1::StepResult result,
             const calendar::Calendar& calendar);

// Ends the consultations whose answer was waited for until now: the join goes on without them, and
// silence counts as agreement. The clock runs.
void LapseAnswers(Turn& turn, const calendar::Calendar& calendar);

// CLOSED or WITHDRAWN.
bool HasEnded(const Journey& journey);

// Open and not suspended: someone has it, or it waits for papers or to be looked at.
bool IsOpen(const Step& step);

// The first stage with a step that is not done; 0 when there is none.
int FirstUndoneStage(const Journey& journey);

// Whether every step of the stage is done.
bool StageIsDone(const Journey& journey, int stage);

// Words for why a step is stuck.
inline constexpr char kStuckLeasesExpired[] = "LEASES_EXPIRED";
inline constexpr char kStuckPapersLost[] = "PAPERS_LOST";
inline constexpr char kStuckPapersReturned[] = "PAPERS_RETURNED";

// Takes the step out of circulation until someone requeues it, and says so.
void GetStuck(Turn& turn, Step& step, std::string_view cause);

// Ends the journey in `state` (CLOSED or WITHDRAWN), and says so.
void Close(Turn& turn, dossier::v1::JourneyState state, event::v1::CloseReason reason);

}  // namespace motcua::routing

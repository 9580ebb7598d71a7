// What workers do to a journey: claim, renew, release, complete, hand back, requeue, hand over.
//
// Each is refused without a change when the journey does not stand so that it may happen:
//   INVALID_ARGUMENT FIELD_INVALID (step_index)   there is no such step
//   FAILED_PRECONDITION LEASE_NOT_HELD            the token is not that of a running lease
//   FAILED_PRECONDITION TRANSITION_NOT_ALLOWED    the journey or step is in another state
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/stops.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Takes a QUEUED step into the actor's hands until now + `duration`. `token` must be unguessable.
absl::Status Claim(Turn& turn, int step, std::string_view token, absl::Duration duration);

// Prolongs the lease to now + `duration`.
absl::Status Renew(Turn& turn, int step, std::string_view token, absl::Duration duration);

// Gives the step back to its queue, unfinished.
absl::Status Release(Turn& turn, int step, std::string_view token, std::string_view reason);

// Ends the step. With the last of a stage the next stage opens, or the result is ready. Also
// FAILED_PRECONDITION STEP_NOT_OPTIONAL: SKIPPED, of a step that may not be skipped.
absl::Status Complete(Turn& turn, int step, std::string_view token, dossier::v1::StepResult result,
                      std::string_view note, const calendar::Calendar& calendar);

// Records the answer of a consultation (`result`: approved or rejected) that came after the join
// had gone on without it; the route does not go back for it. Once a step, before the journey's end.
absl::Status RecordLateAnswer(Turn& turn, int step, dossier::v1::StepResult result,
                              std::string_view note);

// Asks the citizen for a supplement: the clock stops, and every step in a queue or in someone's
// hands is suspended; a step that waits for papers goes on waiting for them, a stuck one stays
// stuck. Also FAILED_PRECONDITION SUPPLEMENT_ALREADY_REQUESTED: once a dossier
// (NĐ 61/2018 Đ.11(2c)).
absl::Status HandBack(Turn& turn, int step, std::string_view token,
                      const std::vector<std::string>& items, std::string_view reason,
                      SupplementMode mode = SupplementMode::kRestart);

// Asks the citizen for the fee that is due before the dossier is solved: the clock stops as for a
// supplement, until it is paid in full.
absl::Status AskFee(Turn& turn, int step, std::string_view token, std::string_view reason);

// Asks an authority outside the system (NĐ 61/2018 Đ.19(5)): the clock stops as for a supplement,
// until it answers. `expected`: InfiniteFuture when not known; INVALID_ARGUMENT FIELD_INVALID
// (expected_time) when past.
absl::Status AskAuthority(Turn& turn, int step, std::string_view token, std::string_view authority,
                          absl::Time expected);

// The authority that this step asked has answered: the clock goes on. FAILED_PRECONDITION
// TRANSITION_NOT_ALLOWED when the clock does not stand for that.
absl::Status AuthorityAnswered(Turn& turn, int step, calendar::TimeLimit limit,
                               const calendar::Calendar& calendar);

// Puts a STUCK step of a running journey back into its queue. Papers it waited for count as
// arrived: whoever requeues it has seen to them.
absl::Status Requeue(Turn& turn, int step);

// Hands the result over at the counter; refused while the post has it.
absl::Status HandOver(Turn& turn);

// Returns a step whose lease has run out to its queue, or makes it stuck when that has happened
// `max_expiries` times. False, and nothing is said, if the lease still runs or is gone.
bool ExpireLease(Turn& turn, int step, int max_expiries);

}  // namespace motcua::routing

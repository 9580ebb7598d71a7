// The promise: how it changes, and what follows from that.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Word for a promise that was put off with an apology; also that of the interval it adds.
inline constexpr char kLate[] = "LATE";

// Gives a new promise and says so; the due times of the steps, and Rearm after them, are the
// caller's. Without a promise, nothing happens.
void Repromise(Turn& turn, absl::Time due, std::string_view reason, std::string_view explanation);

// After a new promise: what was said of the old one may be said again of the new one where its
// instant lies ahead; what has come already is not said twice.
void Rearm(Turn& turn, const calendar::Calendar& calendar);

// Puts the promise off to `due` with an apology (NĐ 61/2018 Đ.19(9)), and shares the time from now
// to it out over the stages that are left; no step is due earlier than before. Refused without a
// change:
//   FAILED_PRECONDITION TRANSITION_NOT_ALLOWED  the clock does not run, or there is no promise
//   FAILED_PRECONDITION ALREADY_REPROMISED      it may happen once a dossier
//   FAILED_PRECONDITION REPROMISE_TOO_LATE      less than one working day before the promise
//   INVALID_ARGUMENT FIELD_INVALID              (new_due_time) not later, or on a rest day
absl::Status Apologise(Turn& turn, absl::Time due, std::string_view reason,
                       const calendar::Calendar& calendar);

}  // namespace motcua::routing

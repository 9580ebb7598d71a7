// Stops of the legal clock: each has a reason, and ends by its own closing event alone.
#pragma once

#include <string_view>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Words for why the clock stands; also those of the intervals it stands for.
inline constexpr char kStopSupplement[] = "SUPPLEMENT";      // ends when the citizen handed it in
inline constexpr char kStopFee[] = "FEE";                    // ends when it was paid in full
inline constexpr char kStopAuthority[] = "OTHER_AUTHORITY";  // ends when the authority answered
inline constexpr char kStopPost[] = "POST";  // ends when the originals arrived, or the post lost them

// What a supplement does to the limit.
enum class SupplementMode {
  kRestart,  // the whole limit runs again (NĐ 61/2018 Đ.19(4))
  kPause,    // it goes on where it stopped
};

// Stops the running clock for the reason of `stop` (with everything but its begin): every step in a
// queue or in someone's hands is suspended; one that waits for papers goes on waiting for them.
void StopClock(Turn& turn, dossier::v1::ClockStop stop);

// Stops the running clock for the post when every open step waits for originals on a way that the
// procedure does not count. To be called after a step opened or ended.
void StopForPost(Turn& turn);

// The stop that lasts; null when there is none.
const dossier::v1::ClockStop* LastingStop(const Journey& journey);

// Ends the stop that lasts, without letting the clock run: the journey ends.
void EndStop(Journey& journey, absl::Time now);

// The closing event of stops of this reason came. The promise and what is left of the steps move by
// the office time of the stop, or the whole limit runs again from now, as the stop says; suspended
// steps are back in their queues. False, and nothing happens, when no stop of this reason lasts.
bool ResumeClock(Turn& turn, std::string_view reason, calendar::TimeLimit limit,
                 const calendar::Calendar& calendar);

}  // namespace motcua::routing

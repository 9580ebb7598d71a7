// Where each step of a journey stands in Redis: the one source of what is in which queue.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/calendar/calendar.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::routing {

// Names of the waits (Keys::Waits) and of this service (Keys::Timers).
inline constexpr char kWaitPapers[] = "papers";
inline constexpr char kWaitSupplement[] = "supplement";
inline constexpr char kRoutingService[] = "routing";
inline constexpr char kJourneyKind[] = "journey";
// List of open journeys whose promise moved with the calendar (Keys::Index), by when it did.
inline constexpr char kMovedList[] = "calendar-moved";

// A step as a member of a queue: "<dossier code>/<step index>".
struct StepRef {
  std::string dossier_code;
  int step_index = 0;

  std::string Member() const;
  // nullopt for what is not such a member.
  static std::optional<StepRef> Parse(std::string_view member);
  bool operator==(const StepRef&) const = default;
};

// Score in a unit's queue: the due instant, in milliseconds since the epoch. Steps without a limit
// come after all others, first come first served.
double QueueScore(const dossier::v1::Step& step);
// The instant a score stands for.
absl::Time TimeOfScore(double score);
double ScoreOf(absl::Time time);

// Every place of a journey: an open step is in exactly one of queue, lease, wait and stuck list (a
// lease is listed twice: of its unit, and of all); an open journey is in the list of open ones; a
// journey whose clock has something to say is in the timers. A journey at its end is nowhere.
std::vector<store::Place> PlacesOf(const store::Keys& keys, const calendar::Calendar& calendar,
                                   const dossier::v1::Journey& journey);

}  // namespace motcua::routing

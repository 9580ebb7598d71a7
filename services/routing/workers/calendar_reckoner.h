// After the calendar changed, by a start or by a catalogue taken up while running: reckons the due instants of all open journeys anew, batch by
// batch, each in a commit of its own that marks the journey with the calendar. Killed at any point it
// begins anew and passes over what is marked. Until it is done, timers do not fire and places are not
// checked: both would go by a mixture of two calendars.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "services/routing/store/journeys.h"
#include "services/routing/store/place_check.h"

namespace motcua::routing {

class CalendarReckoner {
 public:
  CalendarReckoner(Journeys& journeys, PlaceChecker& checker)
      : journeys_(journeys), checker_(checker) {}

  // All of it; nothing while the calendar is the one reckoned by, or when the cell knows it already.
  async::Task<absl::Status> RunOnce();

  // Whether every open journey is reckoned by the calendar of now.
  bool done() const { return reckoned_by_ == journeys_.calendar().fingerprint(); }
  // Journeys whose promise moved.
  int64_t moved() const { return moved_; }

 private:
  async::Task<absl::StatusOr<bool>> IsKnown();
  async::Task<absl::Status> ReckonAll();
  async::Task<absl::Status> ReckonPage(int64_t first);
  async::Task<absl::Status> ReckonOne(std::string dossier_code);

  Journeys& journeys_;
  PlaceChecker& checker_;
  std::string reckoned_by_;  // fingerprint of a calendar
  int64_t moved_ = 0;
};

}  // namespace motcua::routing

// One change of a journey in the making: the state as it becomes, and what is told of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "motcua/dossier/v1/journey.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::routing {

using dossier::v1::Journey;
using dossier::v1::Step;
using event::v1::Event;

// Actor of what the system does by itself.
inline constexpr std::string_view kSystemActor = "motcua";

class Turn {
 public:
  // `journey` must outlive the turn. `actor`: the caller's name, or kSystemActor.
  Turn(Journey& journey, absl::Time now, std::string_view actor)
      : journey_(journey), now_(now), actor_(actor) {}

  Journey& journey() { return journey_; }
  absl::Time now() const { return now_; }
  const std::string& actor() const { return actor_; }

  // The step at `index`. INVALID_ARGUMENT (FIELD_INVALID, step_index): there is none.
  absl::StatusOr<Step*> StepAt(int index);

  // A new event of this turn, in the hands of `unit`; the caller fills in what happened.
  Event& Say(std::string_view unit);
  std::vector<Event> TakeEvents() { return std::move(events_); }

  // The state changed in a way that is not worth an event, and is to be kept all the same.
  void Touch();
  bool touched() const { return touched_; }

 private:
  // What a person does keeps a reorganisation from being undone for this journey.
  void NoteWork();

  Journey& journey_;
  absl::Time now_;
  std::string actor_;
  std::vector<Event> events_;
  bool touched_ = false;
};

}  // namespace motcua::routing

#include "services/routing/domain/turn.h"

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/reorganisation/rehome.h"

namespace motcua::routing {

absl::StatusOr<Step*> Turn::StepAt(int index) {
  if (index < 0 || index >= journey_.steps_size()) {
    return InvalidArgument(kFieldInvalid, "the journey has no such step")
        .With("dossierCode", journey_.dossier_code())
        .Field("step_index", "no step of this journey");
  }
  return journey_.mutable_steps(index);
}

Event& Turn::Say(std::string_view unit) {
  NoteWork();
  Event& event = events_.emplace_back();
  event.set_dossier_code(journey_.dossier_code());
  *event.mutable_occur_time() = ToProto(now_);
  event.set_actor(actor_);
  event.set_unit_code(std::string(unit));
  return event;
}

void Turn::Touch() {
  NoteWork();
  touched_ = true;
}

void Turn::NoteWork() {
  if (actor_ != kSystemActor) reorganisation::MarkWorkedOn(journey_);
}

}  // namespace motcua::routing

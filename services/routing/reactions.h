// What routing does when other services' events arrive.
#pragma once

#include <functional>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/store/inbox.h"
#include "services/routing/domain/escalation.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

// Intake's Accepted begins a journey, Supplemented, Paid (if it settles) and Withdrawn (after
// acceptance) resume and end it; postal's TransferArrived, Delivered, Returned and Lost move what waits for the post. Each has
// its effect in the write that takes it out of the inbox.
class Reactions {
 public:
  // `ladder`: of the journeys that begin.
  // `rehome_new`: puts a journey that begins under the units of now, when its dossier was accepted
  // under units that a reorganisation has ended since; may be empty.
  Reactions(Journeys& journeys, const catalogue::Catalogue& catalogue, Ladder ladder = {},
            std::function<void(Journeys::Draft&)> rehome_new = nullptr)
      : journeys_(journeys),
        catalogue_(catalogue),
        ladder_(std::move(ladder)),
        rehome_new_(std::move(rehome_new)) {}

  // Errors: NOT_FOUND: the event's journey, procedure or unit is unknown; those of a commit.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

 private:
  async::Task<absl::StatusOr<store::Reaction>> BeginJourney(store::InboxEntry entry,
                                                            const event::v1::Event& event);
  void Apply(const event::v1::Event& event, Turn& turn) const;

  Journeys& journeys_;
  const catalogue::Catalogue& catalogue_;
  Ladder ladder_;
  std::function<void(Journeys::Draft&)> rehome_new_;
};

}  // namespace motcua::routing

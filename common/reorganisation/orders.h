// A service's orders to carry out reorganisations, kept in Redis: what was ordered is carried out
// to its end by the service's Sweep, whatever dies meanwhile.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/store/aggregates.h"
#include "common/store/inbox.h"
#include "motcua/dossier/v1/reorganisation.pb.h"

namespace motcua::reorganisation {

using Run = dossier::v1::ReorganisationRun;
using Plan = catalogue::ReorganisationPlan;

// Under way or done, and not undone.
bool IsInForce(const Run& run);
// A sweep has something to do.
bool IsUnderWay(const Run& run);

class Orders {
 public:
  // All must outlive the object. `service`: "intake", "routing" or "postal".
  Orders(store::Committer& committer, const catalogue::Catalogue& catalogue, const Clock& clock,
         std::string service)
      : runs_(committer, "reorganisation-" + service, [](const Run&) { return Places(); }, nullptr,
              /*cache_size=*/0),
        catalogue_(catalogue),
        clock_(clock) {}

  // Takes the order down and tells the other services, in one write. An order that was given
  // already answers how far it is. Errors: those of ReorganisationService.
  async::Task<absl::StatusOr<Run>> Apply(store::Command command, std::string id, std::string actor);
  async::Task<absl::StatusOr<Run>> Undo(store::Command command, std::string id, std::string actor);
  // Takes down an order that another service was given (ReorganisationOrdered).
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);
  // The order was carried out; says nothing if it was changed meanwhile.
  async::Task<absl::Status> Finish(Run carried_out);

  // Reads the records anew.
  async::Task<absl::Status> Refresh();
  // As last read; one of each plan, without a state when never ordered.
  const std::vector<Run>& runs() const { return known_; }
  // The plans in force as last read.
  std::vector<const Plan*> InForce() const;
  // OK, or FAILED_PRECONDITION (UNIT_REPLACED) naming the successors, when a reorganisation in
  // force has ended the unit.
  absl::Status CheckNotReplaced(std::string_view unit) const;

  const catalogue::Catalogue& catalogue() const { return catalogue_; }
  const Clock& clock() const { return clock_; }

 private:
  using Places = std::vector<store::Place>;
  using Draft = store::Draft<Run>;
  // What an order makes of the record; true if it changed.
  using Decision = std::function<absl::StatusOr<bool>(Run&)>;

  async::Task<absl::StatusOr<Run>> Order(store::Command command, std::string id, std::string actor,
                                         bool undo, bool tell);

  store::Aggregates<Run> runs_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  std::vector<Run> known_;
};

}  // namespace motcua::reorganisation

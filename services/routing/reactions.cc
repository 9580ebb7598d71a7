#include "services/routing/reactions.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "google/protobuf/empty.pb.h"
#include "services/routing/domain/outside.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {
namespace {

using event::v1::Event;
using google::protobuf::Empty;

bool Concerns(const Event& event) {
  switch (event.what_case()) {
    case Event::kAccepted:
    case Event::kTransferArrived:
    case Event::kDelivered:
    case Event::kReturned:
    case Event::kLost:
      return true;
    case Event::kSupplemented:
      return event.supplemented().after_acceptance();
    case Event::kWithdrawn:
      return event.withdrawn().after_acceptance();
    default:
      return false;
  }
}

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Reactions::React(store::InboxEntry entry,
                                                              Event event) {
  if (!Concerns(event)) co_return store::Reaction::kIgnored;
  if (event.has_accepted()) co_return co_await BeginJourney(std::move(entry), event);
  std::function<absl::StatusOr<Empty>(Turn&, int64_t)> act =
      [this, &event](Turn& turn, int64_t) -> absl::StatusOr<Empty> {
    Apply(event, turn);
    return Empty();
  };
  store::Command command{.reacts_to = std::move(entry)};
  auto done = co_await journeys_.Act<Empty>(std::move(command), event.dossier_code(),
                                            std::string(kSystemActor), std::move(act));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

async::Task<absl::StatusOr<store::Reaction>> Reactions::BeginJourney(store::InboxEntry entry,
                                                                     const Event& event) {
  const event::v1::Accepted& accepted = event.accepted();
  auto steps = LayRoute(catalogue_, accepted.procedure_code(), accepted.receiving_unit());
  if (!steps.ok()) co_return steps.status();
  std::function<absl::StatusOr<Empty>(Journeys::Draft&)> decide =
      [&](Journeys::Draft& draft) -> absl::StatusOr<Empty> {
    if (draft.exists()) return Empty();
    draft.state.set_dossier_code(event.dossier_code());
    auto begin = [&](Turn& turn) -> absl::StatusOr<Empty> {
      Begin(turn, accepted, FromProto(event.occur_time()), *steps, journeys_.calendar());
      return Empty();
    };
    return journeys_.TakeTurn<Empty>(draft, kSystemActor, begin);
  };
  store::Command command{.reacts_to = std::move(entry), .creates = true};
  auto done = co_await journeys_.aggregates().Execute<Empty>(
      std::move(command), event.dossier_code(), std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

void Reactions::Apply(const Event& event, Turn& turn) const {
  const auto limit = catalogue::ToTimeLimit(turn.journey().limit());
  const bool of_papers = event.returned().kind() == dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT ||
                         event.lost().kind() == dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT;
  const bool of_result = event.returned().kind() == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME ||
                         event.lost().kind() == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  if (event.has_supplemented()) Resume(turn, limit, journeys_.calendar());
  if (event.has_withdrawn()) Withdraw(turn);
  if (event.has_transfer_arrived()) PapersArrived(turn, event.transfer_arrived().to_unit());
  if (event.has_delivered()) ResultDelivered(turn);
  if (event.has_lost() && of_papers) PapersLost(turn);
  if (event.has_returned() && of_papers) PapersReturned(turn);
  if (of_result) ResultCameBack(turn);
}

}  // namespace motcua::routing

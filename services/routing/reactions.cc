#include "services/routing/reactions.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "google/protobuf/empty.pb.h"
#include "services/routing/domain/calendar_change.h"
#include "services/routing/domain/outside.h"
#include "services/routing/domain/rehoming.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {
namespace {

using event::v1::Event;
using google::protobuf::Empty;
using namespace dossier::v1;  // NOLINT: enumerators

// Papers on their way to the counter are intake's: there is no journey yet.
bool IsOurs(ConsignmentKind kind) { return kind != CONSIGNMENT_KIND_HOME_TO_COUNTER; }

bool Concerns(const Event& event) {
  switch (event.what_case()) {
    case Event::kAccepted:
    case Event::kTransferArrived:
    case Event::kDelivered:
      return true;
    case Event::kReturned:
      return IsOurs(event.returned().kind());
    case Event::kLost:
      return IsOurs(event.lost().kind());
    case Event::kSupplemented:
      return event.supplemented().after_acceptance();
    case Event::kPaid:
      return event.paid().settles();
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
  auto steps = LayRoute(catalogue_, accepted, FromProto(event.occur_time()));
  if (!steps.ok()) co_return steps.status();
  std::function<absl::StatusOr<Empty>(Journeys::Draft&)> decide =
      [&](Journeys::Draft& draft) -> absl::StatusOr<Empty> {
    if (draft.exists()) return Empty();
    draft.state.set_dossier_code(event.dossier_code());
    auto begin = [&](Turn& turn) -> absl::StatusOr<Empty> {
      Begin(turn, accepted, FromProto(event.occur_time()), *steps, ladder_, journeys_.calendar());
      // Promised by a calendar that was changed before the event came here.
      if (!accepted.calendar().empty()) {
        const auto limit = catalogue::ToTimeLimit(accepted.limit());
        Reckon(turn, limit, journeys_.calendar());
      }
      return Empty();
    };
    auto begun = journeys_.TakeTurn<Empty>(draft, kSystemActor, begin);
    if (begun.ok() && rehome_new_) rehome_new_(draft);
    return begun;
  };
  store::Command command{.reacts_to = std::move(entry), .creates = true};
  auto done = co_await journeys_.aggregates().Execute<Empty>(
      std::move(command), event.dossier_code(), std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

void Reactions::Apply(const Event& event, Turn& turn) const {
  const auto limit = catalogue::ToTimeLimit(turn.journey().limit());
  switch (event.what_case()) {
    case Event::kSupplemented:
      return Resume(turn, limit, journeys_.calendar());
    case Event::kPaid:
      return FeePaid(turn, limit, journeys_.calendar());
    case Event::kWithdrawn:
      return Withdraw(turn);
    case Event::kTransferArrived:
      return PapersArrived(turn, ArrivedAt(turn.journey(), event.transfer_arrived()),
                           journeys_.calendar());
    case Event::kDelivered:
      return ResultDelivered(turn);
    case Event::kReturned:
      return event.returned().kind() == CONSIGNMENT_KIND_UNIT_TO_UNIT
                 ? PapersReturned(turn, journeys_.calendar())
                 : ResultCameBack(turn);
    case Event::kLost:
      return event.lost().kind() == CONSIGNMENT_KIND_UNIT_TO_UNIT
                 ? PapersLost(turn, journeys_.calendar())
                 : ResultCameBack(turn);
    default:
      return;
  }
}

}  // namespace motcua::routing

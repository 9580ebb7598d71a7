#include "common/store/inbox.h"

namespace motcua::store {
namespace {

using event::v1::Event;

constexpr std::string_view kIntake = "intake";
constexpr std::string_view kRouting = "routing";
constexpr std::string_view kPostal = "postal";

bool BelongsToAnother(const Event& event) {
  const std::string& group = event.submitted().event_group();
  return !group.empty() && group != event.dossier_code();
}

// A claim that is accepted, paid, or was owed for a parcel that turned up.
bool MovesMoney(const event::v1::ClaimMoved& claim) {
  if (claim.escalation_level() > 0) return false;
  return claim.reissue_cost_vnd() + claim.compensation_vnd() > 0 &&
         (claim.state() == dossier::v1::CLAIM_STATE_ACCEPTED ||
          claim.state() == dossier::v1::CLAIM_STATE_PAID ||
          claim.state() == dossier::v1::CLAIM_STATE_FOUND);
}

using Listeners = std::vector<std::string_view>;

Listeners OfIf(bool listens, std::string_view service) {
  return listens ? Listeners{service} : Listeners();
}

Listeners OfSubmitted(const Event& event) {
  // The papers of a group are collected once, as those of its first dossier.
  const bool by_post = event.submitted().channel() == type::v1::CHANNEL_POSTAL;
  return OfIf(by_post && !BelongsToAnother(event), kPostal);
}

Listeners OfWithdrawn(const event::v1::Withdrawn& withdrawn) {
  Listeners listeners = OfIf(withdrawn.after_acceptance(), kRouting);
  if (!withdrawn.event_group().empty()) listeners.push_back(kIntake);
  return listeners;
}

Listeners OfPaid(const event::v1::Paid& paid) {
  Listeners listeners = OfIf(paid.settles(), kRouting);
  if (paid.collector() == type::v1::PAYMENT_COLLECTOR_POST_COUNTER) listeners.push_back(kPostal);
  return listeners;
}

Listeners OfMoneyCollected(const event::v1::MoneyCollected& money) {
  if (money.fee_vnd() > 0) return {kPostal, kIntake};
  return {kPostal};
}

Listeners OfResultReady(const event::v1::ResultReady& ready) {
  Listeners listeners = OfIf(ready.return_method() == type::v1::RETURN_METHOD_POST, kPostal);
  if (!ready.event_group().empty()) listeners.push_back(kIntake);
  return listeners;
}

// A journey was put back: so is its dossier.
Listeners OfUnitReassigned(const event::v1::UnitReassigned& reassigned) {
  return OfIf(reassigned.undone() && reassigned.consignment_id().empty(), kIntake);
}

// Those who subscribed, by WebhookBook::Address.
Listeners OfTrackingRecorded(const event::v1::TrackingRecorded& recorded) {
  return {recorded.webhooks().begin(), recorded.webhooks().end()};
}

}  // namespace

std::vector<std::string_view> ListenersOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      return OfSubmitted(event);
    case Event::kSupplemented:
      return OfIf(event.supplemented().after_acceptance(), kRouting);
    case Event::kRefused:
      return OfIf(!event.refused().event_group().empty(), kIntake);
    case Event::kWithdrawn:
      return OfWithdrawn(event.withdrawn());
    case Event::kPaid:
      return OfPaid(event.paid());
    case Event::kClaimMoved:
      return OfIf(MovesMoney(event.claim_moved()), kPostal);
    case Event::kMoneyCollected:
      return OfMoneyCollected(event.money_collected());
    case Event::kResultReady:
      return OfResultReady(event.result_ready());
    case Event::kUnitReassigned:
      return OfUnitReassigned(event.unit_reassigned());
    case Event::kTrackingRecorded:
      return OfTrackingRecorded(event.tracking_recorded());
    case Event::kFeeRequested:
    case Event::kSupplementRequested:
    case Event::kClosed:
    case Event::kMigrated:
    case Event::kPapersCollected:
      return {kIntake};
    case Event::kAccepted:
    case Event::kTransferArrived:
    case Event::kDelivered:
    case Event::kReturned:
    case Event::kLost:
      return {kRouting};
    case Event::kPapersAwaited:
    case Event::kParcelFaulted:
      return {kPostal};
    case Event::kReorganisationOrdered:
      return {kIntake, kRouting, kPostal};
    case Event::kPersonalDataErased:
      return {kIntake, kPostal};
    default:
      return {};
  }
}

}  // namespace motcua::store

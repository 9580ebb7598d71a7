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

}  // namespace

std::vector<std::string_view> ListenersOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      if (event.submitted().channel() != type::v1::CHANNEL_POSTAL) return {};
      // The papers of a group are collected once, as those of its first dossier.
      if (BelongsToAnother(event)) return {};
      return {kPostal};
    case Event::kAccepted:
      return {kRouting};
    case Event::kSupplemented:
      if (event.supplemented().after_acceptance()) return {kRouting};
      return {};
    case Event::kRefused:
      if (!event.refused().event_group().empty()) return {kIntake};
      return {};
    case Event::kWithdrawn: {
      std::vector<std::string_view> listeners;
      if (event.withdrawn().after_acceptance()) listeners.push_back(kRouting);
      if (!event.withdrawn().event_group().empty()) listeners.push_back(kIntake);
      return listeners;
    }
    case Event::kPaid: {
      std::vector<std::string_view> listeners;
      if (event.paid().settles()) listeners.push_back(kRouting);
      if (event.paid().collector() == type::v1::PAYMENT_COLLECTOR_POST_COUNTER) {
        listeners.push_back(kPostal);
      }
      return listeners;
    }
    case Event::kClaimMoved:
      if (MovesMoney(event.claim_moved())) return {kPostal};
      return {};
    case Event::kMoneyCollected:
      if (event.money_collected().fee_vnd() > 0) return {kPostal, kIntake};
      return {kPostal};
    case Event::kFeeRequested:
      return {kIntake};
    case Event::kPapersAwaited:
    case Event::kParcelFaulted:
      return {kPostal};
    case Event::kSupplementRequested:
      return {kIntake};
    case Event::kResultReady: {
      std::vector<std::string_view> listeners;
      const auto& ready = event.result_ready();
      if (ready.return_method() == type::v1::RETURN_METHOD_POST) listeners.push_back(kPostal);
      if (!ready.event_group().empty()) listeners.push_back(kIntake);
      return listeners;
    }
    case Event::kClosed:
    case Event::kMigrated:
      return {kIntake};
    case Event::kPapersCollected:
      return {kIntake};
    case Event::kReorganisationOrdered:
      return {kIntake, kRouting, kPostal};
    case Event::kPersonalDataErased:
      return {kIntake, kPostal};
    case Event::kUnitReassigned:  // a journey was put back: so is its dossier
      if (event.unit_reassigned().undone() && event.unit_reassigned().consignment_id().empty()) {
        return {kIntake};
      }
      return {};
    case Event::kTrackingRecorded: {  // those who subscribed, by WebhookBook::Address
      const auto& webhooks = event.tracking_recorded().webhooks();
      return {webhooks.begin(), webhooks.end()};
    }
    case Event::kTransferArrived:
    case Event::kDelivered:
    case Event::kReturned:
    case Event::kLost:
      return {kRouting};
    default:
      return {};
  }
}

}  // namespace motcua::store

#include "common/store/inbox.h"

namespace motcua::store {
namespace {

using event::v1::Event;

constexpr std::string_view kIntake = "intake";
constexpr std::string_view kRouting = "routing";
constexpr std::string_view kPostal = "postal";

}  // namespace

std::vector<std::string_view> ListenersOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      if (event.submitted().channel() == type::v1::CHANNEL_POSTAL) return {kPostal};
      return {};
    case Event::kAccepted:
      return {kRouting};
    case Event::kSupplemented:
      if (event.supplemented().after_acceptance()) return {kRouting};
      return {};
    case Event::kWithdrawn:
      if (event.withdrawn().after_acceptance()) return {kRouting};
      return {};
    case Event::kPaid:
      if (event.paid().settles()) return {kRouting};
      return {};
    case Event::kFeeRequested:
      return {kIntake};
    case Event::kPapersAwaited:
      return {kPostal};
    case Event::kSupplementRequested:
      return {kIntake};
    case Event::kResultReady:
      if (event.result_ready().return_method() == type::v1::RETURN_METHOD_POST) return {kPostal};
      return {};
    case Event::kClosed:
      return {kIntake};
    case Event::kPapersCollected:
      return {kIntake};
    case Event::kReorganisationOrdered:
      return {kIntake, kRouting, kPostal};
    case Event::kUnitReassigned:  // a journey was put back: so is its dossier
      if (event.unit_reassigned().undone() && event.unit_reassigned().consignment_id().empty()) {
        return {kIntake};
      }
      return {};
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

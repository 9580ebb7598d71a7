#include "services/postal/domain/charges.h"

#include <algorithm>
#include <utility>

#include "common/base/clock.h"
#include "common/catalogue/postage.h"
#include "services/postal/domain/visits.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

std::string AgencyOf(const Wish& wish) {
  if (!wish.agency_unit.empty()) return wish.agency_unit;
  return wish.kind == CONSIGNMENT_KIND_HOME_TO_COUNTER ? wish.to_unit : wish.from_unit;
}

bool IsTakenOver(const Consignment& consignment) {
  return std::ranges::any_of(consignment.events(), [](const TrackingEvent& event) {
    return event.kind() != TRACKING_KIND_LOST;
  });
}

// When the money changed hands, or was found not to have.
const google::protobuf::Timestamp& TimeOf(const Consignment& consignment) {
  if (consignment.has_finish_time()) return consignment.finish_time();
  return consignment.events().empty() ? consignment.create_time()
                                      : consignment.events(0).event_time();
}

// Postage that somebody pays to the post.
int64_t PostagePaid(const Charges& charges) {
  const bool paid = charges.payer() == POSTAGE_PAYER_APPLICANT ||
                    charges.payer() == POSTAGE_PAYER_AGENCY;
  return paid ? charges.postage_vnd() : 0;
}

event::v1::MoneyCollected MoneyOf(const Consignment& consignment) {
  const Charges& charges = consignment.charges();
  event::v1::MoneyCollected money;
  money.set_consignment_id(consignment.id());
  money.set_post_office(VisitingOffice(consignment));
  money.set_agency_unit(charges.agency_unit());
  money.set_fee_vnd(charges.fee_vnd());
  money.set_postage_vnd(PostagePaid(charges));
  money.set_billed(charges.payer() == POSTAGE_PAYER_AGENCY);
  return money;
}

}  // namespace

int64_t CashOf(const Charges& charges) {
  const bool pays_postage = charges.payer() == POSTAGE_PAYER_APPLICANT;
  return charges.fee_vnd() + (pays_postage ? charges.postage_vnd() : 0);
}

Charges ChargesOf(const Wish& wish, const Way& way, const catalogue::Catalogue& catalogue,
                  absl::Time now) {
  const bool between_units = wish.kind == CONSIGNMENT_KIND_UNIT_TO_UNIT;
  const auto zone = catalogue::ZoneOf(catalogue, way.from, way.to);
  const absl::CivilDay day = absl::ToCivilDay(now, LocalZone());
  Charges charges;
  charges.set_agency_unit(AgencyOf(wish));
  charges.set_postage_vnd(catalogue::PostageOf(catalogue, zone, wish.slip_return, day));
  charges.set_fee_vnd(between_units ? 0 : wish.fee_vnd);
  if (charges.postage_vnd() == 0) return charges;
  charges.set_payer(between_units ? POSTAGE_PAYER_AGENCY : POSTAGE_PAYER_APPLICANT);
  return charges;
}

bool IsCollected(const Consignment& consignment) {
  if (consignment.kind() == CONSIGNMENT_KIND_RESULT_TO_HOME) {
    return consignment.state() == CONSIGNMENT_STATE_DELIVERED;
  }
  return IsTakenOver(consignment);
}

void TellMoney(Consignment& consignment, std::vector<event::v1::Event>& events) {
  if (!consignment.has_charges()) return;
  Charges& charges = *consignment.mutable_charges();
  const bool collected = IsCollected(consignment);
  if (charges.fee_vnd() + PostagePaid(charges) == 0 || collected == charges.told()) return;
  event::v1::Event event = EventOf(consignment, "motcua", TimeOf(consignment));
  event.set_unit_code(charges.agency_unit());
  *event.mutable_money_collected() = MoneyOf(consignment);
  event.mutable_money_collected()->set_undone(!collected);
  charges.set_told(collected);
  events.push_back(std::move(event));
}

}  // namespace motcua::postal

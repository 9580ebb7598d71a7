#include "services/reporting/domain/post_money.h"

#include "common/base/strings.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

// Groups of consignments begin with their kind; these are of none.
Group GroupOfOffice(const Event& event, std::string_view office) {
  return {Family::kPost, event.unit_code(), Cat("0|", office)};
}

// Revenue is a credit and comes with a minus.
Measures MeasuresOf(const event::v1::MoneyPosted& posted) {
  Measures measures = {};
  for (const auto& entry : posted.entries()) {
    if (entry.account() == dossier::v1::LEDGER_ACCOUNT_POSTAGE_REVENUE) {
      measures[measure::kRevenue] -= entry.amount_vnd();
    } else if (entry.account() == dossier::v1::LEDGER_ACCOUNT_COMPENSATION_EXPENSE) {
      measures[measure::kCompensation] += entry.amount_vnd();
    }
  }
  return measures;
}

// A claim is told again, in the same state, at each deadline that passes.
bool IsNewClaim(const event::v1::ClaimMoved& moved) {
  return moved.state() == dossier::v1::CLAIM_STATE_FILED && moved.escalation_level() == 0;
}

}  // namespace

void TellPostMoney(const Event& event, int64_t at, CellSink sink) {
  Measures measures = {};
  std::string_view office;
  if (event.has_money_posted()) {
    measures = MeasuresOf(event.money_posted());
    office = event.money_posted().post_office();
  } else if (event.has_claim_moved() && IsNewClaim(event.claim_moved())) {
    measures[measure::kComplaints] = 1;
    office = event.claim_moved().post_office();
  }
  if (measures != Measures()) sink(GroupOfOffice(event, office), LocalDay(at), measures);
}

}  // namespace motcua::reporting

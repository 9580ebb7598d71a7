// What came of the play, by the archive alone, and whether what must always hold did hold. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clients/province/calls.h"
#include "clients/province/invariant.h"
#include "clients/province/money.h"
#include "clients/province/reactions.h"
#include "clients/province/rehousing.h"
#include "clients/province/stillness.h"
#include "motcua/postal/v1/custody_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::province {

// What the services answered at the end.
struct Findings {
  int planned = 0;
  int acknowledged = 0;
  // Of the acknowledged, added up over all calls of AuditDossiers.
  reporting::v1::AuditDossiersResponse audit;
  reporting::v1::GetArchiveStatusResponse archive;
  routing::v1::CheckPlacesResponse places;
  // Of the acknowledged, added up over all calls of AuditCustody.
  postal::v1::AuditCustodyResponse custody;
  reporting::v1::GetOnTimeReportResponse by_level;
  reporting::v1::GetOnTimeReportResponse by_field;
  Backlog backlog;
  // Carriers' records set aside, and how many of them for another reason than the codes that were sent
  // unknown on purpose.
  int64_t set_aside = 0;
  int64_t set_aside_wrongly = 0;
  // Of the reorganisations that were carried out in this run.
  std::vector<Rehousing> rehousings;
  // Counted from the archive's events.
  Tally tally;
  MoneyFindings money;
};

std::vector<Invariant> InvariantsOf(const Findings& findings);
bool AllHold(const std::vector<Invariant>& invariants);

// The identities of form II.06a: 3=4+5+6=7+11, 7=8+9+10, 11=12+13.
bool AddsUp(const reporting::v1::OnTimeRow& row);

// "RESULT dossiers=… closed=… open=… lost=… duplicated=… on_time_percent=…".
std::string ResultLine(const Findings& findings);

// Tables of the levels and the busiest fields, then the invariants, each on a line.
std::string OutcomePage(const Findings& findings, const std::vector<Invariant>& invariants,
                        const Surprises& surprises);

}  // namespace motcua::province

// What the services know for a form, asked for once, and the forms made of it.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "common/forms/forms.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua::cli {

// What no service knows; empty: dots on the paper.
struct ByHand {
  std::string officer, phone;
  std::string reason;                           // of an apology that was not recorded
  absl::Time new_due = absl::InfiniteFuture();  // the same
};

struct DossierFacts {
  dossier::v1::Dossier dossier;
  intake::v1::GetGuidanceResponse guidance;
  reporting::v1::ListRegisterResponse book;
  reporting::v1::GetTimelineResponse timeline;
  absl::Status archive;  // why there is no timeline
  ByHand by_hand;
};

// Everything about one dossier. Names and the number in the register come from the archive; where
// it is away or not that far yet, codes and dots stand for them.
absl::StatusOr<DossierFacts> AskDossier(Session& session, const std::string& code, ByHand by_hand);

// The forms; FAILED_PRECONDITION where the dossier has not come to that. Those made of the timeline
// need the archive.
absl::StatusOr<std::string> ReceiptPage(const DossierFacts& facts);
absl::StatusOr<std::string> SupplementPage(const DossierFacts& facts);
absl::StatusOr<std::string> RefusalPage(const DossierFacts& facts);
absl::StatusOr<std::string> ApologyPage(const DossierFacts& facts, absl::Time now);
absl::StatusOr<std::string> StopPage(const DossierFacts& facts);
absl::StatusOr<std::string> ControlPage(Session& session, const DossierFacts& facts);

// A unit's register of a year; names only of dossiers that are still with intake. Under today's
// units those of the units whose work it goes on with come first.
absl::StatusOr<std::string> RegisterPage(Session& session, const std::string& unit, int year,
                                         reporting::v1::ReportUnits units);

// "05 ngày làm việc".
std::string LimitText(const type::v1::TimeLimit& limit);

}  // namespace motcua::cli

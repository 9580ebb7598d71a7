// What happens to a dossier, from filing to its end: each function checks what the law asks for,
// changes the dossier and tells what happened. On an error the dossier is as it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/catalogue/v1/catalogue.pb.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::intake {

using dossier::v1::Dossier;

// A change in the making.
struct Change {
  Dossier& dossier;
  std::vector<event::v1::Event>& events;  // told so far
  std::string_view actor;                 // the caller's name
  absl::Time now;
};

// A new event of the change, about its dossier; the caller fills in what happened.
event::v1::Event& Tell(const Change& change);

// Files the drafted dossier (it passed CheckDraft) under its code, with the fee of its case and
// channel. Tells Submitted.
void File(std::string code, const catalogue::v1::Procedure& procedure, const Change& change);

// What Submitted and Accepted say of a dossier that was filed, or accepted, before.
event::v1::Submitted DescribeFiling(const Dossier& dossier,
                                    const catalogue::v1::Procedure& procedure);
event::v1::Accepted DescribeAcceptance(const Dossier& dossier,
                                       const catalogue::v1::Procedure& procedure);

// Starts the legal clock: receipt, and promise by the limit of its case and channel. Tells Accepted.
// FAILED_PRECONDITION: TRANSITION_NOT_ALLOWED, RESULT_AWAITED, PAPERS_NOT_AT_COUNTER,
// PAPERS_MISSING.
absl::Status Accept(const catalogue::v1::Procedure& procedure, const calendar::Calendar& calendar,
                    const Change& change);

// Does not receive it, for a reason of 1 to 1,000 characters. Tells Refused.
// INVALID_ARGUMENT: FIELD_REQUIRED, FIELD_INVALID. FAILED_PRECONDITION: TRANSITION_NOT_ALLOWED.
absl::Status Refuse(const std::string& reason, const Change& change);

using Texts = google::protobuf::RepeatedPtrField<std::string>;
using Papers = google::protobuf::RepeatedPtrField<type::v1::Paper>;

// Hands it back before acceptance; 1 to 50 items are missing. Tells CompletionRequested. Errors as
// Refuse.
absl::Status RequestCompletion(const Texts& items, const std::string& reason, const Change& change);

// Adds the 1 to 50 papers that were asked for. Tells Supplemented. Errors as Refuse.
absl::Status Supplement(const Papers& papers, const Change& change);

// A payment, and who has the money.
struct Payment {
  int64_t amount_vnd = 0;
  type::v1::PaymentCollector collector = type::v1::PAYMENT_COLLECTOR_UNSPECIFIED;
};

// Records a payment of at least 1 đồng and at most what is owed, which no postman collected. Tells
// Paid, which settles a fee the solving unit waits for when nothing is owed any more. Errors as
// Refuse.
absl::Status Pay(const Payment& payment, const Change& change);

// Takes it back. Tells Withdrawn. Errors as Refuse.
absl::Status Withdraw(const std::string& reason, const Change& change);

// The events of routing and postal. Each answers whether it changed the dossier; one that comes
// when it no longer applies (the citizen withdrew meanwhile) changes nothing. They tell nothing
// (the event itself is in the log) unless it is said below.
bool OnSupplementRequested(const event::v1::SupplementRequested& event, Dossier& dossier);
// The solving unit waits for the fee. Tells Paid (settling) when nothing is owed.
bool OnFeeRequested(const Change& change);
bool OnPapersCollected(const event::v1::PapersCollected& event, absl::Time arrived,
                       Dossier& dossier);
// The postman collected the fee, or it turned out that he had not: what is paid changes in any state,
// also beyond what is owed when it was paid elsewhere meanwhile. Tells Paid.
bool OnMoneyCollected(const event::v1::MoneyCollected& money, const Change& change);
bool OnClosed(absl::Time closed, Dossier& dossier);
// Its journey was moved to another version of its procedure.
bool OnMigrated(int version, Dossier& dossier);
// The applicant is forgotten (Luật 91/2025/QH15).
bool OnPersonalDataErased(absl::Time erased, Dossier& dossier);

}  // namespace motcua::intake

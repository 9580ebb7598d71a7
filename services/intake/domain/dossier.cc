#include "services/intake/domain/dossier.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "common/catalogue/catalogue.h"
#include "services/intake/domain/draft_check.h"
#include "services/intake/domain/fields.h"
#include "services/intake/domain/transitions.h"

namespace motcua::intake {
namespace {

// More papers than this are never needed, and would only fill Redis.
constexpr int kMostPapersInAll = 200;

bool IsAccepted(const Dossier& dossier) {
  return dossier.state() == dossier::v1::DOSSIER_STATE_ACCEPTED ||
         dossier.state() == dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED;
}

// What had been asked for is there, or no longer matters.
void ForgetRequest(Dossier& dossier) {
  dossier.clear_reason();
  dossier.clear_requested_items();
}

// When a dossier that is accepted now was filed by law: for papers collected at home when the
// record of hand-over was signed, unless they had to be completed after it (QĐ 45/2016 Đ.7(4)).
absl::Time FilingTime(const Dossier& dossier, absl::Time now) {
  const bool completed = dossier.completion_requests() > 0;
  if (!dossier.has_joint_signing_time() || completed) return now;
  return std::min(now, FromProto(dossier.joint_signing_time()));
}

void Promise(const catalogue::v1::Procedure& procedure, const calendar::Calendar& calendar,
             const Change& change) {
  Dossier& dossier = change.dossier;
  const absl::Time filed = FilingTime(dossier, change.now);
  *dossier.mutable_accept_time() = ToProto(filed);
  *dossier.mutable_counts_from_time() = ToProto(calendar.EffectiveReceipt(filed));
  *dossier.mutable_limit() =
      catalogue::LimitFor(procedure, dossier.case_key(), dossier.channel());
  const absl::Time due = calendar.Due(filed, catalogue::ToTimeLimit(dossier.limit()));
  if (due != absl::InfiniteFuture()) *dossier.mutable_due_time() = ToProto(due);
}

void TellAccepted(const catalogue::v1::Procedure& procedure, const calendar::Calendar& calendar,
                  const Change& change) {
  event::v1::Accepted accepted = DescribeAcceptance(change.dossier, procedure);
  accepted.set_calendar(calendar.fingerprint());
  event::v1::Event& event = Tell(change);
  *event.mutable_occur_time() = change.dossier.accept_time();
  *event.mutable_accepted() = std::move(accepted);
}

// Who has an identity number is a person.
type::v1::SubjectKind KindOf(const type::v1::Applicant& applicant) {
  const bool person = !applicant.identity_number().empty();
  const bool given = applicant.kind() != type::v1::SUBJECT_KIND_UNSPECIFIED;
  return given || !person ? applicant.kind() : type::v1::SUBJECT_KIND_CITIZEN;
}

}  // namespace

event::v1::Event& Tell(const Change& change) {
  event::v1::Event& event = change.events.emplace_back();
  event.set_dossier_code(change.dossier.code());
  *event.mutable_occur_time() = ToProto(change.now);
  event.set_actor(change.actor.data(), change.actor.size());
  event.set_unit_code(change.dossier.receiving_unit());
  return event;
}

void File(std::string code, const catalogue::v1::Procedure& procedure, const Change& change) {
  Dossier& dossier = change.dossier;
  dossier.set_code(std::move(code));
  dossier.set_state(dossier::v1::DOSSIER_STATE_SUBMITTED);
  *dossier.mutable_submit_time() = ToProto(change.now);
  dossier.set_procedure_version(catalogue::VersionOf(procedure));
  dossier.set_fee_vnd(
      catalogue::FeeFor(procedure, dossier.case_key(), dossier.channel()).value_or(0));
  dossier.set_papers_at_counter(dossier.channel() != type::v1::CHANNEL_POSTAL);
  if (dossier.return_method() == type::v1::RETURN_METHOD_UNSPECIFIED) {
    dossier.set_return_method(type::v1::RETURN_METHOD_COUNTER);
  }
  *Tell(change).mutable_submitted() = DescribeFiling(dossier, procedure);
}

event::v1::Submitted DescribeFiling(const Dossier& dossier,
                                    const catalogue::v1::Procedure& procedure) {
  event::v1::Submitted submitted;
  submitted.set_procedure_code(dossier.procedure_code());
  submitted.set_field(procedure.field());
  submitted.set_receiving_unit(dossier.receiving_unit());
  submitted.set_channel(dossier.channel());
  submitted.set_return_method(dossier.return_method());
  submitted.set_commune_code(dossier.applicant().commune_code());
  submitted.set_event_code(dossier.event_code());
  submitted.set_event_group(dossier.event_group());
  submitted.set_subject_kind(KindOf(dossier.applicant()));
  return submitted;
}

event::v1::Accepted DescribeAcceptance(const Dossier& dossier,
                                       const catalogue::v1::Procedure& procedure) {
  event::v1::Accepted accepted;
  accepted.set_procedure_code(dossier.procedure_code());
  accepted.set_field(procedure.field());
  accepted.set_receiving_unit(dossier.receiving_unit());
  accepted.set_channel(dossier.channel());
  accepted.set_return_method(dossier.return_method());
  *accepted.mutable_limit() = dossier.limit();
  if (dossier.has_due_time()) *accepted.mutable_due_time() = dossier.due_time();
  *accepted.mutable_submit_time() = dossier.submit_time();
  accepted.set_procedure_version(dossier.procedure_version());
  accepted.set_event_group(dossier.event_group());
  accepted.set_case_key(dossier.case_key());
  return accepted;
}

absl::Status Accept(const catalogue::v1::Procedure& procedure, const calendar::Calendar& calendar,
                    const Change& change) {
  Dossier& dossier = change.dossier;
  MOTCUA_ASSIGN_OR_RETURN(const DossierState next,
                          RequireNextState(dossier.state(), Action::kAccept));
  if (!dossier.waits_for().empty()) {
    return FailedPrecondition(kResultAwaited, "it waits for the result of another dossier")
        .With("dossier_code", dossier.waits_for(0));
  }
  if (!dossier.papers_at_counter()) {
    return FailedPrecondition(kPapersNotAtCounter,
                              "the papers collected at home have not reached the counter");
  }
  MOTCUA_RETURN_IF_ERROR(ToStatus(CheckPapers(dossier, procedure)));
  dossier.set_state(next);
  Promise(procedure, calendar, change);
  TellAccepted(procedure, calendar, change);
  return absl::OkStatus();
}

namespace {

// Its life is over.
void End(DossierState state, absl::Time now, Dossier& dossier) {
  ForgetRequest(dossier);
  dossier.set_state(state);
  *dossier.mutable_end_time() = ToProto(now);
}

}  // namespace

absl::Status Refuse(const std::string& reason, const Change& change) {
  Problems problems;
  CheckRequired("reason", reason, kLongestReason, problems);
  MOTCUA_RETURN_IF_ERROR(ToStatus(problems));
  Dossier& dossier = change.dossier;
  MOTCUA_ASSIGN_OR_RETURN(const DossierState next,
                          RequireNextState(dossier.state(), Action::kRefuse));
  End(next, change.now, dossier);
  dossier.set_reason(reason);
  event::v1::Refused& refused = *Tell(change).mutable_refused();
  refused.set_reason(reason);
  refused.set_event_group(dossier.event_group());
  return absl::OkStatus();
}

absl::Status RequestCompletion(const Texts& items, const std::string& reason,
                               const Change& change) {
  Problems problems;
  CheckItems(items, problems);
  CheckLength("reason", reason, kLongestReason, problems);
  MOTCUA_RETURN_IF_ERROR(ToStatus(problems));
  Dossier& dossier = change.dossier;
  MOTCUA_ASSIGN_OR_RETURN(const DossierState next,
                          RequireNextState(dossier.state(), Action::kRequestCompletion));
  dossier.set_state(next);
  dossier.set_completion_requests(dossier.completion_requests() + 1);
  *dossier.mutable_requested_items() = items;
  dossier.set_reason(reason);
  event::v1::CompletionRequested& requested = *Tell(change).mutable_completion_requested();
  *requested.mutable_items() = items;
  requested.set_reason(reason);
  return absl::OkStatus();
}

absl::Status Supplement(const Papers& papers, const Change& change) {
  Dossier& dossier = change.dossier;
  Problems problems;
  if (papers.empty()) {
    problems.push_back({.reason = kFieldRequired, .field = "papers", .message = "is required"});
  }
  CheckPaperFields(papers, problems);
  if (dossier.papers_size() + papers.size() > kMostPapersInAll) {
    problems.push_back({.reason = kFieldInvalid,
                        .field = "papers",
                        .message = Cat("a dossier holds at most ", kMostPapersInAll)});
  }
  MOTCUA_RETURN_IF_ERROR(ToStatus(problems));
  MOTCUA_ASSIGN_OR_RETURN(const DossierState next,
                          RequireNextState(dossier.state(), Action::kSupplement));
  const bool after_acceptance = IsAccepted(dossier);
  dossier.set_state(next);
  dossier.mutable_papers()->MergeFrom(papers);
  ForgetRequest(dossier);
  event::v1::Supplemented& supplemented = *Tell(change).mutable_supplemented();
  supplemented.set_paper_count(papers.size());
  supplemented.set_after_acceptance(after_acceptance);
  return absl::OkStatus();
}

namespace {

void TellPaid(const Payment& payment, const Change& change) {
  Dossier& dossier = change.dossier;
  dossier.set_paid_vnd(dossier.paid_vnd() + payment.amount_vnd);
  auto* paid = Tell(change).mutable_paid();
  paid->set_amount_vnd(payment.amount_vnd);
  paid->set_collector(payment.collector);
  if (!dossier.fee_requested() || dossier.paid_vnd() < dossier.fee_vnd()) return;
  dossier.set_fee_requested(false);
  paid->set_settles(true);
}

}  // namespace

absl::Status Pay(const Payment& payment, const Change& change) {
  const int64_t amount_vnd = payment.amount_vnd;
  Dossier& dossier = change.dossier;
  MOTCUA_RETURN_IF_ERROR(RequireNextState(dossier.state(), Action::kPay).status());
  const int64_t owed = dossier.fee_vnd() - dossier.paid_vnd();
  if (amount_vnd < 1 || amount_vnd > owed) {
    const std::string message = Cat("must be 1 to ", owed, ", what is owed");
    return InvalidArgument(kFieldInvalid, Cat("amount_vnd: ", message))
        .Field("amount_vnd", message)
        .With("owed_vnd", owed);
  }
  if (payment.collector == type::v1::PAYMENT_COLLECTOR_POSTMAN) {
    const std::string message = "what the postman collects is recorded by postal";
    return InvalidArgument(kFieldInvalid, message).Field("collector", message);
  }
  TellPaid(payment, change);
  return absl::OkStatus();
}

absl::Status Withdraw(const std::string& reason, const Change& change) {
  Problems problems;
  CheckLength("reason", reason, kLongestReason, problems);
  MOTCUA_RETURN_IF_ERROR(ToStatus(problems));
  Dossier& dossier = change.dossier;
  MOTCUA_ASSIGN_OR_RETURN(const DossierState next,
                          RequireNextState(dossier.state(), Action::kWithdraw));
  const bool after_acceptance = IsAccepted(dossier);
  End(next, change.now, dossier);
  dossier.set_reason(reason);
  event::v1::Withdrawn& withdrawn = *Tell(change).mutable_withdrawn();
  withdrawn.set_reason(reason);
  withdrawn.set_after_acceptance(after_acceptance);
  withdrawn.set_event_group(dossier.event_group());
  return absl::OkStatus();
}

bool OnSupplementRequested(const event::v1::SupplementRequested& event, Dossier& dossier) {
  const auto next = NextState(dossier.state(), Action::kAskSupplement);
  if (!next.has_value()) return false;
  dossier.set_state(*next);
  dossier.set_supplement_requests(dossier.supplement_requests() + 1);
  *dossier.mutable_requested_items() = event.items();
  dossier.set_reason(event.reason());
  return true;
}

bool OnFeeRequested(const Change& change) {
  Dossier& dossier = change.dossier;
  if (!IsAccepted(dossier)) return false;
  if (dossier.paid_vnd() >= dossier.fee_vnd()) {
    Tell(change).mutable_paid()->set_settles(true);
    return false;
  }
  dossier.set_fee_requested(true);
  return true;
}

bool OnMoneyCollected(const event::v1::MoneyCollected& money, const Change& change) {
  if (money.fee_vnd() == 0) return false;
  TellPaid({.amount_vnd = money.undone() ? -money.fee_vnd() : money.fee_vnd(),
            .collector = type::v1::PAYMENT_COLLECTOR_POSTMAN},
           change);
  return true;
}

bool OnPapersCollected(const event::v1::PapersCollected& event, absl::Time arrived,
                       Dossier& dossier) {
  const bool awaited = NextState(dossier.state(), Action::kReceivePapers).has_value();
  const bool signs = event.has_sign_time() && !dossier.has_joint_signing_time();
  if (!awaited || (dossier.papers_at_counter() && !signs)) return false;
  if (signs) *dossier.mutable_joint_signing_time() = event.sign_time();
  if (dossier.papers_at_counter()) return true;
  dossier.set_papers_at_counter(true);
  *dossier.mutable_papers_at_counter_time() = ToProto(arrived);
  return true;
}

bool OnMigrated(int version, Dossier& dossier) {
  if (IsFinal(dossier.state()) || dossier.procedure_version() == version) return false;
  dossier.set_procedure_version(version);
  return true;
}

bool OnClosed(absl::Time closed, Dossier& dossier) {
  const auto next = NextState(dossier.state(), Action::kClose);
  if (!next.has_value()) return false;
  End(*next, closed, dossier);
  return true;
}

bool OnPersonalDataErased(absl::Time erased, Dossier& dossier) {
  if (dossier.has_erase_time()) return false;
  dossier.clear_applicant();
  *dossier.mutable_erase_time() = ToProto(erased);
  return true;
}

}  // namespace motcua::intake

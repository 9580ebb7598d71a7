#include "services/postal/domain/claim.h"

#include <algorithm>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/postal/domain/checks.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Claim;
using dossier::v1::ClaimCause;
using dossier::v1::Consignment;
using dossier::v1::Parcel;

constexpr int kRungs = 2;

calendar::TimeLimit WorkingDays(int days) { return {calendar::LimitKind::kWorkingDays, days}; }

// The same day so many months later, or the last of that month.
absl::Time MonthsAfter(absl::Time time, int months) {
  const absl::TimeZone zone = LocalZone();
  const absl::CivilSecond local = absl::ToCivilSecond(time, zone);
  const absl::CivilMonth month = absl::CivilMonth(local) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  const int day = std::min(local.day(), last.day());
  return absl::FromCivil(absl::CivilSecond(month.year(), month.month(), day, local.hour(),
                                           local.minute(), local.second()),
                         zone);
}

bool IsOpen(const Claim& claim) {
  return claim.state() == dossier::v1::CLAIM_STATE_FILED ||
         claim.state() == dossier::v1::CLAIM_STATE_ACCEPTED;
}

// Missed or lost, which is no more so when the parcel turns up.
bool IsOfMissing(const Claim& claim) {
  return claim.cause() == dossier::v1::CLAIM_CAUSE_SHORT ||
         claim.cause() == dossier::v1::CLAIM_CAUSE_LOST;
}

ClaimCause CauseOf(event::v1::ParcelFault fault) {
  switch (fault) {
    case event::v1::PARCEL_FAULT_MISSED:
      return dossier::v1::CLAIM_CAUSE_SHORT;
    case event::v1::PARCEL_FAULT_LOST:
      return dossier::v1::CLAIM_CAUSE_LOST;
    case event::v1::PARCEL_FAULT_DAMAGED:
      return dossier::v1::CLAIM_CAUSE_DAMAGED;
    default:
      return dossier::v1::CLAIM_CAUSE_UNSPECIFIED;
  }
}

Grievance GrievanceOf(const event::v1::Event& event) {
  const event::v1::ParcelFaulted& faulted = event.parcel_faulted();
  Grievance grievance{.dossier_code = event.dossier_code(),
                      .consignment_id = faulted.consignment_id(),
                      .parcel_id = faulted.parcel_id(),
                      .cause = CauseOf(faulted.fault()),
                      .unit_code = event.unit_code(),
                      .post_office = faulted.post_office()};
  if (faulted.has_carry_time()) grievance.carry_time = FromProto(faulted.carry_time());
  return grievance;
}

absl::Status NotAllowed(const Claim& claim, std::string_view what) {
  return FailedPrecondition(kTransitionNotAllowed, Cat("the claim ", what))
      .With("claimId", claim.id());
}

absl::Status CheckAnswer(const Answer& answer, const Claim& claim) {
  if (answer.reissue_cost_vnd < 0) return Invalid("reissue_cost_vnd", "is negative");
  if (answer.compensation_vnd < 0) return Invalid("compensation_vnd", "is negative");
  if (!answer.accepted) {
    if (answer.reissue_cost_vnd + answer.compensation_vnd > 0) {
      return Invalid("compensation_vnd", "is paid although the claim is rejected");
    }
    if (!answer.text.empty()) return absl::OkStatus();
    return Required("answer");
  }
  const int64_t least = LeastCompensation(claim);
  if (answer.compensation_vnd >= least) return absl::OkStatus();
  return Invalid("compensation_vnd", Cat("is less than ", least, " (NĐ 47/2011 Đ.25)"));
}

// The deadline that runs; InfiniteFuture when none does.
absl::Time Deadline(const Claim& claim) {
  if (claim.state() == dossier::v1::CLAIM_STATE_FILED) return FromProto(claim.answer_due_time());
  if (claim.state() == dossier::v1::CLAIM_STATE_ACCEPTED) {
    return FromProto(claim.payment_due_time());
  }
  return absl::InfiniteFuture();
}

// Rungs reached for a deadline.
int RungsOf(const Claim& claim, absl::Time deadline) {
  int rungs = 0;
  for (const auto& escalation : claim.escalations()) {
    if (FromProto(escalation.due_time()) == deadline) ++rungs;
  }
  return rungs;
}

}  // namespace

std::string ClaimIdOf(std::string_view parcel_id) { return Cat("KN.", parcel_id); }

absl::Status CheckFiling(const Consignment& consignment, const Parcel& parcel, ClaimCause cause,
                         absl::Time now) {
  const Grievance grievance = GrievanceOf(consignment, parcel, cause, 0);
  if (grievance.carry_time && now > MonthsAfter(*grievance.carry_time, kClaimMonths)) {
    return FailedPrecondition(kClaimTooLate,
                              Cat("a claim is filed within ", kClaimMonths, " months"))
        .With("parcelId", parcel.id());
  }
  if (cause != dossier::v1::CLAIM_CAUSE_LATE) return absl::OkStatus();
  const absl::Time end = parcel.has_finish_time() ? FromProto(parcel.finish_time()) : now;
  if (end > FromProto(consignment.due_time())) return absl::OkStatus();
  return FailedPrecondition(kClaimUnfounded, "the parcel is not late")
      .With("parcelId", parcel.id());
}

Grievance GrievanceOf(const Consignment& consignment, const Parcel& parcel, ClaimCause cause,
                      int64_t postage_vnd) {
  Grievance grievance{.dossier_code = consignment.dossier_code(),
                      .consignment_id = consignment.id(),
                      .parcel_id = parcel.id(),
                      .cause = cause,
                      .unit_code = consignment.from_unit().empty() ? consignment.to_unit()
                                                                   : consignment.from_unit(),
                      .post_office = LastOffice(consignment, parcel),
                      .postage_vnd = postage_vnd};
  const auto* carried = CarryTime(consignment, parcel.id());
  if (carried != nullptr) grievance.carry_time = FromProto(*carried);
  return grievance;
}

Claim NewClaim(const Grievance& grievance, const calendar::Calendar& calendar, absl::Time now) {
  Claim claim;
  claim.set_id(ClaimIdOf(grievance.parcel_id));
  claim.set_consignment_id(grievance.consignment_id);
  claim.set_parcel_id(grievance.parcel_id);
  claim.set_dossier_code(grievance.dossier_code);
  claim.set_cause(grievance.cause);
  claim.set_state(dossier::v1::CLAIM_STATE_FILED);
  claim.set_unit_code(grievance.unit_code);
  claim.set_post_office(grievance.post_office);
  claim.set_postage_vnd(grievance.postage_vnd);
  *claim.mutable_file_time() = ToProto(now);
  if (grievance.carry_time) *claim.mutable_carry_time() = ToProto(*grievance.carry_time);
  *claim.mutable_answer_due_time() = ToProto(calendar.Due(now, WorkingDays(kAnswerDays)));
  return claim;
}

bool Follow(const event::v1::Event& faulted, const calendar::Calendar& calendar, absl::Time now,
            Claim& claim) {
  const bool found = faulted.parcel_faulted().fault() == event::v1::PARCEL_FAULT_FOUND;
  if (found) {
    if (!IsOpen(claim) || !IsOfMissing(claim)) return false;
    claim.set_state(dossier::v1::CLAIM_STATE_FOUND);
    *claim.mutable_end_time() = ToProto(now);
    return true;
  }
  const Grievance grievance = GrievanceOf(faulted);
  if (claim.id().empty() || claim.state() == dossier::v1::CLAIM_STATE_FOUND) {
    claim = NewClaim(grievance, calendar, now);
    return true;
  }
  const bool graver = grievance.cause == dossier::v1::CLAIM_CAUSE_LOST && IsOpen(claim) &&
                      claim.cause() == dossier::v1::CLAIM_CAUSE_SHORT;
  if (graver) claim.set_cause(grievance.cause);
  return graver;
}

absl::Status GiveAnswer(const Answer& answer, const calendar::Calendar& calendar, absl::Time now,
                        Claim& claim) {
  if (claim.state() != dossier::v1::CLAIM_STATE_FILED) return NotAllowed(claim, "was answered");
  if (absl::Status checked = CheckAnswer(answer, claim); !checked.ok()) return checked;
  *claim.mutable_answer_time() = ToProto(now);
  claim.set_answer(answer.text);
  claim.set_reissue_cost_vnd(answer.reissue_cost_vnd);
  claim.set_compensation_vnd(answer.compensation_vnd);
  if (!answer.accepted) {
    claim.set_state(dossier::v1::CLAIM_STATE_REJECTED);
    *claim.mutable_end_time() = ToProto(now);
    return absl::OkStatus();
  }
  claim.set_state(dossier::v1::CLAIM_STATE_ACCEPTED);
  *claim.mutable_payment_due_time() =
      ToProto(calendar.Due(now, {calendar::LimitKind::kCalendarDays, kPaymentDays}));
  return absl::OkStatus();
}

absl::Status RecordPayment(absl::Time now, Claim& claim) {
  if (claim.state() != dossier::v1::CLAIM_STATE_ACCEPTED) {
    return NotAllowed(claim, "owes nothing, or is paid");
  }
  claim.set_state(dossier::v1::CLAIM_STATE_PAID);
  *claim.mutable_pay_time() = ToProto(now);
  *claim.mutable_end_time() = ToProto(now);
  return absl::OkStatus();
}

int64_t LeastCompensation(const Claim& claim) {
  const bool late = claim.cause() == dossier::v1::CLAIM_CAUSE_LATE;
  return claim.postage_vnd() * (late ? 1 : 4);
}

absl::Time NextLook(const Claim& claim, const calendar::Calendar& calendar) {
  const absl::Time deadline = Deadline(claim);
  if (deadline == absl::InfiniteFuture()) return deadline;
  const int rungs = RungsOf(claim, deadline);
  if (rungs == 0) return deadline;
  if (rungs >= kRungs) return absl::InfiniteFuture();
  return calendar.Due(deadline, WorkingDays(kEscalationDays));
}

bool Escalate(const calendar::Calendar& calendar, absl::Time now, Claim& claim) {
  if (NextLook(claim, calendar) > now) return false;
  const absl::Time deadline = Deadline(claim);
  dossier::v1::ClaimEscalation escalation;
  escalation.set_level(RungsOf(claim, deadline) + 1);
  *escalation.mutable_escalate_time() = ToProto(now);
  *escalation.mutable_due_time() = ToProto(deadline);
  *claim.add_escalations() = std::move(escalation);
  return true;
}

event::v1::Event MovedEvent(const Claim& claim, std::string_view actor, absl::Time now, int rung) {
  event::v1::Event event;
  event.set_dossier_code(claim.dossier_code());
  event.set_actor(std::string(actor));
  event.set_unit_code(claim.unit_code());
  *event.mutable_occur_time() = ToProto(now);
  event::v1::ClaimMoved& moved = *event.mutable_claim_moved();
  moved.set_claim_id(claim.id());
  moved.set_consignment_id(claim.consignment_id());
  moved.set_parcel_id(claim.parcel_id());
  moved.set_cause(claim.cause());
  moved.set_state(claim.state());
  moved.set_post_office(claim.post_office());
  const absl::Time deadline = Deadline(claim);
  if (deadline != absl::InfiniteFuture()) *moved.mutable_due_time() = ToProto(deadline);
  moved.set_reissue_cost_vnd(claim.reissue_cost_vnd());
  moved.set_compensation_vnd(claim.compensation_vnd());
  moved.set_escalation_level(rung);
  return event;
}

}  // namespace motcua::postal

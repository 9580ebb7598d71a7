// Claims against the post, with their deadlines (TT 17/2017 Đ.8, NĐ 47/2011 Đ.25–26, QĐ 45/2016
// Đ.14).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/dossier/v1/claim.pb.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// A claim that is filed more than so many months after the post took the parcel over is too late.
inline constexpr int kClaimMonths = 6;
// Working days in which the post answers, within a province.
inline constexpr int kAnswerDays = 5;
// Days in which it pays what it owes.
inline constexpr int kPaymentDays = 30;
// Working days after a missed deadline after which the authority over the posts is told.
inline constexpr int kEscalationDays = 5;

// The claim of a parcel: "KN.<parcel>".
std::string ClaimIdOf(std::string_view parcel_id);

// Whether a claim may be filed. FAILED_PRECONDITION CLAIM_TOO_LATE, or CLAIM_UNFOUNDED: late, of
// what was there in time or still may be.
absl::Status CheckFiling(const dossier::v1::Consignment& consignment,
                         const dossier::v1::Parcel& parcel, dossier::v1::ClaimCause cause,
                         absl::Time now);

// What a claim is about.
struct Grievance {
  std::string dossier_code, consignment_id, parcel_id;
  dossier::v1::ClaimCause cause = dossier::v1::CLAIM_CAUSE_UNSPECIFIED;
  std::string unit_code;    // that complains
  std::string post_office;  // that answers
  std::optional<absl::Time> carry_time;
  int64_t postage_vnd = 0;
};
Grievance GrievanceOf(const dossier::v1::Consignment& consignment,
                      const dossier::v1::Parcel& parcel, dossier::v1::ClaimCause cause,
                      int64_t postage_vnd);

// A claim just filed.
dossier::v1::Claim NewClaim(const Grievance& grievance, const calendar::Calendar& calendar,
                            absl::Time now);

// What becomes of a parcel's claim when something is found of it: files one, or lets it fall away.
// `claim` is as stored, without an id where there is none. True if it was changed.
bool Follow(const event::v1::Event& faulted, const calendar::Calendar& calendar, absl::Time now,
            dossier::v1::Claim& claim);

// What the post answers.
struct Answer {
  bool accepted = false;
  int64_t reissue_cost_vnd = 0;
  int64_t compensation_vnd = 0;
  std::string text;
};

// FAILED_PRECONDITION TRANSITION_NOT_ALLOWED; INVALID_ARGUMENT FIELD_REQUIRED or FIELD_INVALID:
// less than the least compensation, where the postage is known.
absl::Status GiveAnswer(const Answer& answer, const calendar::Calendar& calendar, absl::Time now,
                        dossier::v1::Claim& claim);
absl::Status RecordPayment(absl::Time now, dossier::v1::Claim& claim);

// Least compensation: four times the postage for what is lost or damaged, the postage for what is
// late (NĐ 47/2011 Đ.25); 0 where the postage is not known.
int64_t LeastCompensation(const dossier::v1::Claim& claim);

// When a claim must be looked at again: its deadline, then the escalation after it; InfiniteFuture
// when nothing more is to come.
absl::Time NextLook(const dossier::v1::Claim& claim, const calendar::Calendar& calendar);

// Takes the next rung where its time has come. True if it did.
bool Escalate(const calendar::Calendar& calendar, absl::Time now, dossier::v1::Claim& claim);

// ClaimMoved; `rung` is that just reached, else 0.
event::v1::Event MovedEvent(const dossier::v1::Claim& claim, std::string_view actor, absl::Time now,
                            int rung = 0);

}  // namespace motcua::postal

#include "clients/province/habits.h"

#include <algorithm>
#include <string>

#include "common/base/clock.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

constexpr int64_t kWorkingDay = 8 * 60;  // minutes

constexpr double kRefused = 0.01;
constexpr double kWithdrawn = 0.005;

// Of the time a step is given, how much has gone by when it is done: log-normal.
constexpr double kMedianShare = 0.40;
constexpr double kShareSigma = 0.35;
// What a step without a limit is given.
constexpr int64_t kUnlimited = 3 * kWorkingDay;

constexpr double kHandedBack = 0.02;
constexpr double kRejected = 0.01;
constexpr double kForgotten = 0.005;
constexpr double kReleased = 0.005;

std::string NameOf(const StepAtUnit& step) { return Cat(step.dossier, "/", step.step); }

// An officer does not come back within this, in minutes.
constexpr int64_t kSoonest = 16;

// How long the officer works on the step, in minutes; the visit is that much before the end.
int64_t MinutesOfWork(uint64_t seed, const StepAtUnit& step) {
  return Draw(seed, NameOf(step), "work", step.turn).Between(20, 90);
}

absl::Time ClosingTimeOn(absl::Time now) {
  const absl::CivilDay day = absl::ToCivilDay(now, LocalZone());
  return absl::FromCivil(absl::CivilHour(day) + 17, LocalZone());
}

}  // namespace

absl::Time Habits::OfficeTimeAfter(absl::Time from, int64_t least, int64_t most, Draw& draw) const {
  return calendar_.AddWorking(from, draw.Between(least, most));
}

absl::Time Habits::CheckTime(std::string_view dossier, int turn, absl::Time now) const {
  Draw draw(seed_, dossier, "check", turn);
  return OfficeTimeAfter(now, 20, 240, draw);
}

bool Habits::Refuses(std::string_view dossier) const {
  return Draw(seed_, dossier, "refuse").Chance(kRefused);
}

absl::Time Habits::SupplementTime(std::string_view dossier, bool after_acceptance,
                                  absl::Time now) const {
  Draw draw(seed_, dossier, after_acceptance ? "supplement" : "complete");
  const int64_t longest = after_acceptance ? 8 : 4;
  return OfficeTimeAfter(now, kWorkingDay / 2, longest * kWorkingDay, draw);
}

std::optional<absl::Time> Habits::WithdrawTime(std::string_view dossier, absl::Time accepted,
                                               absl::Time due) const {
  Draw draw(seed_, dossier, "withdraw");
  if (!draw.Chance(kWithdrawn)) return std::nullopt;
  const int64_t given =
      due == absl::InfiniteFuture() ? kUnlimited : calendar_.WorkingMinutesBetween(accepted, due);
  return OfficeTimeAfter(accepted, 30, std::max<int64_t>(31, given / 2), draw);
}

absl::Time Habits::GiveUpTime(std::string_view dossier, absl::Time now) const {
  Draw draw(seed_, dossier, "give up");
  return OfficeTimeAfter(now, kWorkingDay, 3 * kWorkingDay, draw);
}

absl::Time Habits::PickUpTime(std::string_view dossier, absl::Time ready) const {
  Draw draw(seed_, dossier, "pick up");
  return OfficeTimeAfter(ready, 30, 3 * kWorkingDay, draw);
}

absl::Time Habits::BagTime(absl::Time left) const {
  absl::CivilDay day = absl::ToCivilDay(left, LocalZone());
  do ++day;
  while (!calendar_.IsWorkingDay(day));
  return absl::FromCivil(absl::CivilHour(day) + 6, LocalZone()) + absl::Minutes(45);
}

absl::Time Habits::VisitTime(const StepAtUnit& step) const {
  Draw draw(seed_, NameOf(step), "visit", step.turn);
  if (step.turn > 0) return OfficeTimeAfter(step.queued, 60, 240, draw);
  const int64_t given = step.due == absl::InfiniteFuture()
                            ? kUnlimited
                            : calendar_.WorkingMinutesBetween(step.queued, step.due);
  const double share = draw.LogNormal(kMedianShare, kShareSigma);
  const auto until_done = static_cast<int64_t>(share * static_cast<double>(given));
  const int64_t until_visit = until_done - MinutesOfWork(seed_, step);
  return calendar_.AddWorking(step.queued, std::max(kSoonest, until_visit));
}

absl::Time Habits::FinishTime(const StepAtUnit& step, absl::Time now) const {
  const absl::Time end = calendar_.AddWorking(now, MinutesOfWork(seed_, step));
  const absl::Time closing = ClosingTimeOn(now);
  if (end <= closing) return end;
  return now < closing ? closing : now + absl::Minutes(30);
}

StepEnd Habits::EndOf(const StepAtUnit& step, bool supplement_asked) const {
  double point = Draw(seed_, NameOf(step), "end", step.turn).Uniform();
  if ((point -= kForgotten) < 0) return StepEnd::kForget;
  if ((point -= kReleased) < 0) return StepEnd::kRelease;
  if ((point -= kRejected) < 0) return StepEnd::kReject;
  if ((point -= kHandedBack) < 0 && !supplement_asked) return StepEnd::kHandBack;
  return StepEnd::kApprove;
}

absl::Time Habits::RequeueTime(std::string_view dossier, int step, absl::Time stuck) const {
  Draw draw(seed_, Cat(dossier, "/", step), "requeue");
  return OfficeTimeAfter(stuck, kWorkingDay, 3 * kWorkingDay, draw);
}

}  // namespace motcua::province

#include "services/routing/domain/escalation.h"

#include <optional>
#include <string>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr int kFarthest = 250;  // working days: about a year

std::optional<EscalationLevel> LevelOf(std::string_view word) {
  if (word == "officer") return ESCALATION_LEVEL_OFFICER;
  if (word == "unit-head") return ESCALATION_LEVEL_UNIT_HEAD;
  if (word == "chairman") return ESCALATION_LEVEL_CHAIRMAN;
  return std::nullopt;
}

std::optional<EscalationRung> ParseRung(std::string_view text) {
  const auto parts = Split(text, ':');
  int days = 0;
  if (parts.size() != 2 || !ParseInt(parts[0], &days)) return std::nullopt;
  const auto level = LevelOf(parts[1]);
  if (!level || days < -kFarthest || days > kFarthest) return std::nullopt;
  EscalationRung rung;
  rung.set_working_days(days);
  rung.set_level(*level);
  return rung;
}

absl::Time InstantOf(const EscalationRung& rung, const Journey& journey,
                     const calendar::Calendar& calendar) {
  return calendar.AddWorking(FromProto(journey.due_time()),
                             rung.working_days() * kWorkingDayMinutes);
}

bool IsSettled(const EscalationRung& rung, const Journey& journey) {
  return rung.has_settled_due_time() &&
         FromProto(rung.settled_due_time()) == FromProto(journey.due_time());
}

// The unit that has the dossier in hands: that of the first open step.
const std::string& UnitInCharge(const Journey& journey) {
  for (const Step& step : journey.steps()) {
    if (IsOpen(step)) return step.unit_code();
  }
  return journey.receiving_unit();
}

}  // namespace

absl::StatusOr<Ladder> ParseLadder(std::string_view text) {
  Ladder ladder;
  if (text.empty()) return ladder;
  for (std::string_view part : Split(text, ',')) {
    auto rung = ParseRung(part);
    if (!rung || (!ladder.empty() && rung->working_days() <= ladder.back().working_days())) {
      return InvalidArgument(
          kSettingInvalid,
          Cat("escalation: \"", part,
              "\" is not DAYS:LEVEL with rising DAYS from -250 to 250 and LEVEL officer, unit-head "
              "or chairman"));
    }
    ladder.push_back(*std::move(rung));
  }
  return ladder;
}

void ArmLadder(Journey& journey, absl::Time since, const calendar::Calendar& calendar) {
  for (EscalationRung& rung : *journey.mutable_escalation()) {
    if (InstantOf(rung, journey, calendar) > since) continue;
    *rung.mutable_settled_due_time() = journey.due_time();
  }
}

absl::Time NextRung(const Journey& journey, const calendar::Calendar& calendar) {
  if (!journey.has_due_time()) return absl::InfiniteFuture();
  for (const EscalationRung& rung : journey.escalation()) {
    if (!IsSettled(rung, journey)) return InstantOf(rung, journey, calendar);
  }
  return absl::InfiniteFuture();
}

void TellRungs(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time()) return;
  for (EscalationRung& rung : *journey.mutable_escalation()) {
    if (IsSettled(rung, journey)) continue;
    if (InstantOf(rung, journey, calendar) > turn.now()) return;
    *rung.mutable_settled_due_time() = journey.due_time();
    auto* escalated = turn.Say(UnitInCharge(journey)).mutable_escalated();
    escalated->set_rung(rung.working_days());
    escalated->set_level(rung.level());
    *escalated->mutable_due_time() = journey.due_time();
  }
}

}  // namespace motcua::routing

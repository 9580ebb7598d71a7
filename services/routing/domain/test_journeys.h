// Journeys to test with.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/calendar/calendar.h"
#include "gtest/gtest.h"
#include "services/routing/domain/outside.h"
#include "services/routing/domain/promise.h"
#include "services/routing/domain/work.h"

namespace motcua::routing {

inline absl::Time Local(int year, int month, int day, int hour = 0, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), LocalZone());
}

// A Monday morning; the calendar of tests has no holidays.
inline const absl::Time kMonday = Local(2023, 3, 6, 8, 0);
inline constexpr char kCounter[] = "29869";
inline constexpr char kDistrict[] = "866";
inline constexpr char kDivision[] = "866.TNMT";

struct StepSpec {
  int stage;
  std::string unit;
  int share;
  bool originals = false;
  bool post_stops = false;
};

inline std::vector<Step> MakeSteps(const std::vector<StepSpec>& specs) {
  std::vector<Step> steps;
  for (const StepSpec& spec : specs) {
    Step& step = steps.emplace_back();
    step.set_index(static_cast<int>(steps.size()) - 1);
    step.set_stage(spec.stage);
    step.set_name("Bước " + std::to_string(steps.size()));
    step.set_unit_code(spec.unit);
    step.set_share_permille(spec.share);
    step.set_needs_originals(spec.originals);
    step.set_post_stops_clock(spec.post_stops);
    step.set_state(dossier::v1::STEP_STATE_PENDING);
  }
  return steps;
}

// One journey and its clock; each action is one turn, and its events are added to `said`.
class TestJourney {
 public:
  template <class Action>
  auto Do(Action action) {
    Turn turn(journey, now, "can-bo-1");
    struct Keep {
      Turn& turn;
      TestJourney& self;
      ~Keep() {
        self.touched = turn.touched();
        self.last = turn.TakeEvents();
      }
    } keep{turn, *this};
    return action(turn);
  }

  explicit TestJourney(const std::vector<StepSpec>& steps,
                       calendar::TimeLimit limit = {calendar::LimitKind::kWorkingDays, 10},
                       type::v1::ReturnMethod method = type::v1::RETURN_METHOD_COUNTER,
                       const Ladder& ladder = {})
      : limit(limit) {
    event::v1::Accepted accepted;
    accepted.set_procedure_code("1.001193");
    accepted.set_field("Đất đai");
    accepted.set_receiving_unit(kCounter);
    accepted.set_channel(type::v1::CHANNEL_COUNTER);
    accepted.set_return_method(method);
    const absl::Time due = calendar.Due(now, limit);
    if (due < absl::InfiniteFuture()) *accepted.mutable_due_time() = ToProto(due);
    journey.set_dossier_code("000.31.14.H20-230306-0001");
    Do([&](Turn& turn) { Begin(turn, accepted, now, MakeSteps(steps), ladder, calendar); });
  }

  absl::Status DoClaim(int step, std::string token = "token") {
    return Do([&](Turn& t) { return Claim(t, step, token, absl::Minutes(30)); });
  }
  absl::Status DoComplete(int step,
                          dossier::v1::StepResult result = dossier::v1::STEP_RESULT_APPROVED) {
    return Do([&](Turn& t) { return Complete(t, step, "token", result, "", calendar); });
  }
  absl::Status DoApologise(absl::Time due) {
    return Do([&](Turn& t) { return Apologise(t, due, "Chờ ý kiến chuyên gia", calendar); });
  }
  void Finish(int step) {
    ASSERT_TRUE(DoClaim(step).ok());
    ASSERT_TRUE(DoComplete(step).ok());
  }
  absl::Status DoHandBack(int step) {
    return Do([&](Turn& t) { return HandBack(t, step, "token", {"Tờ khai"}, "Thiếu chữ ký"); });
  }

  dossier::v1::StepState StateOf(int step) const { return journey.steps(step).state(); }
  absl::Time DueOf(int step) const { return FromProto(journey.steps(step).due_time()); }

  // What the last turn said, as words.
  std::vector<std::string> Said() const {
    std::vector<std::string> words;
    for (const Event& event : last) {
      const auto* what = event.GetDescriptor()->FindOneofByName("what");
      words.push_back(
          std::string(event.GetReflection()->GetOneofFieldDescriptor(event, what)->name()));
    }
    return words;
  }

  calendar::Calendar calendar;
  calendar::TimeLimit limit;
  absl::Time now = kMonday;
  Journey journey;
  std::vector<Event> last;
  bool touched = false;
};

}  // namespace motcua::routing

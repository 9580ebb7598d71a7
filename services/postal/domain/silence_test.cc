#include "services/postal/domain/silence.h"

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/testing/matchers.h"
#include "services/postal/domain/consignment.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using event::v1::Event;

constexpr calendar::TimeLimit kTwoDays{.kind = calendar::LimitKind::kWorkingDays, .amount = 2};

absl::Time At(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2023, 2, day, hour), LocalZone());
}

// Asked for on Wednesday, 1 February 2023.
Consignment Asked() {
  Consignment consignment;
  consignment.set_id("EQ473124829VN");
  consignment.set_dossier_code("000.03.31.H20-230201-0001");
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_CREATED);
  consignment.set_from_unit("29869");
  *consignment.mutable_create_time() = ToProto(At(1, 9));
  *consignment.mutable_silence_check_time() = ToProto(At(2, 17));
  return consignment;
}

dossier::v1::TrackingEvent Scan(dossier::v1::TrackingKind kind, absl::Time time) {
  dossier::v1::TrackingEvent report;
  report.set_event_id(absl::FormatTime(time));
  report.set_consignment_id("EQ473124829VN");
  report.set_kind(kind);
  report.set_post_office("BD.866");
  *report.mutable_event_time() = ToProto(time);
  return report;
}

class SilenceTest : public testing::Test {
 protected:
  bool Look(absl::Time now) {
    return CheckSilence(consignment, calendar, kTwoDays, now, events);
  }
  void Report(dossier::v1::TrackingKind kind, absl::Time time) {
    Record(Scan(kind, time), "vnpost", consignment, events);
  }

  calendar::Calendar calendar;
  Consignment consignment = Asked();
  std::vector<Event> events;
};

TEST_F(SilenceTest, CountsWorkingTimeFromWhatWasHeardLast) {
  Report(dossier::v1::TRACKING_KIND_COLLECTED, At(2, 10));  // Thursday
  events.clear();
  EXPECT_FALSE(Look(At(2, 17)));
  EXPECT_EQ(FromProto(consignment.silence_check_time()), At(6, 17)) << "Monday: no week-end counts";
  EXPECT_FALSE(Look(At(6, 16)));
  EXPECT_TRUE(Look(At(6, 17)));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].parcel_silent().last_office(), "BD.866");
  EXPECT_EQ(FromProto(events[0].parcel_silent().last_time()), At(2, 10));
  EXPECT_TRUE(consignment.silent());
  EXPECT_FALSE(consignment.has_silence_check_time());
}

TEST_F(SilenceTest, WhatIsNeverCollectedIsSilentToo) {
  EXPECT_TRUE(Look(At(3, 17)));
  EXPECT_EQ(FromProto(events[0].parcel_silent().last_time()), At(1, 9));
}

TEST_F(SilenceTest, AReportEndsTheSilenceAndWatchingGoesOn) {
  ASSERT_TRUE(Look(At(3, 17)));
  Report(dossier::v1::TRACKING_KIND_COLLECTED, At(6, 8));
  EXPECT_FALSE(consignment.silent());
  events.clear();
  EXPECT_FALSE(Look(At(6, 9)));
  EXPECT_TRUE(Look(At(8, 17)));
}

TEST_F(SilenceTest, AReportThatComesLateIsNoSignOfLifeFromLater) {
  ASSERT_TRUE(Look(At(7, 17)));
  Report(dossier::v1::TRACKING_KIND_COLLECTED, At(1, 10));
  events.clear();
  EXPECT_TRUE(Look(At(7, 18))) << "still nothing since Wednesday";
}

TEST_F(SilenceTest, NothingIsWatchedAtItsEnd) {
  Report(dossier::v1::TRACKING_KIND_DELIVERED, At(2, 10));
  EXPECT_FALSE(consignment.has_silence_check_time());
  EXPECT_FALSE(Look(At(28, 17)));
}

}  // namespace
}  // namespace motcua::postal

#include "common/base/clock.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "absl/time/clock.h"
#include "common/base/driven_clock.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"

namespace motcua {
namespace {

constexpr absl::Time kStart = absl::FromUnixSeconds(1674000000);

std::string TempPath(std::string_view name) {
  return Cat(::testing::TempDir(), name, ".", getpid());
}

TEST(FakeClock, MovesOnlyWhenTold) {
  FakeClock clock(kStart);
  EXPECT_EQ(clock.Now(), kStart);
  clock.Advance(absl::Hours(2));
  EXPECT_EQ(clock.Now(), kStart + absl::Hours(2));
  clock.Set(kStart);
  EXPECT_EQ(clock.Now(), kStart);
}

TEST(ScaledClock, RunsFromItsAnchor) {
  const absl::Time anchor = absl::Now() - absl::Seconds(10);
  ScaledClock clock(kStart, 3600, anchor);
  EXPECT_GE(clock.Now(), kStart + absl::Hours(10));
  EXPECT_LT(clock.Now(), kStart + absl::Hours(30));
}

TEST(DrivenClock, ReadersFollowTheWriter) {
  const std::string path = TempPath("driven");
  auto writer = DrivenClockWriter::Create(path, kStart);
  ASSERT_THAT(writer, IsOk());
  auto clock = MakeClock("driven:" + path);
  ASSERT_THAT(clock, IsOk());
  EXPECT_EQ((*clock)->Now(), kStart);
  (*writer)->Advance(absl::Microseconds(1));
  EXPECT_EQ((*clock)->Now(), kStart + absl::Microseconds(1));

  auto second_writer = DrivenClockWriter::Create(path, kStart + absl::Hours(1));
  ASSERT_THAT(second_writer, IsOk());
  EXPECT_EQ((*clock)->Now(), kStart + absl::Hours(1)) << "a new driver takes over the same file";
  remove(path.c_str());
}

TEST(DrivenClock, RefusesWhatIsNoClock) {
  EXPECT_THAT(DrivenClock::Open(TempPath("absent")),
              StatusIs(absl::StatusCode::kNotFound, kSettingInvalid));
  const std::string path = TempPath("short");
  std::ofstream(path) << "abc";
  EXPECT_THAT(DrivenClock::Open(path),
              StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid));
  remove(path.c_str());
}

TEST(MakeClock, ReadsEveryForm) {
  auto real = MakeClock("real");
  ASSERT_THAT(real, IsOk());
  EXPECT_LT(absl::AbsDuration((*real)->Now() - absl::Now()), absl::Minutes(1));

  auto scaled = MakeClock("scaled:2023-01-18T08:00:00+07:00@86400");
  ASSERT_THAT(scaled, IsOk());
  EXPECT_GE((*scaled)->Now(), absl::FromUnixSeconds(1674003600));

  auto anchored = MakeClock("scaled:2023-01-18T08:00:00+07:00@1@2023-01-18T01:00:00Z");
  ASSERT_THAT(anchored, IsOk());
  EXPECT_LT(absl::AbsDuration((*anchored)->Now() - absl::Now()), absl::Minutes(1));
}

TEST(MakeClock, RefusesWhatItCannotRead) {
  for (const char* spec : {"", "fast", "scaled:", "scaled:today@2", "scaled:2023-01-18T08:00:00Z@0",
                           "scaled:2023-01-18T08:00:00Z@nan", "scaled:2023-01-18T08:00:00Z@1@x",
                           "scaled:2023-01-18T08:00:00Z@1@2023-01-18T08:00:00Z@1"}) {
    EXPECT_THAT(MakeClock(spec), StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid))
        << spec;
  }
}

TEST(LocalZone, IsSevenHoursAhead) {
  const auto civil = absl::ToCivilSecond(absl::UnixEpoch(), LocalZone());
  EXPECT_EQ(civil, absl::CivilSecond(1970, 1, 1, 7, 0, 0));
}

}  // namespace
}  // namespace motcua

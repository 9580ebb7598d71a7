// Opening hours of counters, and from when a limit counts (NĐ 61/2018 Đ.18).
#include "common/base/proto_time.h"
#include "gmock/gmock.h"
#include "services/intake/guidance.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class OpeningTest : public ServiceFixture {
 protected:
  v1::SubmitDossierResponse TakeIn() {
    v1::SubmitDossierRequest request = MakeSubmission();
    request.set_accept(true);
    auto filed = Call(&IntakeService::SubmitDossier, request);
    EXPECT_THAT(filed, IsOk());
    return filed.ok() ? *filed : v1::SubmitDossierResponse();
  }
};

TEST_F(OpeningTest, InItsHoursACounterTakesInWithoutAWarning) {
  const auto filed = TakeIn();  // Wednesday 18 January, 9:00
  EXPECT_FALSE(filed.outside_hours());
  EXPECT_EQ(FromProto(filed.counts_from_time()), Local(18, 9));
}

TEST_F(OpeningTest, AfterThreeItCountsFromTheNextWorkingDay) {
  clock.Set(Local(18, 15, 20));
  const auto filed = TakeIn();
  EXPECT_FALSE(filed.outside_hours()) << "open until five";
  EXPECT_EQ(FromProto(filed.counts_from_time()), Local(19, 7));
  EXPECT_EQ(FromProto(Stored(filed.dossier_code()).counts_from_time()), Local(19, 7));
}

TEST_F(OpeningTest, OutsideOfItsHoursThereIsAWarning) {
  clock.Set(Local(14, 9));  // a Saturday
  const auto filed = TakeIn();
  EXPECT_TRUE(filed.outside_hours());
  EXPECT_EQ(FromProto(filed.counts_from_time()), Local(16, 7));
  EXPECT_EQ(FromProto(filed.due_time()), Local(17, 17)) << "the day of receipt is not counted";
}

TEST_F(OpeningTest, OnlineThereIsNone) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_channel(type::v1::CHANNEL_ONLINE);
  clock.Set(Local(14, 22));
  const std::string code = File(request);
  auto accepted = Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code));
  ASSERT_THAT(accepted, IsOk());
  EXPECT_FALSE(accepted->outside_hours());
  EXPECT_EQ(FromProto(accepted->counts_from_time()), Local(16, 7));
}

// The test's province, with a counter that is open on Saturday mornings for civil status.
const catalogue::Catalogue& WithSaturdays() {
  static const auto* catalogue = new catalogue::Catalogue(
      *catalogue::Catalogue::FromFiles({{"test.textproto", kTestCatalogue},
                                        {"saturdays.textproto", R"pb(
                                           saturday_counters {
                                             unit_codes: "29869"
                                             fields: "Hộ tịch"
                                             sessions { begin: "07:00" end: "11:30" }
                                           })pb"}}));
  return *catalogue;
}

v1::GetGuidanceResponse GuideAt(absl::Time now, const std::string& unit = "29869") {
  v1::GetGuidanceRequest request;
  request.set_procedure_code("1.001193");
  request.set_receiving_unit(unit);
  auto guided = Guide(request, WithSaturdays(), now);
  EXPECT_THAT(guided, IsOk());
  return guided.ok() ? *guided : v1::GetGuidanceResponse();
}

TEST_F(OpeningTest, GuidanceTellsTheHoursAndFromWhenItCounts) {
  const auto open = GuideAt(Local(14, 9));  // Saturday
  EXPECT_FALSE(open.has_opens_time());
  EXPECT_EQ(FromProto(open.counts_from_time()), Local(16, 7));
  ASSERT_EQ(open.opening_hours_size(), 3);
  EXPECT_TRUE(open.opening_hours(2).saturday());
  EXPECT_EQ(open.opening_hours(2).end(), "11:30");
  EXPECT_THAT(open.advice(), Contains(HasSubstr("thứ Bảy 07:00–11:30")));
  EXPECT_THAT(open.advice(), Contains(HasSubstr("thời hạn tính từ 07:00 ngày 16/01/2023")));
  EXPECT_THAT(open.advice(), Not(Contains(HasSubstr("đóng cửa"))));

  const auto closed = GuideAt(Local(14, 12));
  EXPECT_EQ(FromProto(closed.opens_time()), Local(16, 7));
  EXPECT_THAT(closed.advice(), Contains(HasSubstr("mở lại lúc 07:00 ngày 16/01/2023")));
  EXPECT_EQ(GuideAt(Local(14, 9), "29872").opening_hours_size(), 2) << "another counter";
}

TEST_F(OpeningTest, ASaturdayCounterTakesInWithoutAWarning) {
  IntakeService saturdays{dossiers, codes, marks, WithSaturdays(), clock};
  clock.Set(Local(14, 9));
  v1::SubmitDossierRequest request = MakeSubmission();
  request.set_accept(true);
  auto filed = RunOn(io, saturdays.SubmitDossier(caller, request));
  ASSERT_THAT(filed, IsOk());
  EXPECT_FALSE(filed->outside_hours());
  EXPECT_EQ(FromProto(filed->counts_from_time()), Local(16, 7));
}

}  // namespace
}  // namespace motcua::intake

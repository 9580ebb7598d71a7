#include "services/reporting/lateness_service.h"

#include "common/base/reasons.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

class LatenessTest : public ServiceFixture {
 protected:
  absl::StatusOr<v1::GetLatenessReportResponse> Report(const std::string& caller_unit = "*",
                                                       const std::string& unit = "") {
    v1::GetLatenessReportRequest request;
    request.mutable_from_time()->set_seconds(kMarch);
    request.mutable_to_time()->set_seconds(kMarch + 31 * kDay);
    request.set_unit_code(unit);
    const auto call = CallBy(caller_unit);
    return RunOn(io_, lateness_.GetLatenessReport(call, request));
  }
  void AddReady(const std::string& code, const std::string& unit, int64_t day,
                const std::string& lateness) {
    Add(code, unit, day * kDay + 3, "result_ready { " + lateness + " }");
  }

  LatenessService lateness_{archive_, catalogue_};
};

constexpr char kUnitLate[] =
    "lateness { kind: TIME_HOLDER_KIND_UNIT unit_code: '866' late { seconds: 3600 } } "
    "lateness { kind: TIME_HOLDER_KIND_UNIT unit_code: '29881' late { seconds: 0 } }";
constexpr char kPostLate[] =
    "lateness { kind: TIME_HOLDER_KIND_POST unit_code: '866' late { seconds: 7200 } } "
    "lateness { kind: TIME_HOLDER_KIND_UNIT unit_code: '866' late { seconds: 60 } }";

TEST_F(LatenessTest, AddsUpEachHoldersPart) {
  AddAccepted("D-1", "29881", 1, 3);
  AddReady("D-1", "29881", 6, kUnitLate);
  AddAccepted("D-2", "29881", 1, 3);
  AddReady("D-2", "29881", 7, kPostLate);
  AddAccepted("D-3", "29881", 1, 9);
  AddReady("D-3", "29881", 2, "");
  const auto report = Report();
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->dossiers(), 2) << "the third was in time";
  EXPECT_EQ(report->late().seconds(), 3600 + 7200 + 60);
  ASSERT_EQ(report->rows_size(), 2) << "who is not late has no row";
  EXPECT_EQ(report->rows(0).kind(), dossier::v1::TIME_HOLDER_KIND_POST);
  EXPECT_EQ(report->rows(0).dossiers(), 1);
  EXPECT_EQ(report->rows(1).unit_code(), "866");
  EXPECT_EQ(report->rows(1).dossiers(), 2);
  EXPECT_EQ(report->rows(1).late().seconds(), 3660);
}

TEST_F(LatenessTest, CountsResultsOfThePeriodAlone) {
  AddAccepted("D-1", "29881", -9, -5);
  AddReady("D-1", "29881", -2, kUnitLate);
  AddAccepted("D-2", "29881", 1, 3);
  AddReady("D-2", "29881", 31, kUnitLate);
  EXPECT_EQ(Report()->dossiers(), 0);
}

TEST_F(LatenessTest, ShowsWhatTheCallerCovers) {
  AddAccepted("D-1", "29881", 1, 3);
  AddReady("D-1", "29881", 6, kUnitLate);
  AddAccepted("D-2", "87.TTHCC", 1, 3);
  AddReady("D-2", "87.TTHCC", 6, kUnitLate);
  EXPECT_EQ(Report("29881")->dossiers(), 1);
  EXPECT_EQ(Report("*", "866")->dossiers(), 1);
  EXPECT_EQ(Report()->dossiers(), 2);
  EXPECT_THAT(Report("29881", "87"),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
}

TEST_F(LatenessTest, RefusesAPeriodThatIsNone) {
  v1::GetLatenessReportRequest request;
  const auto call = CallBy("*");
  EXPECT_THAT(RunOn(io_, lateness_.GetLatenessReport(call, request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  request.mutable_from_time()->set_seconds(kMarch);
  request.mutable_to_time()->set_seconds(kMarch);
  EXPECT_THAT(RunOn(io_, lateness_.GetLatenessReport(call, request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::reporting

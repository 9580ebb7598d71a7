#include "services/reporting/reporting_service.h"

#include "common/base/reasons.h"
#include "services/reporting/resume_token.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;

class ServiceTest : public ServiceFixture {
 protected:
  absl::StatusOr<v1::GetTimelineResponse> Timeline(const std::string& code,
                                                   const std::string& unit = "*") {
    v1::GetTimelineRequest request;
    request.set_dossier_code(code);
    const auto call = CallBy(unit);
    return RunOn(io_, service_.GetTimeline(call, request));
  }

  // The report of March 2023.
  absl::StatusOr<v1::GetOnTimeReportResponse> Report(v1::ReportGrouping grouping,
                                                     const std::string& caller_unit = "*",
                                                     const std::string& unit = "") {
    v1::GetOnTimeReportRequest request;
    request.mutable_begin_time()->set_seconds(kMarch);
    request.mutable_end_time()->set_seconds(kMarch + 31 * kDay);
    request.set_grouping(grouping);
    request.set_unit_code(unit);
    return Report(request, caller_unit);
  }

  absl::StatusOr<v1::GetOnTimeReportResponse> Report(const v1::GetOnTimeReportRequest& request,
                                                     const std::string& caller_unit) {
    const auto call = CallBy(caller_unit);
    return RunOn(io_, service_.GetOnTimeReport(call, request));
  }

  // Of what was filed in March 2023.
  absl::StatusOr<v1::GetHandBackReportResponse> HandBacks(v1::HandBackGrouping grouping,
                                                          const std::string& caller_unit = "*") {
    v1::GetHandBackReportRequest request;
    request.mutable_begin_time()->set_seconds(kMarch);
    request.mutable_end_time()->set_seconds(kMarch + 31 * kDay);
    request.set_grouping(grouping);
    const auto call = CallBy(caller_unit);
    return RunOn(io_, service_.GetHandBackReport(call, request));
  }

  absl::StatusOr<v1::AuditDossiersResponse> Audit(std::vector<std::string> codes,
                                                  const std::string& unit = "*") {
    v1::AuditDossiersRequest request;
    for (auto& code : codes) request.add_dossier_codes(std::move(code));
    const auto call = CallBy(unit);
    return RunOn(io_, service_.AuditDossiers(call, request));
  }

  absl::StatusOr<v1::GetArchiveStatusResponse> Status(const std::string& unit = "*") {
    const auto call = CallBy(unit);
    const v1::GetArchiveStatusRequest request;
    return RunOn(io_, service_.GetArchiveStatus(call, request));
  }

  // Five dossiers: one carried over, one early, one late, two pending of which one is overdue.
  void AddMarch() {
    AddAccepted("carried", "29863", -3, 2);
    AddClosed("carried", "29863", 2);
    AddAccepted("early", "29863", 1, 5, "CHANNEL_ONLINE");
    AddClosed("early", "29863", 4);
    AddAccepted("late", "29881", 1, 5, "CHANNEL_POSTAL");
    AddClosed("late", "29881", 6);
    AddAccepted("overdue", "87.TTHCC", 1, 5);
    AddAccepted("in time", "87.TTHCC", 1, 45, "CHANNEL_ONLINE");
  }
};

TEST_F(ServiceTest, TellsATimelineInOrder) {
  AddAccepted("D", "29863", 0, 1);
  AddAccepted("other", "29863", 0, 1);
  AddClosed("D", "29863", 1);
  const auto timeline = Timeline("D");
  ASSERT_THAT(timeline, IsOk());
  ASSERT_EQ(timeline->events_size(), 4);
  EXPECT_EQ(timeline->events(0).sequence(), 1);
  EXPECT_EQ(timeline->events(0).text(), "Hồ sơ được nộp trực tiếp tại Phường 11.");
  EXPECT_EQ(timeline->events(1).text(),
            "Phường 11 tiếp nhận hồ sơ, hẹn trả kết quả lúc 17:00 ngày 02/03/2023.");
  EXPECT_TRUE(timeline->events(3).event().has_closed());
  EXPECT_EQ(timeline->events(3).sequence(), 6);
}

TEST_F(ServiceTest, ATimelineNeedsACodeAndAUnit) {
  AddAccepted("D", "29863", 0, 1);
  Add("D", "87.SXD", 5, "queued { queue_unit: '87.SXD' }");
  EXPECT_THAT(Timeline(""), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(Timeline("none"), StatusIs(absl::StatusCode::kNotFound, kDossierNotFound));
  EXPECT_THAT(Timeline("D", "29881"),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Timeline("D", "87.SXD"), IsOk());
  EXPECT_THAT(Timeline("D", "866"), IsOk());
}

TEST_F(ServiceTest, CountsWhatWasHandedBack) {
  AddAccepted("good", "29863", 1, 5);
  AddAccepted("supplemented", "29863", 1, 5);
  Add("supplemented", "29863", 2 * kDay, "supplement_requested { items: 'Ảnh' }");
  AddAccepted("both", "29881", 1, 5);
  Add("both", "29881", kDay, "completion_requested { items: 'Ảnh' }");
  Add("both", "29881", 2 * kDay, "completion_requested { items: 'Ảnh' }");
  Add("both", "29881", 3 * kDay, "supplement_requested { items: 'Ảnh' }");
  Add("refused", "29881", kDay, R"(actor: "portal" submitted {
        procedure_code: "1.001" receiving_unit: "29881" })");
  Add("refused", "29881", 2 * kDay, "refused { reason: 'Không thuộc thẩm quyền' }");
  AddAccepted("april", "29881", 40, 45);
  const auto by_unit = HandBacks(v1::HAND_BACK_GROUPING_UNIT);
  ASSERT_THAT(by_unit, IsOk());
  EXPECT_THAT(*by_unit, EqualsProto(Cat(R"(
    rows { key: "29881" name: "Xã Mỹ Ngãi" filed: 2 completion_requested: 1
           supplement_requested: 1 refused: 1 handed_back: 2 share_percent: 100 }
    rows { key: "29863" name: "Phường 11" filed: 2 supplement_requested: 1 handed_back: 1
           share_percent: 50 }
    total { filed: 4 completion_requested: 1 supplement_requested: 2 refused: 1 handed_back: 3
            share_percent: 75 }
    as_of_sequence: )", count_)));
  const auto by_actor = HandBacks(v1::HAND_BACK_GROUPING_ACTOR);
  ASSERT_THAT(by_actor, IsOk());
  EXPECT_EQ(by_actor->rows(0).key(), "portal");
  EXPECT_EQ(by_actor->rows(1).filed(), 3);
  const auto by_procedure = HandBacks(v1::HAND_BACK_GROUPING_PROCEDURE, "29881");
  ASSERT_THAT(by_procedure, IsOk());
  EXPECT_EQ(by_procedure->rows(1).name(), "Cấp bản sao từ sổ gốc");
  EXPECT_EQ(by_procedure->total().filed(), 2) << "only what the caller covers";
}

TEST_F(ServiceTest, HandBacksNeedAPeriodAndAGrouping) {
  EXPECT_THAT(HandBacks(v1::HAND_BACK_GROUPING_UNSPECIFIED),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(HandBacks(static_cast<v1::HandBackGrouping>(9)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
  v1::GetHandBackReportRequest no_period;
  no_period.set_grouping(v1::HAND_BACK_GROUPING_UNIT);
  const auto call = CallBy("*");
  EXPECT_THAT(RunOn(io_, service_.GetHandBackReport(call, no_period)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  const auto empty = HandBacks(v1::HAND_BACK_GROUPING_UNIT);
  ASSERT_THAT(empty, IsOk());
  EXPECT_EQ(empty->total().share_percent(), 0);
}

TEST_F(ServiceTest, CountsTheForm) {
  AddMarch();
  const auto report = Report(v1::REPORT_GROUPING_UNSPECIFIED);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->as_of_sequence(), count_);
  EXPECT_EQ(report->rows_size(), 1);
  EXPECT_THAT(report->total(), EqualsProto(R"pb(
                received: 5
                online: 2
                direct_and_post: 2
                carried_over: 1
                resolved: 3
                early: 1
                on_time: 1
                late: 1
                pending: 2
                pending_in_time: 1
                pending_overdue: 1
                on_time_percent: 66.66666666666667
              )pb"));
}

TEST_F(ServiceTest, GroupsRowsByKeyWithNames) {
  AddMarch();
  const auto rows_of = [&](v1::ReportGrouping grouping) {
    std::vector<std::string> rows;
    const auto report = Report(grouping);
    for (const auto& row : report->rows()) {
      rows.push_back(Cat(row.key(), "|", row.name(), "|", row.received()));
    }
    return rows;
  };
  EXPECT_THAT(rows_of(v1::REPORT_GROUPING_UNIT),
              ElementsAre("29863|Phường 11|2", "29881|Xã Mỹ Ngãi|1", "87.TTHCC|Trung tâm|2"));
  EXPECT_THAT(rows_of(v1::REPORT_GROUPING_LEVEL),
              ElementsAre("LEVEL_COMMUNE|Cấp xã|3", "LEVEL_PROVINCE|Cấp tỉnh|2"));
  EXPECT_THAT(rows_of(v1::REPORT_GROUPING_FIELD), ElementsAre("Chứng thực|Chứng thực|5"));
  EXPECT_THAT(rows_of(v1::REPORT_GROUPING_PROCEDURE), ElementsAre("1.002|Cấp bản sao từ sổ gốc|5"));
  EXPECT_THAT(rows_of(v1::REPORT_GROUPING_CHANNEL),
              ElementsAre("CHANNEL_COUNTER|Trực tiếp|2", "CHANNEL_ONLINE|Trực tuyến|2",
                          "CHANNEL_POSTAL|Dịch vụ bưu chính công ích|1"));
}

TEST_F(ServiceTest, AReportHoldsOnlyWhatTheCallerCovers) {
  AddMarch();
  EXPECT_EQ(Report(v1::REPORT_GROUPING_UNIT, "866")->total().received(), 3);
  EXPECT_EQ(Report(v1::REPORT_GROUPING_UNIT, "29881")->total().received(), 1);
  EXPECT_EQ(Report(v1::REPORT_GROUPING_UNIT, "*", "866")->total().received(), 3);
  EXPECT_EQ(Report(v1::REPORT_GROUPING_UNIT, "87", "29863")->total().received(), 2);
  EXPECT_THAT(Report(v1::REPORT_GROUPING_UNIT, "866", "87"),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Report(v1::REPORT_GROUPING_UNIT, "*", "nowhere"),
              StatusIs(absl::StatusCode::kNotFound, kUnitNotFound));
}

TEST_F(ServiceTest, AReportNeedsAPeriod) {
  v1::GetOnTimeReportRequest request;
  EXPECT_THAT(Report(request, "*"), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  request.mutable_begin_time()->set_seconds(kMarch);
  EXPECT_THAT(Report(request, "*"), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  request.mutable_end_time()->set_seconds(kMarch);
  EXPECT_THAT(Report(request, "*"), StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST_F(ServiceTest, AnAuditFindsWhatIsMissingAndDoubled) {
  AddMarch();
  AddAccepted("early", "29863", 1, 5);
  const auto audit = Audit({"early", "late", "overdue", "gone", "late"});
  ASSERT_THAT(audit, IsOk());
  EXPECT_THAT(audit->missing(), ElementsAre("gone"));
  EXPECT_THAT(audit->duplicated(), ElementsAre("early"));
  EXPECT_EQ(audit->ended(), 2);
  EXPECT_EQ(audit->open(), 1);
  EXPECT_THAT(Audit({"early", "late"}, "29863")->missing(), ElementsAre("late"));
  EXPECT_THAT(Audit(std::vector<std::string>(10001, "x")),
              StatusIs(absl::StatusCode::kInvalidArgument, kBatchTooLarge));
}

TEST_F(ServiceTest, SaysHowFarTheArchiveIs) {
  AddMarch();
  redis::Args args = {"XADD", kStream, "*", "e", ""};
  ASSERT_THAT(RunOn(io_, redis_.Call(std::move(args))), IsOk());
  EXPECT_THAT(*Status(), EqualsProto(Cat("last_sequence: ", count_, R"pb(
    lag: 1
    dossiers: 5
    ended: 3
    open: 2
    on_time_percent: 66.66666666666667
    levels { level: LEVEL_COMMUNE dossiers: 3 }
    levels { level: LEVEL_PROVINCE dossiers: 2 }
  )pb")));
  EXPECT_EQ(Status("29881")->dossiers(), 1);
  EXPECT_EQ(Status("29881")->on_time_percent(), 0);
}

TEST_F(ServiceTest, SaysWhenRedisIsAway) {
  server_.Kill9();
  EXPECT_THAT(Status(), StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
}

TEST(ResumeTokenTest, BelongsToOneArchive) {
  const ArchiveState archive{.archive_id = "01ABCDEFGHJKMNPQRSTVWXYZ01", .last_sequence = 70};
  const std::string token = MakeResumeToken(archive.archive_id, 69);
  EXPECT_THAT(ReadResumeToken(token, archive), IsOkAndHolds(69));
  const auto invalid = StatusIs(absl::StatusCode::kInvalidArgument, kResumeTokenInvalid);
  EXPECT_THAT(ReadResumeToken("x" + token, archive), invalid);
  EXPECT_THAT(ReadResumeToken("", archive), invalid);
  EXPECT_THAT(ReadResumeToken(MakeResumeToken(archive.archive_id, 71), archive), invalid);
  EXPECT_THAT(ReadResumeToken(MakeResumeToken("another archive's id", 1), archive), invalid);
}

}  // namespace
}  // namespace motcua::reporting

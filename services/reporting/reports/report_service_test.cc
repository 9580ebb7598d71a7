// Reports as callers get them.
#include "services/reporting/reports/report_service.h"

#include <map>

#include "common/base/reasons.h"
#include "services/reporting/reports/report_kinds.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A client that keeps what it gets, and leaves after so many messages.
template <class Response>
class Client : public runtime::Sink {
 public:
  absl::Status Answer(const google::protobuf::Message&) override { return absl::OkStatus(); }
  async::Task<bool> Write(const google::protobuf::Message& message) override {
    got.push_back(static_cast<const Response&>(message));
    if (got.size() == leave_after) open = false;
    co_return open;
  }
  bool Open() const override { return open; }

  std::vector<Response> got;
  size_t leave_after = SIZE_MAX;
  bool open = true;
};

struct Table {
  v1::ReportHead head;
  std::map<std::string, v1::ReportRow> rows;

  // The value of a column in a row; of the total for no key.
  int64_t Count(const std::string& key, const std::string& column) const {
    return Value(key, column).count();
  }
  v1::ReportValue Value(const std::string& key, const std::string& column) const {
    const v1::ReportRow& row = key.empty() ? head.total() : rows.at(key);
    const auto& columns = head.description().columns();
    for (int i = 0; i < columns.size(); ++i) {
      if (columns[i].name() == column) return row.values(i);
    }
    ADD_FAILURE() << column;
    return {};
  }
};

class ReportServiceTest : public ServiceFixture {
 protected:
  // March 2023.
  static v1::RunReportRequest March(v1::ReportKind kind, v1::ReportGrouping grouping) {
    v1::RunReportRequest request;
    request.set_kind(kind);
    request.set_grouping(grouping);
    request.mutable_scope()->set_first_date("2023-03-01");
    request.mutable_scope()->set_last_date("2023-03-31");
    return request;
  }

  absl::StatusOr<Table> Run(const v1::RunReportRequest& request, const std::string& unit = "*") {
    const auto call = CallBy(unit);
    Client<v1::RunReportResponse> client;
    runtime::Writer<v1::RunReportResponse> writer(client);
    const absl::Status status = RunOn(io_, reports_.RunReport(call, request, writer));
    if (!status.ok()) return status;
    Table table;
    for (const auto& part : client.got) {
      if (part.has_head()) table.head = part.head();
      for (const auto& row : part.rows().rows()) table.rows[row.key()] = row;
    }
    return table;
  }

  // One carried over and kept, one early, one late, one overdue, one in time.
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

  ReportService reports_{archive_, catalogue_};
};

TEST_F(ReportServiceTest, FormHasItsColumnsAndBothShares) {
  AddMarch();
  const auto table = Run(March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT));
  ASSERT_THAT(table, IsOk());
  const std::map<std::string, int64_t> expected = {
      {"received", 5}, {"online", 2},  {"direct_and_post", 2}, {"carried_over", 1},
      {"resolved", 3}, {"early", 1},   {"on_time", 1},         {"late", 1},
      {"pending", 2},  {"in_post", 0}, {"pending_in_time", 1}, {"pending_overdue", 1},
      {"refused", 0}};
  for (const auto& [column, count] : expected) EXPECT_EQ(table->Count("", column), count) << column;
  EXPECT_NEAR(table->Value("", "on_time_percent").measure(), 66.67, 0.01);
  EXPECT_NEAR(table->Value("", "on_time_of_received_percent").measure(), 40, 0.01);
  EXPECT_EQ(table->rows.size(), 3u);
  EXPECT_EQ(table->head.row_count(), 3);
  EXPECT_EQ(table->Count("29863", "received"), 2);
  EXPECT_EQ(table->Count("87.TTHCC", "pending_overdue"), 1);
  EXPECT_EQ(table->head.description().columns(2).number(), "(5)");
}

TEST_F(ReportServiceTest, EveryGroupingAddsUpToTheSame) {
  AddMarch();
  for (const v1::ReportDescription& report : AllReports()) {
    if (report.kind() == v1::REPORT_KIND_FORM_07B || report.kind() == v1::REPORT_KIND_INDEX_766) {
      continue;
    }
    std::vector<std::string> totals;
    for (const int grouping : report.groupings()) {
      if (grouping == v1::REPORT_GROUPING_SOLVING_UNIT) continue;  // None has a route here.
      const auto table = Run(March(report.kind(), static_cast<v1::ReportGrouping>(grouping)));
      ASSERT_THAT(table, IsOk());
      totals.push_back(table->head.total().ShortDebugString());
      EXPECT_EQ(totals.back(), totals.front()) << report.title() << grouping;
      EXPECT_EQ(table->head.total().values_size(), report.columns_size());
    }
  }
}

TEST_F(ReportServiceTest, GroupsByChannelAndLevel) {
  AddMarch();
  const auto channels = Run(March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_CHANNEL));
  ASSERT_THAT(channels, IsOk());
  EXPECT_EQ(channels->Count("CHANNEL_ONLINE", "received"), 2);
  EXPECT_EQ(channels->Count("CHANNEL_POSTAL", "late"), 1);
  const auto levels = Run(March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_LEVEL));
  ASSERT_THAT(levels, IsOk());
  EXPECT_EQ(levels->Count("LEVEL_COMMUNE", "received"), 3);
  EXPECT_EQ(levels->rows.at("LEVEL_COMMUNE").name(), "Cấp xã");
}

TEST_F(ReportServiceTest, CallersSeeWhatTheyCover) {
  AddMarch();
  const auto request = March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT);
  const auto table = Run(request, "866");
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->Count("", "received"), 3);
  EXPECT_EQ(table->rows.count("87.TTHCC"), 0u);
}

// A published figure can be had again by its token; what became known since is named.
TEST_F(ReportServiceTest, APublicationCanBeHadAgainAndCompared) {
  AddMarch();
  const auto request = March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT);
  const auto first = Run(request);
  ASSERT_THAT(first, IsOk());
  AddClosed("overdue", "87.TTHCC", 5);  // became known late
  AddAccepted("april", "29863", 40, 45);
  const auto now = Run(request);
  EXPECT_EQ(now->Count("", "pending_overdue"), 0);
  EXPECT_EQ(now->Count("", "on_time"), 2);
  auto again_request = request;
  again_request.set_as_of_token(first->head.as_of_token());
  const auto again = Run(again_request);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->head.total(), EqualsProto(first->head.total()));
  EXPECT_EQ(again->head.as_of_token(), first->head.as_of_token());

  v1::CompareReportsRequest compare;
  *compare.mutable_scope() = request.scope();
  compare.set_first_token(first->head.as_of_token());
  const auto call = CallBy("*");
  Client<v1::CompareReportsResponse> client;
  runtime::Writer<v1::CompareReportsResponse> writer(client);
  ASSERT_THAT(RunOn(io_, reports_.CompareReports(call, compare, writer)), IsOk());
  std::vector<v1::MovedDossier> moved;
  for (const auto& part : client.got) {
    if (part.has_moved()) moved.push_back(part.moved());
  }
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].dossier_code(), "overdue");
  EXPECT_THAT(moved[0].first_columns(), ElementsAre("direct_and_post", "pending_overdue"));
  EXPECT_THAT(moved[0].second_columns(), ElementsAre("direct_and_post", "on_time"));
  EXPECT_EQ(moved[0].events(0).kind(), "result_ready");
  const v1::ComparisonEnd& end = client.got.back().end();
  EXPECT_EQ(end.moved(), 1);
  EXPECT_THAT(end.first(), EqualsProto(first->head.total()));
  EXPECT_THAT(end.second(), EqualsProto(now->head.total()));
}

TEST_F(ReportServiceTest, FiguresAsOfAnInstant) {
  AddMarch();
  auto request = March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT);
  request.mutable_as_of_time()->set_seconds(kMarch + kDay);  // before all but the carried over
  const auto table = Run(request);
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->Count("", "received"), 1);
  EXPECT_EQ(table->Count("", "pending_overdue"), 1);
}

TEST_F(ReportServiceTest, ALongReportTellsItsProgressAndCanBeLeft) {
  for (int i = 0; i < 20; ++i) AddAccepted(Cat("D", i), "29863", 1, 5);
  auto request = March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT);
  request.mutable_as_of_time()->set_seconds(kMarch);
  const auto call = CallBy("*");
  Client<v1::RunReportResponse> patient;
  runtime::Writer<v1::RunReportResponse> writer(patient);
  ASSERT_THAT(RunOn(io_, reports_.RunReport(call, request, writer)), IsOk());
  ASSERT_TRUE(patient.got[0].has_progress());
  EXPECT_EQ(patient.got[0].progress().done(), 20);
  EXPECT_EQ(patient.got[0].progress().total(), 20);
  Client<v1::RunReportResponse> hasty;
  hasty.leave_after = 1;
  runtime::Writer<v1::RunReportResponse> gone(hasty);
  EXPECT_THAT(RunOn(io_, reports_.RunReport(call, request, gone)),
              StatusIs(absl::StatusCode::kUnavailable, kShuttingDown));
  EXPECT_EQ(hasty.got.size(), 1u);
}

TEST_F(ReportServiceTest, StepsAndWaitingTimes) {
  AddAccepted("D", "29863", 1, 5);
  Add("D", "866", kDay + 100, "queued { step_index: 0 step_name: 'Thẩm định' }");
  Add("D", "866", kDay + 100 + 3600, "claimed { step_index: 0 }");
  Add("D", "866", kDay + 100 + 3 * 3600, "step_completed { step_index: 0 step_name: 'Thẩm định' }");
  AddClosed("D", "29863", 3);
  const auto steps = Run(March(v1::REPORT_KIND_STEP_TIMES, v1::REPORT_GROUPING_STEP));
  ASSERT_THAT(steps, IsOk());
  EXPECT_EQ(steps->Count("Thẩm định", "done"), 1);
  EXPECT_NEAR(steps->Value("Thẩm định", "waiting_hours").measure(), 1, 1e-9);
  EXPECT_NEAR(steps->Value("Thẩm định", "working_hours").measure(), 2, 1e-9);
  const auto waits = Run(March(v1::REPORT_KIND_WAITING_TIMES, v1::REPORT_GROUPING_UNIT));
  ASSERT_THAT(waits, IsOk());
  EXPECT_EQ(waits->Count("29863", "up_to_3_days"), 1);
  EXPECT_GT(waits->Value("29863", "p50_hours").measure(), 48);
}

TEST_F(ReportServiceTest, TheCatalogueAloneGivesForm07b) {
  v1::RunReportRequest request;
  request.set_kind(v1::REPORT_KIND_FORM_07B);
  const auto table = Run(request);
  ASSERT_THAT(table, IsOk());
  EXPECT_FALSE(table->rows.empty());
  for (const auto& [key, row] : table->rows) {
    EXPECT_GE(table->Count(key, "procedures"), table->Count(key, "processes"));
  }
}

TEST_F(ReportServiceTest, TheIndexSaysWhatIsMissing) {
  AddMarch();
  const auto table = Run(March(v1::REPORT_KIND_INDEX_766, v1::REPORT_GROUPING_UNSPECIFIED));
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->rows.size(), 6u);
  EXPECT_NEAR(table->Value("progress", "value").measure(), 66.67, 0.01);
  EXPECT_NEAR(table->Value("online", "value").measure(), 50, 0.01);
  EXPECT_EQ(table->Value("satisfaction", "value").value_case(), v1::ReportValue::VALUE_NOT_SET);
  EXPECT_TRUE(table->Value("satisfaction", "basis").text().starts_with("Thiếu"));
}

TEST_F(ReportServiceTest, FactsLeadToNobody) {
  AddMarch();
  v1::StreamDossierFactsRequest request;
  request.set_first_date("2023-03-01");
  request.set_last_date("2023-03-31");
  const auto call = CallBy("866");
  Client<v1::StreamDossierFactsResponse> client;
  runtime::Writer<v1::StreamDossierFactsResponse> writer(client);
  ASSERT_THAT(RunOn(io_, reports_.StreamDossierFacts(call, request, writer)), IsOk());
  ASSERT_EQ(client.got.size(), 1u);
  EXPECT_EQ(client.got[0].progress().done(), 4);
  ASSERT_EQ(client.got[0].dossiers_size(), 2);  // of those 866 covers
  for (const v1::DossierFacts& facts : client.got[0].dossiers()) {
    EXPECT_EQ(facts.accept_date(), "2023-03-02");
    EXPECT_EQ(facts.ShortDebugString().find("early"), std::string::npos);
    EXPECT_EQ(facts.late(), facts.receiving_unit() == "29881");
  }
}

TEST_F(ReportServiceTest, RefusesWhatIsNoReport) {
  const auto good = March(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT);
  const auto refused = [&](auto change, std::string_view reason) {
    auto request = good;
    change(request);
    EXPECT_THAT(Run(request), StatusIs(absl::StatusCode::kInvalidArgument, reason));
  };
  refused([](auto& r) { r.clear_kind(); }, kFieldRequired);
  refused([](auto& r) { r.set_kind(static_cast<v1::ReportKind>(99)); }, kFieldInvalid);
  refused([](auto& r) { r.set_grouping(v1::REPORT_GROUPING_STEP); }, kFieldInvalid);
  refused([](auto& r) { r.mutable_scope()->clear_first_date(); }, kFieldRequired);
  refused([](auto& r) { r.mutable_scope()->set_last_date("31/3/2023"); }, kFieldInvalid);
  refused([](auto& r) { r.mutable_scope()->set_last_date("2023-02-28"); }, kFieldInvalid);
  refused([](auto& r) { r.mutable_scope()->set_last_date("2223-02-28"); }, kFieldInvalid);
  refused([](auto& r) { r.set_as_of_token("nonsense"); }, kAsOfTokenInvalid);
  auto elsewhere = good;
  elsewhere.mutable_scope()->set_unit_code("none");
  EXPECT_THAT(Run(elsewhere), StatusIs(absl::StatusCode::kNotFound, kUnitNotFound));
}

TEST_F(ReportServiceTest, DescribesEveryReport) {
  const auto call = CallBy("*");
  const auto response = RunOn(io_, reports_.ListReports(call, {}));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->reports_size(), v1::ReportKind_ARRAYSIZE - 1);
  for (const v1::ReportDescription& report : response->reports()) {
    EXPECT_FALSE(report.title().empty());
    EXPECT_GT(report.groupings_size(), 0);
    for (const v1::ReportColumn& column : report.columns()) {
      EXPECT_FALSE(column.definition().empty()) << column.name();
    }
  }
}

}  // namespace
}  // namespace motcua::reporting

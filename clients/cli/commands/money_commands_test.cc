// ledger … and post …, against fake services.
#include "clients/cli/errors.h"
#include "clients/cli/testing/cli_fixture.h"
#include "gmock/gmock.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/postal/v1/ledger_service.pb.h"
#include "motcua/postal/v1/work_service.pb.h"
#include "motcua/reporting/v1/lateness_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kStatement[] = R"(
    post_office: "BD.866" agency_unit: "29869" day: "2023-02-01" remitted_vnd: 70000
    lines { dossier_code: "D-1" amount_vnd: 70000 }
    confirm_time { seconds: 1675300000 } received_vnd: 60000
    differences { dossier_code: "D-1" kind: DIFFERENCE_KIND_AMOUNT post_vnd: 70000 agency_vnd: 60000 })";

class MoneyTest : public CliTest {
 protected:
  template <class Request>
  Request Only(const std::string& method) {
    const auto requests = services_.Received<Request>(method);
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? Request() : requests.front();
  }
};

TEST_F(MoneyTest, BalancesNameTheirAccounts) {
  services_.Answer("postal.ListBalances", FromText<ListBalancesResponse>(R"(
      books { post_office: "BD.866" agency_unit: "29869" settled_day: "2023-02-01" last_number: 4
              balances { account: LEDGER_ACCOUNT_CASH amount_vnd: 30000 }
              balances { account: LEDGER_ACCOUNT_POSTAGE_REVENUE amount_vnd: -30000 } })"));
  const Result result = Run({"ledger", "balance", "--office", "BD.866"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("cash 30.000 đ, postage-revenue -30.000 đ"));
  EXPECT_EQ(Run({"ledger", "balance"}).code, kExitUsage);
}

TEST_F(MoneyTest, PostingsAreListedMadeAndTakenBack) {
  services_.Answer("postal.ListPostings", FromText<ListPostingsResponse>(R"(
      postings { number: 2 day: "2023-02-01" kind: POSTING_KIND_REVERSAL reverses: 1
                 entries { account: LEDGER_ACCOUNT_CASH amount_vnd: -5 } })"));
  EXPECT_THAT(Run({"ledger", "postings", "--office", "BD.866", "--unit", "29869"}).out,
              HasSubstr("reversal of 1"));
  services_.Answer("postal.RecordPosting", FromText<RecordPostingResponse>(
      "posting { number: 3 kind: POSTING_KIND_COMPENSATION_OWED }"));
  Run({"ledger", "record", "compensation-owed", "120000", "--office", "BD.866", "--unit", "29869",
       "--parcel", "EQ473124829VN"});
  const auto posted = Only<RecordPostingRequest>("postal.RecordPosting");
  EXPECT_EQ(posted.kind(), dossier::v1::POSTING_KIND_COMPENSATION_OWED);
  EXPECT_EQ(posted.amount_vnd(), 120000);
  EXPECT_NE(posted.request_id(), "");
  services_.Answer("postal.ReversePosting", FromText<ReversePostingResponse>(
      "posting { number: 4 kind: POSTING_KIND_REVERSAL reverses: 3 }"));
  EXPECT_THAT(Run({"ledger", "reverse", "3", "--office", "BD.866", "--unit", "29869", "--day",
                   "2023-02-01", "--note", "Nhầm"}).out, HasSubstr("reversal of 3"));
}

TEST_F(MoneyTest, ADayIsSettledShownAndConfirmed) {
  services_.Answer("postal.SettleDay", FromText<SettleDayResponse>(
      Cat("settlements {", kStatement, "}")));
  const Result settled = Run({"ledger", "settle", "--office", "BD.866", "--day", "2023-02-01",
                              "--unit", "29869", "--counted", "0"});
  EXPECT_THAT(settled.out, AllOf(HasSubstr("70.000 đ"), HasSubstr("1 open")));
  EXPECT_TRUE(Only<SettleDayRequest>("postal.SettleDay").has_counted_cash_vnd());
  services_.Answer("postal.GetDaySettlement", FromText<GetDaySettlementResponse>(
      Cat("settlement {", kStatement, "}")));
  EXPECT_THAT(Run({"ledger", "settlement", "--office", "BD.866", "--unit", "29869", "--day",
                   "2023-02-01"}).out,
              AllOf(HasSubstr("Paid over"), HasSubstr("amount"), HasSubstr("60.000 đ")));
  EXPECT_EQ(Run({"ledger", "settlement", "--day", "2023-02-01"}).code, kExitUsage);
  services_.Answer("postal.ConfirmDaySettlement", FromText<ConfirmDaySettlementResponse>(
      Cat("settlement {", kStatement, "}")));
  Run({"ledger", "confirm", "--office", "BD.866", "--unit", "29869", "--day", "2023-02-01",
       "--received", "60000", "--line", "D-1=60000"});
  const auto word = Only<ConfirmDaySettlementRequest>("postal.ConfirmDaySettlement");
  EXPECT_EQ(word.lines(0).dossier_code(), "D-1");
  EXPECT_EQ(word.lines(0).amount_vnd(), 60000);
  EXPECT_EQ(Run({"ledger", "confirm", "--office", "B", "--unit", "u", "--day", "d", "--received",
                 "1", "--line", "D-1"}).code, kExitUsage);
}

TEST_F(MoneyTest, DifferencesAreListedAndExplained) {
  services_.Answer("postal.ListDaySettlements", FromText<ListDaySettlementsResponse>(
      Cat("settlements {", kStatement, "}")));
  EXPECT_THAT(Run({"ledger", "difference"}).out, AllOf(HasSubstr("D-1"), HasSubstr("60.000 đ")));
  EXPECT_THAT(Run({"ledger", "settlement", "--open"}).out, HasSubstr("2023-02-01"));
  services_.Answer("postal.ExplainDifference", FromText<ExplainDifferenceResponse>(
      Cat("settlement {", kStatement, "}")));
  Run({"ledger", "difference", "--office", "BD.866", "--unit", "29869", "--day", "2023-02-01",
       "--dossier", "D-1", "--explain", "Nộp hôm sau"});
  EXPECT_EQ(Only<ExplainDifferenceRequest>("postal.ExplainDifference").explanation(),
            "Nộp hôm sau");
}

TEST_F(MoneyTest, AQuarterIsShownOrSettled) {
  const std::string quarter = R"(settlement { post_office: "BD.866" year: 2023 quarter: 1 days: 60
      debits { account: LEDGER_ACCOUNT_CASH amount_vnd: 70000 } })";
  services_.Answer("postal.GetQuarterSettlement",
                   FromText<GetQuarterSettlementResponse>(quarter));
  services_.Answer("postal.SettleQuarter", FromText<SettleQuarterResponse>(quarter));
  const std::vector<std::string> line = {"ledger", "quarter", "--office", "BD.866", "--unit",
                                         "29869", "--year", "2023", "--quarter", "1"};
  EXPECT_THAT(Run(line).out, AllOf(HasSubstr("1/2023"), HasSubstr("cash 70.000 đ")));
  auto settle = line;
  settle.push_back("--settle");
  EXPECT_EQ(Run(settle).code, 0);
  EXPECT_EQ(Only<SettleQuarterRequest>("postal.SettleQuarter").quarter(), 1);
}

TEST_F(MoneyTest, AClerkSaysWhoHasTheMoney) {
  services_.Answer("intake.RecordPayment", FromText<intake::v1::RecordPaymentResponse>(""));
  Run({"pay", "D-1", "50000", "--collector", "post-counter"});
  EXPECT_EQ(Only<intake::v1::RecordPaymentRequest>("intake.RecordPayment").collector(),
            type::v1::PAYMENT_COLLECTOR_POST_COUNTER);
}

TEST_F(MoneyTest, LatenessIsNamedByHolder) {
  services_.Answer("reporting.GetLatenessReport",
                   FromText<reporting::v1::GetLatenessReportResponse>(R"(
      rows { kind: TIME_HOLDER_KIND_POST unit_code: "87.SXD" dossiers: 2 late { seconds: 5400 } }
      dossiers: 2 late { seconds: 5400 })"));
  const Result result = Run({"lateness", "--from", "2023-01-01", "--to", "2023-04-01"});
  EXPECT_THAT(result.out, HasSubstr("post     87.SXD         2  1h 30m"));
  EXPECT_THAT(result.out, HasSubstr("2 late dossiers, 1h 30m of office time in all."));
  EXPECT_EQ(Run({"lateness"}).code, kExitUsage);
}

TEST_F(MoneyTest, APostOfficeSeesItsDay) {
  services_.Answer("postal.GetDayWork", FromText<GetDayWorkResponse>(R"(
      collect { consignment_id: "EQ473124829VN" kind: CONSIGNMENT_KIND_HOME_TO_COUNTER
                home_commune: "29884" collect_vnd: 70000 }
      deliver { consignment_id: "EQ473124832VN" unit_code: "87.SXD" }
      bags { manifest_id: "B-1" from: "BD.866" items: 12 }
      collect_total: 3 deliver_total: 1 collect_vnd: 70000)"));
  EXPECT_THAT(Run({"post", "today", "BD.29884"}).out,
              AllOf(HasSubstr("home 29884"), HasSubstr("87.SXD"), HasSubstr("B-1"),
                    HasSubstr("3 to collect in all, 1 to hand over; cash to take: 70.000 đ")));
  services_.Answer("postal.GetCapacity", FromText<GetCapacityResponse>(R"(
      rounds { begin_time { seconds: 1675300000 } end_time { seconds: 1675310000 }
               places: 30 taken: 4 })"));
  EXPECT_THAT(Run({"post", "capacity", "BD.29884"}).out, HasSubstr("26"));
}

}  // namespace
}  // namespace motcua::cli

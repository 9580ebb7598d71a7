// Money on its way: from a citizen's door through the post's books to the agency.
#include <map>

#include "motcua/postal/v1/ledger_service.pb.h"
#include "motcua/postal/v1/work_service.pb.h"
#include "tests/system/journeys_fixture.h"

namespace motcua {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using namespace postal::v1;   // NOLINT: the messages of one service

constexpr char kOffice[] = "BD.29881";
constexpr char kDay[] = "2023-01-03";
constexpr char kExtract[] = "2.000635";  // a copy of an extract; 8,000 đồng

class MoneyTest : public JourneysTest {
 protected:
  template <class Response, class Request>
  Response Ask(Request request) {
    return Must(province_.client().Call<Response>(request));
  }

  std::map<LedgerAccount, int64_t> Balances() {
    ListBalancesRequest request;
    request.set_post_office(kOffice);
    const auto list = Ask<ListBalancesResponse>(request);
    std::map<LedgerAccount, int64_t> balances;
    for (const auto& book : list.books()) {
      for (const auto& entry : book.balances()) balances[entry.account()] += entry.amount_vnd();
    }
    return balances;
  }

  ConfirmDaySettlementResponse Confirm(const std::string& code, int64_t amount) {
    ConfirmDaySettlementRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_post_office(kOffice);
    request.set_agency_unit(kCommune);
    request.set_day(kDay);
    request.set_received_vnd(8000);
    request.add_lines()->set_dossier_code(code);
    request.mutable_lines(0)->set_amount_vnd(amount);
    return Ask<ConfirmDaySettlementResponse>(request);
  }
};

TEST_F(MoneyTest, FeeAndPostageAreCollectedAtTheDoorAndTheFeeReachesTheAgency) {
  auto draft = province_.Draft(kExtract, kCommune);
  draft.set_channel(type::v1::CHANNEL_POSTAL);
  const std::string code = province_.File(draft, /*accept=*/false);
  const Consignment papers = province_.OpenConsignment(code);
  EXPECT_EQ(papers.charges().fee_vnd(), 8000);
  EXPECT_TRUE(papers.has_visit());
  GetDayWorkRequest today;
  today.set_post_office(kOffice);
  EXPECT_EQ(Ask<GetDayWorkResponse>(today).collect_total(), 1);

  province_.Carry(papers);
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(province_.Dossier(code).paid_vnd(), 8000) << "intake heard of the fee";
  const int64_t postage = papers.charges().postage_vnd();
  EXPECT_GT(postage, 0);
  const std::map<LedgerAccount, int64_t> collected = {
      {LEDGER_ACCOUNT_WITH_POSTMEN, 8000 + postage},
      {LEDGER_ACCOUNT_FEE_PAYABLE, -8000},
      {LEDGER_ACCOUNT_POSTAGE_REVENUE, -postage}};
  EXPECT_EQ(Balances(), collected);

  SettleDayRequest settle;
  settle.set_request_id(Province::NewRequestId());
  settle.set_post_office(kOffice);
  settle.set_day(kDay);
  const auto settled = Ask<SettleDayResponse>(settle);
  ASSERT_EQ(settled.settlements_size(), 1);
  EXPECT_EQ(settled.settlements(0).remitted_vnd(), 8000);
  EXPECT_EQ(Confirm(code, 7000).settlement().differences_size(), 1);
  EXPECT_EQ(Confirm(code, 8000).settlement().differences_size(), 0);
  const std::map<LedgerAccount, int64_t> in_the_end = {{LEDGER_ACCOUNT_CASH, postage},
                                                       {LEDGER_ACCOUNT_POSTAGE_REVENUE, -postage}};
  EXPECT_EQ(Balances(), in_the_end) << "the post keeps its postage alone";
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(stack_.DeadLetters(), 0);
  EXPECT_THAT(province_.Kinds(code), testing::IsSupersetOf({"money_collected", "money_posted",
                                                            "paid"}));
}

TEST_F(MoneyTest, NothingIsPostedTwiceWhenPostalIsKilled) {
  auto draft = province_.Draft(kExtract, kCommune);
  draft.set_channel(type::v1::CHANNEL_POSTAL);
  for (int i = 0; i < 5; ++i) {
    const std::string code = province_.File(draft, /*accept=*/false);
    province_.Carry(province_.OpenConsignment(code));
    stack_.Kill9("postal");
    stack_.Start("postal");
  }
  EXPECT_TRUE(stack_.Settle());
  const auto balances = Balances();
  EXPECT_EQ(balances.at(LEDGER_ACCOUNT_FEE_PAYABLE), -5 * 8000);
  int64_t sum = 0;
  for (const auto& [account, amount] : balances) sum += amount;
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(stack_.DeadLetters(), 0);
}

}  // namespace
}  // namespace motcua

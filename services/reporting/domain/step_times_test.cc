// What the events of one dossier tell of its steps and its consignments.
#include "services/reporting/domain/step_times.h"

#include "common/testing/matchers.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

struct Told {
  Group group;
  int64_t day = 0;
  Measures measures = {};
};

class FlowsTest : public testing::Test {
 protected:
  void At(int64_t second, const std::string& what, const std::string& unit = "87.SXD") {
    Event event;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(what, &event)) << what;
    event.set_dossier_code("D");
    event.set_unit_code(unit);
    event.mutable_occur_time()->set_seconds(second);
    Fold(event, row_, [this](const Group& group, int64_t day, const Measures& measures) {
      told_.push_back({group, day, measures});
    });
  }

  DossierRow row_;
  std::vector<Told> told_;
};

TEST_F(FlowsTest, AStepTellsWhereItsTimeWent) {
  At(100, "papers_awaited { step_index: 1 }");
  At(110, "queued { step_index: 1 step_name: 'Thẩm định' }");
  At(130, "claimed { step_index: 1 }");
  At(170, "supplement_requested { step_index: 1 }");
  At(250, "queued { step_index: 1 step_name: 'Thẩm định' }");
  At(251, "claimed { step_index: 1 }");
  At(256, "lease_expired { step_index: 1 }");
  At(266, "claimed { step_index: 1 }");
  EXPECT_TRUE(told_.empty());
  At(86500, "step_completed { step_index: 1 step_name: 'Thẩm định' }");
  ASSERT_EQ(told_.size(), 1u);
  EXPECT_EQ(told_[0].group, (Group{Family::kStep, "87.SXD", "Thẩm định"}));
  EXPECT_EQ(told_[0].day, 1);
  EXPECT_EQ(told_[0].measures[measure::kSteps], 1);
  EXPECT_EQ(told_[0].measures[measure::kPost], 10);
  EXPECT_EQ(told_[0].measures[measure::kWaiting], 20 + 1 + 10);
  EXPECT_EQ(told_[0].measures[measure::kWorking], 40 + 5 + 86500 - 266);
  EXPECT_EQ(told_[0].measures[measure::kSupplement], 80);
  EXPECT_EQ(row_.steps, "");
}

TEST_F(FlowsTest, StepsSideBySideAreKeptApart) {
  At(0, "queued { step_index: 1 }");
  At(5, "queued { step_index: 2 }");
  At(10, "claimed { step_index: 2 }");
  At(20, "step_completed { step_index: 2 step_name: 'B' }");
  At(30, "answer_lapsed { step_index: 1 }");
  ASSERT_EQ(told_.size(), 1u);
  EXPECT_EQ(told_[0].measures[measure::kWaiting], 5);
  EXPECT_EQ(told_[0].measures[measure::kWorking], 10);
  EXPECT_EQ(row_.steps, "");
}

TEST_F(FlowsTest, AConsignmentTellsItsBeginAndItsFirstEnd) {
  At(0, R"(consignment_created { consignment_id: "E1" kind: CONSIGNMENT_KIND_RESULT_TO_HOME
                                 post_office: "870100" })",
     "866");
  At(50, "lost { consignment_id: 'E1' kind: CONSIGNMENT_KIND_RESULT_TO_HOME }", "866");
  At(90, "delivered { consignment_id: 'E1' }", "866");
  ASSERT_EQ(told_.size(), 2u);
  EXPECT_EQ(told_[0].group, (Group{Family::kPost, "866", "3|870100"}));
  EXPECT_EQ(told_[0].measures[measure::kCreated], 1);
  EXPECT_EQ(told_[1].group, told_[0].group);
  EXPECT_EQ(told_[1].measures[measure::kLost], 1);
  EXPECT_EQ(told_[1].measures[measure::kSeconds], 50);
  EXPECT_EQ(row_.parcels, "");
}

// TT 17/2017 Đ.13: revenue, complaints, compensation.
TEST_F(FlowsTest, ThePostsMoneyAndClaimsAreTold) {
  At(0, R"(money_posted { post_office: "BD1"
                          entries { account: LEDGER_ACCOUNT_CASH amount_vnd: 30000 }
                          entries { account: LEDGER_ACCOUNT_POSTAGE_REVENUE amount_vnd: -30000 } })",
     "866");
  At(1, R"(money_posted { post_office: "BD1"
                          entries { account: LEDGER_ACCOUNT_COMPENSATION_EXPENSE amount_vnd: 9000 }
                          entries { account: LEDGER_ACCOUNT_CASH amount_vnd: -9000 } })",
     "866");
  At(2, "claim_moved { post_office: 'BD1' state: CLAIM_STATE_FILED }", "866");
  At(3, "claim_moved { post_office: 'BD1' state: CLAIM_STATE_FILED escalation_level: 1 }", "866");
  ASSERT_EQ(told_.size(), 3u);
  for (const Told& told : told_) EXPECT_EQ(told.group, (Group{Family::kPost, "866", "0|BD1"}));
  EXPECT_EQ(told_[0].measures[measure::kRevenue], 30000);
  EXPECT_EQ(told_[1].measures[measure::kCompensation], 9000);
  EXPECT_EQ(told_[2].measures[measure::kComplaints], 1);
}

}  // namespace
}  // namespace motcua::reporting

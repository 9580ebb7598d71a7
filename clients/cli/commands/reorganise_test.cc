#include "clients/cli/errors.h"
#include "clients/cli/testing/cli_fixture.h"
#include "gmock/gmock.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::ops::v1;  // NOLINT: the messages of one service
using ::testing::HasSubstr;

constexpr char kShipped[] = "deploy/catalogue/dong-thap/reorganisation_2025-07-01.textproto";

class ReorganiseTest : public CliTest {};

TEST_F(ReorganiseTest, ShowsThePlanThatShips) {
  const Result result = RunAlone({"reorganise", "plan", kShipped});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("dong-thap-2025-07-01, in force on 2025-07-01"));
  EXPECT_THAT(result.out, HasSubstr("82.29992 82.30154"));
}

TEST_F(ReorganiseTest, RefusesAPlanWithoutSuccessorNamingFileAndLine) {
  WriteFile("units.textproto", R"(units { code: "1" name: "Tỉnh" level: LEVEL_PROVINCE
  valid_to: "2025-06-30" })");
  const std::string plan = WriteFile("plan.textproto", R"(reorganisations {
  id: "p" title: "Sắp xếp" effective_date: "2025-07-01"
  changes { kind: UNIT_CHANGE_KIND_RENAME old_units { code: "1" } successors: "2" }
})");
  const Result result = Run({"reorganise", "plan", "--dry-run", plan});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("plan.textproto:3: no unit 2"));
}

TEST_F(ReorganiseTest, DryRunAddsUpWhatTheServicesCount) {
  services_.Answer("ops.CountReorganisation", FromText<CountReorganisationResponse>(R"(
      looked_at: 5 concerned: 2
      counts { what: "queue" from: "29881" to: "82.29869" count: 2 })"));
  const Result result = Run({"reorganise", "plan", "--dry-run", "p"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("queue  29881  82.29869      2"));
  EXPECT_THAT(result.out, HasSubstr("6 of 15 open dossiers"));
}

TEST_F(ReorganiseTest, OrdersAndUndoes) {
  services_.Answer("ops.ApplyReorganisation",
                   FromText<ApplyReorganisationResponse>(
                       "run { id: 'p' state: REORGANISATION_STATE_APPLYING }"));
  services_.Answer("ops.UndoReorganisation",
                   FromText<UndoReorganisationResponse>(
                       "run { id: 'p' state: REORGANISATION_STATE_UNDOING }"));
  EXPECT_THAT(Run({"reorganise", "apply", "p"}).out, HasSubstr("p: APPLYING"));
  EXPECT_THAT(Run({"reorganise", "undo", "p"}).out, HasSubstr("p: UNDOING"));
  const auto orders = services_.Received<ApplyReorganisationRequest>("ops.ApplyReorganisation");
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].id(), "p");
  EXPECT_NE(orders[0].request_id(), "");
}

TEST_F(ReorganiseTest, StatusNamesWhatWasNotPutBack) {
  services_.Answer("ops.ListReorganisations", FromText<ListReorganisationsResponse>(R"(
      reorganisations { id: "p" title: "Sắp xếp"
        run { id: "p" state: REORGANISATION_STATE_UNDONE kept: 1 kept_ids: "D1" } })"));
  const Result result = Run({"reorganise", "status"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("UNDONE"));
  EXPECT_THAT(result.out, HasSubstr("not put back: D1"));
  EXPECT_THAT(Run({"reorganise", "status", "--json"}).out, HasSubstr("\"routing\":{"));
}

}  // namespace
}  // namespace motcua::cli

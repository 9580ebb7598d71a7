#include "clients/cli/errors.h"
#include "clients/cli/testing/cli_fixture.h"
#include "gmock/gmock.h"
#include "motcua/ops/v1/cell_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::ops::v1;  // NOLINT: the messages of one service
using ::testing::HasSubstr;

class CellsCommandTest : public CliTest {
 protected:
  void AnswerCell(const std::string& more) {
    services_.Answer("ops.GetCell", FromText<GetCellResponse>(
                                        "service: 'intake' cell: 'tiengiang' " + more));
  }
  void AnswerCheck(const std::string& text) {
    services_.Answer("ops.CheckCellMove", FromText<CheckCellMoveResponse>(text));
  }
};

TEST_F(CellsCommandTest, DryRunSaysWhatWouldStay) {
  AnswerCell("open: 2");
  AnswerCheck("open: 2 acceptable: 1 refusals { reason: 'UNIT_NOT_FOUND' detail: '28249' count: 1 }");
  const Result result =
      Run({"cells", "move", "--from", "tiengiang", "--to", "dongthap", "--dry-run"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("UNIT_NOT_FOUND  28249"));
  EXPECT_THAT(result.out, HasSubstr("3 of 6 open dossiers"));
  EXPECT_TRUE(services_.Received<StartCellMoveRequest>("ops.StartCellMove").empty());
}

TEST_F(CellsCommandTest, DoesNotMoveWhatWouldSplitUnlessForced) {
  AnswerCell("open: 0");
  AnswerCheck("open: 2 acceptable: 1 refusals { reason: 'UNIT_NOT_FOUND' detail: '28249' count: 1 }");
  services_.Answer("ops.StartCellMove", StartCellMoveResponse());
  EXPECT_EQ(Run({"cells", "move", "--from", "tiengiang", "--to", "dongthap"}).code, kExitUsage);
  EXPECT_EQ(Run({"cells", "move", "--from", "tiengiang", "--to", "dongthap", "--force"}).code, 0);
  const auto orders = services_.Received<StartCellMoveRequest>("ops.StartCellMove");
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].to_cell(), "dongthap");
}

TEST_F(CellsCommandTest, RefusesToMoveAnotherCellThanNamed) {
  AnswerCell("");
  EXPECT_THAT(Run({"cells", "move", "--from", "longan", "--to", "dongthap"}).err,
              HasSubstr("serves the cell tiengiang, not longan"));
}

TEST_F(CellsCommandTest, StatusNamesWhatStays) {
  AnswerCell("run { to_cell: 'dongthap' state: CELL_MOVE_STATE_MOVING } refused: 1"
             " refusals { id: 'D1' reason: 'ID_TAKEN' detail: 'D1' }");
  const Result result = Run({"cells", "status"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("moving to dongthap"));
  EXPECT_THAT(result.out, HasSubstr("D1 stays: ID_TAKEN D1"));
}

TEST_F(CellsCommandTest, StopSaysHowManyAnswersWereCopied) {
  services_.Answer("ops.StopCellMove", FromText<StopCellMoveResponse>("answers: 7"));
  EXPECT_THAT(Run({"cells", "stop"}).out, HasSubstr("7 answers"));
}

}  // namespace
}  // namespace motcua::cli

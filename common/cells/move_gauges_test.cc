#include "common/cells/move_gauges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace motcua::cells {
namespace {

using testing::HasSubstr;

TEST(MoveGauges, ShowWhatTheCellSays) {
  metrics::Registry registry;
  MoveGauges gauges(registry);
  ops::v1::GetCellResponse cell;
  cell.add_arriving_from("tiengiang");
  cell.set_leaving(3);
  cell.set_refused(2);
  gauges.Show(cell);
  EXPECT_THAT(registry.Text(), HasSubstr("\ncell_moves_arriving 1\n"));
  EXPECT_THAT(registry.Text(), HasSubstr("\ncell_aggregates_leaving 3\n"));
  EXPECT_THAT(registry.Text(), HasSubstr("\ncell_aggregates_refused 2\n"));
  gauges.Show({});
  EXPECT_THAT(registry.Text(), HasSubstr("\ncell_moves_arriving 0\n"));
}

}  // namespace
}  // namespace motcua::cells

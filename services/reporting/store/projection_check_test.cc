#include "services/reporting/store/projection_check.h"

#include "common/testing/matchers.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/projections.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;

constexpr char kStream[] = "{test}:events";

class ProjectionCheckTest : public testing::TestWithParam<std::string> {
 protected:
  ProjectionCheckTest() {
    events_ = RandomHistories(80, 31);
    const auto entries = EntriesOf(events_);
    for (size_t i = 0; i < entries.size(); i += 70) {
      const size_t end = std::min(entries.size(), i + 70);
      EXPECT_THAT(writer_.Append({entries.begin() + i, entries.begin() + end}), IsOk());
    }
    sql_ = *Connect(temp_.database(), Access::kWrite);
  }

  void Run(const std::string& statement) { sql_->once << statement; }
  std::vector<std::string> Differences() { return DifferencesOf(temp_.database()); }

  TempDatabase temp_{GetParam()};
  ArchiveWriter writer_{temp_.database(), kStream};
  std::unique_ptr<soci::session> sql_;
  std::vector<event::v1::Event> events_;
};

INSTANTIATE_TEST_SUITE_P(Databases, ProjectionCheckTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(ProjectionCheckTest, ProjectionsAreWhatTheEventsGive) {
  EXPECT_THAT(Differences(), ElementsAre());
}

TEST_P(ProjectionCheckTest, NamesTheColumnThatDiffers) {
  const std::string code = events_.front().dossier_code();
  Run("UPDATE dossier SET filed_by = 'somebody' WHERE code = '" + code + "'");
  EXPECT_THAT(Differences(), ElementsAre("dossier " + code + " filed_by"));
}

TEST_P(ProjectionCheckTest, NamesRowsThatAreMissingOrTooMany) {
  Run("UPDATE unit_total SET receiving_unit = '999' WHERE receiving_unit = '866.2'");
  EXPECT_THAT(Differences(), ElementsAre("unit_total 866.2 missing", "unit_total 999 too many"));
}

TEST_P(ProjectionCheckTest, CountsWhatItDoesNotTell) {
  Run("UPDATE dossier SET ending = ending + 1");
  ProjectionCheck check(temp_.database(), {.most_differences = 2, .page = 10});
  int64_t told = 0;
  v1::CompareProjectionsResponse last;
  while (!last.done()) {
    const auto step = check.Step();
    ASSERT_THAT(step, IsOk());
    last = *step;
    told += last.differences_size();
  }
  EXPECT_EQ(told, 2);
  EXPECT_EQ(last.difference_count(), 80);
  EXPECT_EQ(last.events(), static_cast<int64_t>(events_.size()));
}

}  // namespace
}  // namespace motcua::reporting

#include "clients/cli/errors.h"
#include "clients/cli/testing/cli_fixture.h"
#include "gmock/gmock.h"
#include "motcua/reporting/v1/history_service.pb.h"
#include "motcua/reporting/v1/prediction_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service
using ::testing::HasSubstr;

class PredictionCommandsTest : public CliTest {};

TEST_F(PredictionCommandsTest, RiskListsTheMostLikelyFirst) {
  services_.Answer("reporting.ListRisks", FromText<ListRisksResponse>(R"(
      risks { dossier_code: "D1" probability: 0.75 unit_code: "866" step_name: "Ký" queue_before: 4
              due_time { seconds: 1678096800 } }
      total: 3 units { unit_code: "866" open: 3 expected_late: 1.25 } learned_steps: 90)"));
  const Result result = Run({"risk", "--unit", "866", "--min", "20"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("75.0"));
  EXPECT_THAT(result.out, HasSubstr("3 open dossiers with a promise, 1.2 expected late"));
  const auto asked = services_.Received<ListRisksRequest>("reporting.ListRisks");
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].unit_code(), "866");
  EXPECT_DOUBLE_EQ(asked[0].min_probability(), 0.2);
}

TEST_F(PredictionCommandsTest, CalibrationTellsWhatCameTrue) {
  services_.Answer("reporting.GetCalibration", FromText<GetCalibrationResponse>(R"(
      dossiers: 100 predictions: 380 late: 9 brier_score: 0.05 base_rate_brier_score: 0.08 skill: 0.375
      buckets { lower: 0 upper: 0.1 count: 300 mean_probability: 0.03 late_share: 0.02 })"));
  const Result result = Run({"risk", "--calibration"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Brier score 0.0500 (always saying the share: 0.0800), skill 0.375"));
  EXPECT_THAT(result.out, HasSubstr("0.0-10.0"));
}

TEST_F(PredictionCommandsTest, ExportsWithoutNames) {
  services_.Stream("reporting.StreamHistories",
                   {FromText<StreamHistoriesResponse>("case_id: 'c-1'").SerializeAsString()},
                   absl::OkStatus());
  const Result result =
      Run({"export", "events", "--from", "2023-01-01", "--to", "2023-02-01", "--format", "xes"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("<string key=\"concept:name\" value=\"c-1\"/>"));
  const auto asked = services_.Received<StreamHistoriesRequest>("reporting.StreamHistories");
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_FALSE(asked[0].identified());
}

TEST_F(PredictionCommandsTest, SimulateRefusesWhatIsNoMonth) {
  const Result result = Run({"simulate", "--month", "spring"});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("expected YYYY-MM"));
  EXPECT_EQ(Run({"simulate", "--month", "2023-03", "--officers", "866"}).code, kExitUsage);
}

}  // namespace
}  // namespace motcua::cli

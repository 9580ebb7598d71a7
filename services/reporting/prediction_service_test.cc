#include "services/reporting/prediction_service.h"

#include "common/base/clock.h"
#include "gmock/gmock.h"
#include "services/reporting/history_service.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::HasSubstr;
using testing::Not;

class PredictionServiceTest : public ServiceFixture {
 protected:
  // Accepted at `day`, one step of `hours` at the unit; 0: still open.
  void AddCourse(const std::string& code, const std::string& unit, int64_t day, int64_t due_day,
                 int64_t hours) {
    AddAccepted(code, unit, day, due_day);
    const int64_t open = day * kDay + 8 * 3600;
    Add(code, unit, open, Cat("routed { units: '", unit, "' }"));
    Add(code, unit, open, Cat("queued { step_index: 0 step_name: 'Ký' queue_unit: '", unit, "' }"));
    if (hours == 0) return;
    Add(code, unit, open + hours * 3600, "step_completed { step_index: 0 step_name: 'Ký' }");
    Add(code, unit, open + hours * 3600, "result_ready {}");
  }
  absl::StatusOr<v1::ListRisksResponse> Ask(const v1::ListRisksRequest& request,
                                            const std::string& caller = "87") {
    const auto call = CallBy(caller);
    return RunOn(io_, predictions_.ListRisks(call, request));
  }

  FakeClock clock_{absl::FromUnixSeconds(kMarch + 12 * kDay + 9 * 3600)};  // a Monday
  metrics::Registry registry_;
  Forecaster forecaster_{archive_, catalogue_, clock_, registry_};
  PredictionService predictions_{forecaster_, catalogue_};
};

TEST_F(PredictionServiceTest, NothingIsForetoldBeforeAnythingWasLearned) {
  EXPECT_THAT(Ask({}), StatusIs(absl::StatusCode::kUnavailable, "MODEL_NOT_READY"));
}

TEST_F(PredictionServiceTest, WhatIsDueSoonestIsMostAtRisk) {
  for (int i = 0; i < 20; ++i) AddCourse(Cat("h", i), "29863", i % 3, 9, 2);
  AddCourse("tight", "29863", 12, 12, 0);
  AddCourse("easy", "29863", 12, 40, 0);
  AddCourse("over", "29881", 2, 5, 0);
  ASSERT_THAT(RunOn(io_, forecaster_.RunOnce()), IsOk());
  const auto risks = Ask({});
  ASSERT_THAT(risks, IsOk());
  ASSERT_EQ(risks->risks_size(), 3);
  EXPECT_EQ(risks->risks(0).dossier_code(), "over");
  EXPECT_EQ(risks->risks(0).probability(), 1);
  EXPECT_EQ(risks->risks(1).dossier_code(), "tight");
  // Of ten tried and one that is over already, little more is known than that most were in time.
  EXPECT_LT(risks->risks(2).probability(), 0.2);
  EXPECT_LE(risks->risks(2).probability(), risks->risks(1).probability());
  EXPECT_EQ(risks->risks(2).step_name(), "Ký");
  EXPECT_EQ(risks->learned_steps(), 20);
  EXPECT_EQ(risks->units(0).unit_code(), "29881");
  EXPECT_THAT(registry_.Text(), HasSubstr("expected_late_dossiers{unit=\"29881\"} 1"));
}

TEST_F(PredictionServiceTest, CallersSeeWhatTheyCover) {
  AddCourse("a", "29863", 12, 12, 0);
  AddCourse("b", "29881", 12, 12, 0);
  ASSERT_THAT(RunOn(io_, forecaster_.RunOnce()), IsOk());
  EXPECT_EQ(Ask({}, "29863")->total(), 1);
  v1::ListRisksRequest request;
  request.set_min_probability(2);
  EXPECT_THAT(Ask(request), StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_INVALID"));
}

TEST_F(PredictionServiceTest, CalibrationTriesWhatWasNotLearnedFrom) {
  for (int i = 0; i < 30; ++i) AddCourse(Cat("h", i), "29863", i % 9, i % 9 + 1, 2);
  ASSERT_THAT(RunOn(io_, forecaster_.RunOnce()), IsOk());
  const auto call = CallBy("87");
  const auto answer = RunOn(io_, predictions_.GetCalibration(call, {}));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->dossiers(), 10);
  EXPECT_EQ(answer->late(), 0);
  EXPECT_EQ(answer->buckets_size(), 10);
}

// Nothing by which a dossier or a person could be known leaves the archive unasked.
TEST_F(PredictionServiceTest, HistoriesAreUnderPseudonyms) {
  AddCourse("H-1", "29863", 1, 9, 2);
  Add("H-1", "29863", 2 * kDay, "refused { reason: 'Nguyễn Văn An thiếu giấy' }");
  std::function<absl::StatusOr<std::vector<WholeHistory>>(ArchiveReader&)> read = [](ArchiveReader&
                                                                                         reader) {
    return reader.Histories({.kind = HistoryQuery::kAccepted, .period = {0, kNever}, .limit = 10});
  };
  const auto histories = RunOn(io_, archive_.Read<std::vector<WholeHistory>>(std::move(read)));
  ASSERT_THAT(histories, IsOk());
  ASSERT_EQ(histories->size(), 1u);
  const auto hidden = ToMessage((*histories)[0], Pseudonyms("archive", false));
  EXPECT_THAT(hidden.DebugString(), Not(HasSubstr("H-1")));
  EXPECT_THAT(hidden.DebugString(), Not(HasSubstr("Nguy")));
  EXPECT_EQ(hidden.case_id(), ToMessage((*histories)[0], Pseudonyms("archive", false)).case_id());
  EXPECT_NE(hidden.case_id(), ToMessage((*histories)[0], Pseudonyms("other", false)).case_id());
  const auto open = ToMessage((*histories)[0], Pseudonyms("archive", true));
  EXPECT_EQ(open.case_id(), "H-1");
  EXPECT_EQ(open.receiving_unit(), "29863");
  ASSERT_GE(open.events_size(), 6);
  EXPECT_EQ(open.events(3).activity(), "queued");
  EXPECT_EQ(open.events(3).step_name(), "Ký");
}

}  // namespace
}  // namespace motcua::reporting

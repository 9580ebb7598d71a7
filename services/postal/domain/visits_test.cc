#include "services/postal/domain/visits.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "services/postal/domain/test_catalogue.h"
#include "services/postal/domain/test_postage.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

absl::Time At(int day, int hour = 9, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 2, day, hour, minute), LocalZone());
}

class VisitsTest : public testing::Test {
 protected:
  // Begins of the visits that are given out one after the other.
  std::vector<std::string> TakeAll(int count, absl::Time from, const std::string& office) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) {
      const auto visit = NextFree(catalogue_, office, taken_, from);
      if (!visit.has_value()) break;
      const absl::Time begin = FromProto(visit->begin_time());
      taken_[begin].insert(visit->place());
      names.push_back(absl::FormatTime("%e %H:%M ", begin, LocalZone()) +
                      std::to_string(visit->place()));
    }
    return names;
  }

  catalogue::Catalogue catalogue_ = TestCatalogue(kTestPostage);
  TakenPlaces taken_;
};

TEST_F(VisitsTest, RoundsFillUpInOrder) {  // Friday, 3 February 2023
  EXPECT_THAT(TakeAll(5, At(3, 7), "BD.29884"),
              testing::ElementsAre(" 3 08:00 1", " 3 08:00 2", " 3 14:00 1", " 6 08:00 1",
                                   " 6 08:00 2"));
}

TEST_F(VisitsTest, ARoundThatHasBegunIsGone) {
  EXPECT_THAT(TakeAll(1, At(3, 8, 1), "BD.29884"), testing::ElementsAre(" 3 14:00 1"));
}

TEST_F(VisitsTest, AFreePlaceBetweenTakenOnesIsFilled) {
  taken_[At(3, 8)] = {2};
  EXPECT_THAT(TakeAll(1, At(3, 7), "BD.29884"), testing::ElementsAre(" 3 08:00 1"));
}

TEST_F(VisitsTest, WhatIsFullForAMonthIsFull) {
  const size_t a_month = TakeAll(1000, At(1), "BD.866").size();
  EXPECT_EQ(a_month, 23u) << "working days from 1 February to 3 March";
  EXPECT_FALSE(NextFree(catalogue_, "BD.866", taken_, At(1)).has_value());
}

TEST_F(VisitsTest, CountsWhatIsFree) {
  const auto visit = NextFree(catalogue_, "BD.29884", taken_, At(3, 7));
  ASSERT_TRUE(visit.has_value());
  EXPECT_EQ(FreeIn(catalogue_, *visit, taken_), 2);
  taken_[At(3, 8)] = {1};
  EXPECT_EQ(FreeIn(catalogue_, *visit, taken_), 1);
}

TEST_F(VisitsTest, PapersAreFetchedByTheNextRoundAndResultsComeOnTheDayTheyAreDue) {
  Consignment parcel;
  parcel.set_kind(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  parcel.set_post_office("BD.29884");
  parcel.set_delivery_office("BD.866");
  *parcel.mutable_create_time() = ToProto(At(1));
  *parcel.mutable_due_time() = ToProto(At(2, 17));
  EXPECT_EQ(EarliestVisit(parcel), At(1));
  EXPECT_EQ(VisitingOffice(parcel), "BD.29884");
  parcel.set_kind(CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_EQ(EarliestVisit(parcel), At(2, 0));
  EXPECT_EQ(VisitingOffice(parcel), "BD.866");
}

TEST_F(VisitsTest, NamesOfPlacesCanBeReadBack) {
  const auto visit = NextFree(catalogue_, "BD.29884", taken_, At(3, 7));
  const auto named = ParsePlaceName(PlaceName(*visit));
  ASSERT_TRUE(named.has_value());
  EXPECT_EQ(named->begin, At(3, 8));
  EXPECT_EQ(named->place, 1);
  EXPECT_FALSE(ParsePlaceName("EQ473124829VN").has_value());
}

}  // namespace
}  // namespace motcua::postal

#include "services/intake/store/places.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/store/page_token.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PlacesOf, OpenDossiersStandInTheirUnitsList) {
  const store::Keys keys("t");
  const PersonMarks marks("secret of the test");
  dossier::v1::Dossier dossier;
  dossier.set_code("000.01.31.H20-230118-0001");
  dossier.set_receiving_unit("29869");
  dossier.mutable_submit_time()->set_seconds(1674007200);
  for (int state = 1; state < dossier::v1::DossierState_ARRAYSIZE; ++state) {
    dossier.set_state(static_cast<dossier::v1::DossierState>(state));
    const std::string list =
        keys.Index("dossier", "29869/" + std::string(StateName(dossier.state())));
    if (IsFinal(dossier.state())) {
      EXPECT_THAT(PlacesOf(keys, marks, dossier), IsEmpty()) << state;
    } else {
      EXPECT_THAT(PlacesOf(keys, marks, dossier),
                  ElementsAre(store::Place{list, dossier.code(), 1674007200000},
                              store::Place{keys.Open("dossier"), dossier.code(), 1674007200000}));
    }
  }
}

TEST(PlacesOf, EndedDossiersStandWhereTheyLeaveFrom) {
  const store::Keys keys("t");
  dossier::v1::Dossier dossier;
  dossier.set_code("000.01.31.H20-230118-0001");
  dossier.set_state(dossier::v1::DOSSIER_STATE_CLOSED);
  dossier.mutable_end_time()->set_seconds(1674007200);
  EXPECT_THAT(PlacesOf(keys, PersonMarks("secret of the test"), dossier),
              ElementsAre(store::Place{keys.Ended("dossier"), dossier.code(), 1674007200000}));
}

TEST(PageToken, IsGoodForItsListOnly) {
  const std::string token = MakePageToken("units/29869", "7/X");
  EXPECT_THAT(ParsePageToken("units/29869", token), IsOkAndHolds("7/X"));
  EXPECT_THAT(ParsePageToken("units/29869", ""), IsOkAndHolds(""));
  for (const std::string& bad : {std::string("x"), token.substr(1), std::string(16, '0') + "7/X"}) {
    EXPECT_THAT(ParsePageToken("units/29869", bad),
                StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid))
        << bad;
  }
  EXPECT_THAT(ParsePageToken("units/29872", token),
              StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
}

TEST(PageSize, HasItsBounds) {
  EXPECT_THAT(PageSize(0, 50, 500), IsOkAndHolds(50));
  EXPECT_THAT(PageSize(7, 50, 500), IsOkAndHolds(7));
  EXPECT_THAT(PageSize(501, 50, 500), IsOkAndHolds(500));
  EXPECT_THAT(PageSize(-1, 50, 500), StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::intake

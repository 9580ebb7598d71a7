#include "services/postal/domain/whereabouts.h"

#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;

class WhereaboutsTest : public ConsignmentsTest {
 protected:
  static Dossier Filed(type::v1::Channel channel) {
    Dossier dossier;
    dossier.set_receiving_unit("29869");
    dossier.set_channel(channel);
    *dossier.mutable_submit_time() = ToProto(On(1, 8));
    *dossier.add_papers() = PaperNamed("1");
    *dossier.add_papers() = PaperNamed("2");
    return dossier;
  }
  static std::vector<std::string> Text(const std::vector<Whereabouts>& papers) {
    std::vector<std::string> text;
    for (const Whereabouts& one : papers) {
      text.push_back(absl::StrCat(one.paper ? one.paper->name() : "?", ": ",
                                  HolderKind_Name(one.holder.kind()).substr(12), " ",
                                  one.holder.code()));
    }
    return text;
  }
};

TEST_F(WhereaboutsTest, WhatNeverTravelledIsWhereItWasHandedIn) {
  EXPECT_THAT(Text(Locate(Filed(type::v1::CHANNEL_COUNTER), {})),
              ElementsAre("1: UNIT 29869", "2: UNIT 29869"));
  EXPECT_THAT(Text(Locate(Filed(type::v1::CHANNEL_POSTAL), {})),
              ElementsAre("1: CITIZEN ", "2: CITIZEN "));
}

TEST_F(WhereaboutsTest, APaperIsWhereItsLastParcelIs) {
  Consignment there = Transfer();
  Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", there);
  Consignment onward = Transfer({kOtherParcel});
  EXPECT_THAT(Text(Locate(Filed(type::v1::CHANNEL_COUNTER), {there})),
              ElementsAre("1: POST_OFFICE BD.866", "2: UNIT 29869"));
  Take(TRACKING_KIND_DEPARTED, On(2, 14), "BD.87", onward, kOtherParcel);
  const std::vector<Consignment> both = {there, onward};
  const auto papers = Locate(Filed(type::v1::CHANNEL_COUNTER), both);
  EXPECT_THAT(Text(papers), ElementsAre("1: ON_THE_WAY BD.87", "2: UNIT 29869"));
  EXPECT_EQ(papers[0].since, On(2, 14));
  EXPECT_EQ(papers[0].parcel->id(), kOtherParcel);
}

TEST_F(WhereaboutsTest, WhatIsNoPaperOfTheDossierComesLast) {
  Consignment result = Result();
  *result.mutable_parcels(0)->mutable_papers(0) = PaperNamed("Kết quả");
  EXPECT_THAT(Text(Locate(Filed(type::v1::CHANNEL_COUNTER), {result})),
              ElementsAre("1: UNIT 29869", "2: UNIT 29869", "Kết quả: UNIT 29869"));
}

TEST_F(WhereaboutsTest, TheOneParcelFromHomeHoldsEverything) {
  Consignment papers = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  papers.mutable_parcels(0)->clear_papers();
  Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.29884", papers);
  EXPECT_THAT(Text(Locate(Filed(type::v1::CHANNEL_POSTAL), {papers})),
              ElementsAre("1: POST_OFFICE BD.29884", "2: POST_OFFICE BD.29884"));
}

}  // namespace
}  // namespace motcua::postal

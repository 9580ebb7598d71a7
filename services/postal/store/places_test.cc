#include "services/postal/store/places.h"

#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

std::vector<std::string> KeysOf(const std::vector<store::Place>& places) {
  std::vector<std::string> keys;
  for (const store::Place& place : places) keys.push_back(place.key);
  return keys;
}

TEST(Places, OfAConsignmentOnItsWay) {
  const store::Keys keys("t");
  dossier::v1::Consignment consignment;
  consignment.set_id("EQ473124829VN");
  consignment.set_dossier_code("000.03.31.H20-230201-0001");
  consignment.set_post_office("BD.866");
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_OUT_FOR_DELIVERY);
  consignment.mutable_create_time()->set_seconds(1'675'000'000);
  const std::vector<store::Place> places = PlacesOf(keys, consignment);
  EXPECT_THAT(KeysOf(places), testing::UnorderedElementsAre(
                                  keys.Index("consignment", "BD.866/OUT_FOR_DELIVERY"),
                                  keys.Index("consignment", "dossier/000.03.31.H20-230201-0001"),
                                  keys.Open("consignment")));
  for (const store::Place& place : places) {
    EXPECT_EQ(place.member, "EQ473124829VN");
    EXPECT_EQ(place.score, 1'675'000'000'000.0);
  }
}

TEST(Places, WhatIsAtItsEndIsNoLongerOpen) {
  const store::Keys keys("t");
  dossier::v1::Consignment consignment;
  consignment.set_post_office("BD.866");
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_LOST);
  EXPECT_THAT(KeysOf(PlacesOf(keys, consignment)),
              testing::Not(testing::Contains(keys.Open("consignment"))));
  consignment.mutable_finish_time()->set_seconds(1'675'000'000);
  EXPECT_THAT(KeysOf(PlacesOf(keys, consignment)), testing::Contains(keys.Ended("consignment")));
}

}  // namespace
}  // namespace motcua::postal

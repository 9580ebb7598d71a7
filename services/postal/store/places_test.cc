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

TEST(Places, OfThePostsWork) {
  const store::Keys keys("t");
  dossier::v1::Consignment consignment;
  consignment.set_id("EQ473124829VN");
  consignment.set_kind(dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER);
  consignment.set_post_office("BD.29884");
  consignment.set_delivery_office("BD.866");
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_CREATED);
  consignment.mutable_visit()->set_post_office("BD.29884");
  consignment.mutable_visit()->mutable_begin_time()->set_seconds(1'675'100'000);
  consignment.mutable_visit()->set_place(3);
  EXPECT_THAT(PlacesOf(keys, consignment),
              testing::IsSupersetOf(
                  {store::Place{keys.Index("consignment", "collect/BD.29884"), "EQ473124829VN",
                                1'675'100'000'000.0},
                   store::Place{keys.Index("consignment", "visits/BD.29884"), "1675100000/3",
                                1'675'100'000'000.0, /*exclusive=*/true}}));
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_COLLECTED);
  consignment.mutable_due_time()->set_seconds(1'675'200'000);
  EXPECT_THAT(PlacesOf(keys, consignment),
              testing::Contains(store::Place{keys.Index("consignment", "deliver/BD.866"),
                                             "EQ473124829VN", 1'675'200'000'000.0}));
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(PlacesOf(keys, consignment).size(), 2u) << "its work is done";
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

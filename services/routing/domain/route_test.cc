#include "services/routing/domain/route.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::routing {
namespace {

constexpr char kProvince[] = R"pb(
  units { code: "87" name: "Tỉnh Đồng Tháp" level: LEVEL_PROVINCE }
  units { code: "87.SXD" name: "Sở Xây dựng" level: LEVEL_PROVINCE parent_code: "87" }
  units { code: "866" name: "Huyện Cao Lãnh" level: LEVEL_DISTRICT parent_code: "87" }
  units { code: "866.TNMT" name: "Phòng TN&MT" level: LEVEL_DISTRICT parent_code: "866" }
  units {
    code: "30076"
    name: "Xã Mỹ Thọ"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.31.14.H20"
  }
  procedures {
    code: "1.000001"
    name: "Cấp giấy"
    field: "Đất đai"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
    route {
      stage: 2
      name: "Thẩm định"
      unit_selector: "division:TNMT"
      share_permille: 600
      needs_originals: true
      role: "officer"
    }
    route {
      stage: 2
      name: "Lấy ý kiến"
      unit_selector: "department:SXD"
      share_permille: 300
      role: "officer"
    }
    route { stage: 3 name: "Ký" unit_selector: "district" share_permille: 200 role: "leader" }
  }
)pb";

TEST(LayRouteTest, ResolvesEachStepsUnitFromTheOrigin) {
  auto catalogue = catalogue::Catalogue::FromFiles({{"a.textproto", kProvince}});
  ASSERT_THAT(catalogue, IsOk());
  auto steps = LayRoute(*catalogue, "1.000001", "30076");
  ASSERT_THAT(steps, IsOk());
  ASSERT_EQ(steps->size(), 4u);
  EXPECT_THAT((*steps)[0].unit_code(), "30076");
  EXPECT_THAT((*steps)[2].unit_code(), "87.SXD");
  EXPECT_THAT((*steps)[3].unit_code(), "866");
  EXPECT_THAT((*steps)[1], EqualsProto(R"pb(
                index: 1
                stage: 2
                name: "Thẩm định"
                unit_code: "866.TNMT"
                share_permille: 600
                needs_originals: true
                state: STEP_STATE_PENDING)pb"));
}

TEST(LayRouteTest, RefusesWhatTheCatalogueDoesNotKnow) {
  auto catalogue = catalogue::Catalogue::FromFiles({{"a.textproto", kProvince}});
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_THAT(LayRoute(*catalogue, "9.9", "30076"),
              StatusIs(absl::StatusCode::kNotFound, kProcedureNotFound));
  EXPECT_THAT(LayRoute(*catalogue, "1.000001", "99999"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace motcua::routing

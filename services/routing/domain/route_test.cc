#include "services/routing/domain/route.h"

#include "absl/strings/str_replace.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
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

event::v1::Accepted AcceptedAt(const std::string& origin,
                               const std::string& procedure = "1.000001") {
  event::v1::Accepted accepted;
  accepted.set_procedure_code(procedure);
  accepted.set_receiving_unit(origin);
  return accepted;
}

absl::Time Day(int year, int month, int day) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, 9), LocalZone());
}

// A step for one case alone, a consultation, a step that may be skipped, a way that does not count.
TEST(LayRouteTest, LeavesOutTheStepsOfCasesThatDoNotHold) {
  const std::string text = absl::StrReplaceAll(
      kProvince,
      {{"papers {", "cases { key: 'lost' name: 'Mất' question: 'Mất?' } papers {"},
       {"share_permille: 300", "share_permille: 300 cases: 'lost' "
                               "answer_limit { kind: LIMIT_KIND_WORKING_DAYS amount: 3 }"},
       {"needs_originals: true", "needs_originals: true post_stops_clock: true may_skip: true"}});
  auto catalogue = catalogue::Catalogue::FromFiles({{"a.textproto", text}});
  ASSERT_THAT(catalogue, IsOk());
  event::v1::Accepted accepted = AcceptedAt("30076");
  auto plain = LayRoute(*catalogue, accepted, Day(2023, 1, 18));
  ASSERT_THAT(plain, IsOk());
  ASSERT_EQ(plain->size(), 3u);
  EXPECT_EQ((*plain)[2].index(), 2);
  EXPECT_EQ((*plain)[2].stage(), 3);
  EXPECT_TRUE((*plain)[1].post_stops_clock());
  EXPECT_TRUE((*plain)[1].may_skip());
  accepted.set_case_key("lost");
  auto lost = LayRoute(*catalogue, accepted, Day(2023, 1, 18));
  ASSERT_THAT(lost, IsOk());
  ASSERT_EQ(lost->size(), 4u);
  EXPECT_EQ((*lost)[2].answer_limit().amount(), 3);
}

TEST(LayRouteTest, ResolvesEachStepsUnitFromTheOrigin) {
  auto catalogue = catalogue::Catalogue::FromFiles({{"a.textproto", kProvince}});
  ASSERT_THAT(catalogue, IsOk());
  auto steps = LayRoute(*catalogue, AcceptedAt("30076"), Day(2023, 1, 18));
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
  EXPECT_THAT(LayRoute(*catalogue, AcceptedAt("30076", "9.9"), Day(2023, 1, 18)),
              StatusIs(absl::StatusCode::kNotFound, kProcedureNotFound));
  EXPECT_THAT(LayRoute(*catalogue, AcceptedAt("99999"), Day(2023, 1, 18)),
              StatusIs(absl::StatusCode::kNotFound));
}

// The procedure and a second version of one step, from 2024 on.
absl::StatusOr<catalogue::Catalogue> TwoVersions() {
  const std::string first = absl::StrReplaceAll(
      kProvince, {{R"(code: "1.000001")", R"(code: "1.000001" valid_to: "2023-12-31")"}});
  return catalogue::Catalogue::FromFiles({{"a.textproto", first}, {"b.textproto", R"pb(
    procedures {
      code: "1.000001"
      version: 2
      valid_from: "2024-01-01"
      name: "Cấp giấy"
      field: "Đất đai"
      levels: LEVEL_COMMUNE
      limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 }
      route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
    })pb"}});
}

TEST(LayRouteTest, ADossierGoesTheWayOfTheVersionItWasFiledUnder) {
  auto catalogue = TwoVersions();
  ASSERT_THAT(catalogue, IsOk());
  event::v1::Accepted accepted = AcceptedAt("30076");
  accepted.set_procedure_version(1);
  EXPECT_EQ(LayRoute(*catalogue, accepted, Day(2024, 1, 2))->size(), 4u);
  accepted.set_procedure_version(2);
  EXPECT_EQ(LayRoute(*catalogue, accepted, Day(2024, 1, 2))->size(), 1u);
  accepted.set_procedure_version(3);
  EXPECT_THAT(LayRoute(*catalogue, accepted, Day(2024, 1, 2)),
              StatusIs(absl::StatusCode::kNotFound, kProcedureNotFound));
}

TEST(LayRouteTest, EventsWithoutVersionGoByTheDayOfFiling) {
  auto catalogue = TwoVersions();
  ASSERT_THAT(catalogue, IsOk());
  event::v1::Accepted accepted = AcceptedAt("30076");
  EXPECT_EQ(LayRoute(*catalogue, accepted, Day(2024, 1, 2))->size(), 1u);
  *accepted.mutable_submit_time() = ToProto(Day(2023, 12, 29));
  EXPECT_EQ(LayRoute(*catalogue, accepted, Day(2024, 1, 2))->size(), 4u);
}

}  // namespace
}  // namespace motcua::routing

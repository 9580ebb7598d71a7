// Moving journeys to another version of their procedure: the plan, the move, who may.
#include "absl/strings/str_replace.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kVersionTwo[] = R"pb(
  procedures {
    code: "1.2"
    version: 2
    valid_from: "2023-07-01"
    name: "Đăng ký đất đai"
    field: "Đất đai"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 300 role: "officer" }
    route {
      stage: 2
      name: "Thẩm định"
      unit_selector: "division:TNMT"
      share_permille: 400
      role: "officer"
    }
    route { stage: 3 name: "Ký" unit_selector: "district" share_permille: 300 role: "leader" }
  }
)pb";

class MigrationsTest : public RoutingTest {
 protected:
  MigrationsTest() {
    const std::string first = absl::StrReplaceAll(
        kTestCatalogue, {{R"(code: "1.2")", R"(code: "1.2" valid_to: "2023-06-30")"}});
    auto both = catalogue::Catalogue::FromFiles({{"a", first}, {"b", kVersionTwo}});
    EXPECT_THAT(both, IsOk());
    catalogue.Replace(*std::move(both));
  }

  absl::StatusOr<v1::PlanMigrationResponse> Plan(int version = 2, int page_size = 0,
                                                 const std::string& token = "") {
    v1::PlanMigrationRequest request;
    request.set_procedure_code(kThereAndBack);
    request.set_to_version(version);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return RunOn(io, service.PlanMigration(call, request));
  }
  absl::StatusOr<v1::MigrateJourneyResponse> Move(const std::string& code,
                                                  std::string request_id = "") {
    v1::MigrateJourneyRequest request;
    request.set_request_id(request_id.empty() ? NextId() : request_id);
    request.set_dossier_code(code);
    request.set_to_version(2);
    return RunOn(io, service.MigrateJourney(call, request));
  }
  void Begin(const std::string& code, const char* procedure = kThereAndBack) {
    Event event = AcceptedEvent(code, procedure);
    auto& accepted = *event.mutable_accepted();
    const auto& limit = catalogue.FindProcedureKept(procedure, 1, absl::CivilDay())->limit();
    accepted.set_procedure_version(1);
    *accepted.mutable_limit() = limit;
    const absl::Time due = catalogue.calendar().Due(clock.Now(), catalogue::ToTimeLimit(limit));
    *accepted.mutable_due_time() = ToProto(due);
    ASSERT_THAT(React(event), IsOk());
  }
};

TEST_F(MigrationsTest, ThePlanSaysWhereEachWouldStand) {
  Begin("A");
  Begin("B", kSingle);
  Begin("C");
  ASSERT_THAT(Complete(ClaimOne(kCommune)), IsOk());
  auto plan = Plan();
  ASSERT_THAT(plan, IsOk());
  ASSERT_THAT(plan->journeys(), SizeIs(2));
  const auto& a = plan->journeys(0);
  EXPECT_EQ(a.dossier_code(), "A");
  EXPECT_EQ(a.obstacle(), "");
  EXPECT_LT(a.new_due_time().seconds(), a.due_time().seconds());
  EXPECT_EQ(plan->next_page_token(), "");
  EXPECT_EQ(Stored("A").procedure_version(), 1) << "a plan changes nothing";
}

TEST_F(MigrationsTest, ThePlanNamesObstacles) {
  Begin("A");
  ClaimOne(kCommune);
  auto plan = Plan();
  ASSERT_THAT(plan, IsOk());
  EXPECT_THAT(plan->journeys(0).obstacle(), testing::HasSubstr("in someone's hands"));
  EXPECT_THAT(Move("A"),
              StatusIs(absl::StatusCode::kFailedPrecondition, kMigrationImpossible));
}

TEST_F(MigrationsTest, ThePlanComesInPages) {
  for (const char* code : {"A", "B", "C"}) {
    Begin(code);
    clock.Advance(absl::Minutes(1));
  }
  auto first = Plan(2, 2);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->journeys(), SizeIs(2));
  auto second = Plan(2, 2, first->next_page_token());
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->journeys(), SizeIs(1));
  EXPECT_EQ(second->journeys(0).dossier_code(), "C");
}

TEST_F(MigrationsTest, AMoveIsOneCommitAndHasOneEffect) {
  Begin("A");
  ASSERT_THAT(Complete(ClaimOne(kCommune)), IsOk());
  auto moved = Move("A", "again");
  ASSERT_THAT(moved, IsOk());
  EXPECT_TRUE(moved->moved());
  EXPECT_THAT(moved->migration().open_steps(), ElementsAre("Ký"));
  EXPECT_THAT(moved->migration().new_open_steps(), ElementsAre("Thẩm định"));
  EXPECT_THAT(Move("A", "again"), IsOkAndHolds(EqualsProto(moved->ShortDebugString())));
  auto repeated = Move("A");
  ASSERT_THAT(repeated, IsOk());
  EXPECT_FALSE(repeated->moved());
  EXPECT_THAT(Said("A"), ElementsAre("routed", "queued", "claimed", "step_completed", "queued",
                                     "migrated", "repromised", "queued"));
  EXPECT_THAT(Queue("866"), IsEmpty());
  EXPECT_THAT(Queue("866.TNMT"), ElementsAre("A/1"));
  Work("866.TNMT");
  Work("866");
  EXPECT_EQ(Stored("A").state(), dossier::v1::JOURNEY_STATE_RESULT_READY);
}

TEST_F(MigrationsTest, OnlyOfTheCallersUnitsAndVersionsThatExist) {
  Begin("A");
  EXPECT_THAT(Plan(3), StatusIs(absl::StatusCode::kNotFound, kProcedureNotFound));
  EXPECT_THAT(Plan(0), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(Plan(2, 0, "nonsense"),
              StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
  EXPECT_THAT(Move("X"), StatusIs(absl::StatusCode::kNotFound, kDossierNotFound));
  call.caller.units = {"30079"};
  EXPECT_THAT(Plan()->journeys(), IsEmpty());
  EXPECT_THAT(Move("A"), StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
}

}  // namespace
}  // namespace motcua::routing

// The reorganisation of 1 July 2025 (202/2025/QH15, 1663/NQ-UBTVQH15) on the whole system: open work
// goes under the new units, also when services are killed meanwhile, and can be put back.
#include <string>
#include <vector>

#include "motcua/ops/v1/reorganisation_service.pb.h"
#include "tests/system/province.h"

namespace motcua {
namespace {

using namespace ops::v1;      // NOLINT: the messages of one service
using namespace dossier::v1;  // NOLINT: enumerators

constexpr char kPlan[] = "dong-thap-2025-07-01";
constexpr char kBirth[] = "1.001193";

class ReorganiseTest : public ::testing::Test {
 protected:
  ReorganiseTest() : stack_(Stack::Options{.start = LocalTime(2025, 6, 27, 8)}), province_(stack_) {}

  template <class Response, class Request>
  absl::StatusOr<Response> Ask(const std::string& owner, const Request& request) {
    return stack_.ChannelOf("operator", owner)
        .CallSync<Response>(MethodOf(Request::descriptor()), request, absl::Seconds(10));
  }

  absl::StatusOr<ApplyReorganisationResponse> Apply(const std::string& owner = "routing") {
    ApplyReorganisationRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_id(kPlan);
    return Ask<ApplyReorganisationResponse>(owner, request);
  }

  absl::StatusOr<UndoReorganisationResponse> Undo() {
    UndoReorganisationRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_id(kPlan);
    return Ask<UndoReorganisationResponse>("routing", request);
  }

  CountReorganisationResponse Count(const std::string& owner) {
    CountReorganisationRequest request;
    request.set_id(kPlan);
    return Must(Ask<CountReorganisationResponse>(owner, request));
  }

  ReorganisationRun RunOf(const std::string& owner) {
    const auto list = Ask<ListReorganisationsResponse>(owner, ListReorganisationsRequest());
    return list.ok() ? list->reorganisations(0).run() : ReorganisationRun();
  }

  bool All(ReorganisationState state) {
    return Eventually([&] {
      for (const char* owner : {"intake", "routing", "postal"}) {
        if (RunOf(owner).state() != state) return false;
      }
      return true;
    });
  }

  void NewDay() { stack_.clock().Set(LocalTime(2025, 7, 1, 8)); }

  Stack stack_;
  Province province_;
};

TEST_F(ReorganiseTest, IsRefusedBeforeItsDay) {
  EXPECT_THAT(Apply(), StatusIs(absl::StatusCode::kFailedPrecondition, "REORGANISATION_NOT_DUE"));
  EXPECT_THAT(Undo(), StatusIs(absl::StatusCode::kNotFound, "REORGANISATION_NOT_FOUND"));
}

TEST_F(ReorganiseTest, RehomesQueuesLeasesAndPromises) {
  const std::string queued = province_.File(province_.Draft(kBirth, "29881"));
  const std::string leased = province_.File(province_.Draft(kBirth, "29884"));
  stack_.clock().Set(LocalTime(2025, 6, 30, 23, 55));
  const auto step = province_.Claim("29884");
  const auto before = province_.Journey(queued);
  stack_.clock().Set(LocalTime(2025, 7, 1, 0));
  EXPECT_EQ(Count("routing").concerned(), 2);
  EXPECT_THAT(Apply(), IsOk());
  ASSERT_TRUE(All(REORGANISATION_STATE_APPLIED));
  EXPECT_EQ(RunOf("routing").moved(), 2);
  EXPECT_EQ(RunOf("intake").moved(), 2);

  const auto after = province_.Journey(queued);
  EXPECT_EQ(after.receiving_unit().substr(0, 3), "82.");
  EXPECT_EQ(after.steps(0).unit_code(), after.receiving_unit());
  EXPECT_THAT(after.due_time(), EqualsProto(before.due_time().DebugString()));
  EXPECT_EQ(province_.Dossier(queued).receiving_unit(), after.receiving_unit());
  EXPECT_EQ(province_.CheckPlaces().violations(), 0);

  // The old unit's queue says where its work went; the lease goes on under the unit's old name.
  routing::v1::ListQueueRequest list;
  list.set_unit_code("29881");
  EXPECT_THAT(province_.client().Call<routing::v1::ListQueueResponse>(list),
              StatusIs(absl::StatusCode::kFailedPrecondition, "UNIT_REPLACED"));
  province_.Complete(step);
  province_.Work(after.receiving_unit());
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(stack_.DeadLetters(), 0);
}

// The policy names the old units: whoever covered them covers their successors, of no higher tier.
TEST_F(ReorganiseTest, RightsGoWithTheUnits) {
  const std::string code = province_.File(province_.Draft(kBirth, "29881"));
  NewDay();
  EXPECT_THAT(Apply("postal"), IsOk());
  ASSERT_TRUE(All(REORGANISATION_STATE_APPLIED));
  routing::v1::GetJourneyRequest request;
  request.set_dossier_code(code);
  using Response = routing::v1::GetJourneyResponse;
  EXPECT_THAT(Client(stack_, "officers-866").Call<Response>(request), IsOk());
  EXPECT_THAT(Client(stack_, "officers-87").Call<Response>(request), IsOk());
  EXPECT_THAT(Client(stack_, "officers-877").Call<Response>(request),
              StatusIs(absl::StatusCode::kPermissionDenied, "UNIT_OUT_OF_SCOPE"));
  EXPECT_THAT(stack_.ChannelOf("officers-866", "routing")
                  .CallSync<ApplyReorganisationResponse>(
                      MethodOf(ApplyReorganisationRequest::descriptor()),
                      ApplyReorganisationRequest(), absl::Seconds(10)),
              StatusIs(absl::StatusCode::kPermissionDenied, "METHOD_NOT_ALLOWED"));
}

TEST_F(ReorganiseTest, CompletesWhateverIsKilled) {
  constexpr int kDossiers = 300;
  std::vector<std::string> codes;
  for (int i = 0; i < kDossiers; ++i) {
    codes.push_back(province_.File(province_.Draft(kBirth, i % 2 == 0 ? "29881" : "30250")));
  }
  ASSERT_TRUE(stack_.Settle());
  NewDay();
  EXPECT_THAT(Apply(), IsOk());
  for (const char* victim : {"routing", "intake", "postal", "routing"}) {
    stack_.Kill9(victim);
    stack_.Start(victim);
  }
  stack_.redis().Kill9();
  stack_.redis().Start();
  ASSERT_TRUE(All(REORGANISATION_STATE_APPLIED));
  EXPECT_EQ(RunOf("routing").moved(), kDossiers);
  EXPECT_EQ(RunOf("intake").moved(), kDossiers);
  for (const std::string& code : codes) {
    EXPECT_EQ(province_.Journey(code).receiving_unit().substr(0, 3), "82.");
  }
  const auto places = province_.CheckPlaces();
  EXPECT_EQ(places.violations(), 0);
  EXPECT_EQ(places.open_journeys(), kDossiers);
  EXPECT_TRUE(stack_.Settle());
  int told = 0;
  for (const std::string& kind : province_.Kinds(codes[0])) told += kind == "unit_reassigned";
  EXPECT_EQ(told, 1);
}

TEST_F(ReorganiseTest, UndoPutsBackWhatNobodyWorkedOn) {
  const std::string idle = province_.File(province_.Draft(kBirth, "29881"));
  const std::string worked = province_.File(province_.Draft(kBirth, "30250"));
  NewDay();
  EXPECT_THAT(Apply(), IsOk());
  ASSERT_TRUE(All(REORGANISATION_STATE_APPLIED));
  province_.Claim(province_.Journey(worked).receiving_unit());
  EXPECT_THAT(Undo(), IsOk());
  ASSERT_TRUE(All(REORGANISATION_STATE_UNDONE));
  ASSERT_TRUE(stack_.Settle());
  EXPECT_EQ(province_.Journey(idle).receiving_unit(), "29881");
  EXPECT_EQ(province_.Dossier(idle).receiving_unit(), "29881");
  EXPECT_EQ(province_.Journey(worked).receiving_unit().substr(0, 3), "82.");
  const auto run = RunOf("routing");
  EXPECT_EQ(run.kept(), 1);
  ASSERT_EQ(run.kept_ids_size(), 1);
  EXPECT_EQ(run.kept_ids(0), worked);
  EXPECT_EQ(province_.CheckPlaces().violations(), 0);
}

// History stays under the units of its day, and can be had under those of today.
TEST_F(ReorganiseTest, HistoryIsReportedUnderEither) {
  province_.File(province_.Draft(kBirth, "29881"));
  ASSERT_TRUE(stack_.Settle());
  NewDay();
  EXPECT_THAT(Apply(), IsOk());
  ASSERT_TRUE(All(REORGANISATION_STATE_APPLIED));
  ASSERT_TRUE(stack_.Settle());
  reporting::v1::GetOnTimeReportRequest request;
  request.mutable_begin_time()->set_seconds(absl::ToUnixSeconds(LocalTime(2025, 6, 1, 0)));
  request.mutable_end_time()->set_seconds(absl::ToUnixSeconds(LocalTime(2025, 7, 2, 0)));
  request.set_grouping(reporting::v1::REPORT_GROUPING_UNIT);
  using Response = reporting::v1::GetOnTimeReportResponse;
  const auto of_the_day = Must(province_.client().Call<Response>(request));
  request.set_units(reporting::v1::REPORT_UNITS_TODAY);
  const auto today = Must(province_.client().Call<Response>(request));
  ASSERT_EQ(of_the_day.rows_size(), 1);
  ASSERT_EQ(today.rows_size(), 1);
  EXPECT_EQ(of_the_day.rows(0).key(), "29881");
  EXPECT_EQ(today.rows(0).key().substr(0, 3), "82.");
  EXPECT_EQ(today.total().received(), of_the_day.total().received());
}

// Under two tiers routes that name a district or its divisions go on by the catalogue's rules.
TEST_F(ReorganiseTest, NewDossiersAreRoutedWithoutDistricts) {
  NewDay();
  const std::string code = province_.File(province_.Draft(kBirth, "82.29869"));
  EXPECT_EQ(province_.Journey(code).receiving_unit(), "82.29869");
}

}  // namespace
}  // namespace motcua

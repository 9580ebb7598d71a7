#include <algorithm>
#include <map>

#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ClaimsTest : public RoutingTest {
 protected:
  using Answer = absl::StatusOr<v1::ClaimStepsResponse>;

  void AcceptMany(int count, std::string procedure = kSingle) {
    for (int i = 0; i < count; ++i) Accept(absl::StrFormat("D%04d", i), procedure);
  }
  v1::ClaimStepsRequest Request(int max_steps) {
    v1::ClaimStepsRequest request;
    request.set_request_id(NextId());
    request.set_unit_code(kCommune);
    request.set_max_steps(max_steps);
    return request;
  }
  // Counts how often each step was given out; every answer must be OK.
  static std::map<std::string, int> CountSteps(const std::vector<Answer>& answers) {
    std::map<std::string, int> times;
    for (const Answer& answer : answers) {
      EXPECT_THAT(answer, IsOk());
      if (!answer.ok()) continue;
      for (const auto& step : answer->steps()) ++times[step.dossier_code()];
    }
    return times;
  }
};

TEST_F(ClaimsTest, TheNearestDueComesFirstAndStepsWithoutALimitLast) {
  Accept("unlimited", kParallel);
  Accept("ten-days", kThereAndBack);
  Accept("today", kSingle);
  auto claimed = Claim(kCommune, 10);
  ASSERT_THAT(claimed, IsOk());
  std::vector<std::string> order;
  for (const auto& step : claimed->steps()) order.push_back(step.dossier_code());
  EXPECT_THAT(order, ElementsAre("today", "ten-days", "unlimited"));
  EXPECT_NE(claimed->steps(0).lease_token(), "");
  EXPECT_EQ(claimed->steps(0).step().lease().token(), "");
  EXPECT_TRUE(claimed->steps(0).has_due_time());
}

TEST_F(ClaimsTest, AnEmptyQueueGivesAnEmptyAnswer) {
  EXPECT_THAT(Claim(kCommune), IsOkAndHolds(EqualsProto("")));
}

TEST_F(ClaimsTest, ARepetitionGivesTheStepsStillHeld) {
  AcceptMany(3);
  auto first = Claim(kCommune, 2, "wish");
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->steps_size(), 2);
  EXPECT_THAT(Claim(kCommune, 2, "wish"), IsOkAndHolds(EqualsProto(*first)));
  EXPECT_EQ(Queue(kCommune).size(), 1u);

  ASSERT_THAT(Complete(first->steps(0)), IsOk());
  auto later = Claim(kCommune, 2, "wish");
  ASSERT_THAT(later, IsOk());
  ASSERT_EQ(later->steps_size(), 1);
  EXPECT_THAT(later->steps(0), EqualsProto(first->steps(1)));

  ASSERT_THAT(Claim(kCommune, 1), IsOk());  // the queue is empty now
  EXPECT_EQ(Claim(kCommune, 2, "wish")->steps_size(), 1) << "though nothing is left to claim";
  clock.Advance(absl::Hours(1));
  EXPECT_EQ(Claim(kCommune, 2, "wish")->steps_size(), 0) << "the lease ran out";
  EXPECT_THAT(Claim(kCommune, 1, "wish"),
              StatusIs(absl::StatusCode::kInvalidArgument, kRequestIdReused));
}

TEST_F(ClaimsTest, ManyClaimsAtOnceNeverGetTheSameStep) {
  AcceptMany(200);
  std::vector<v1::ClaimStepsRequest> requests;
  for (int i = 0; i < 300; ++i) requests.push_back(Request(1));
  std::vector<async::Task<Answer>> claims;
  for (const auto& request : requests) claims.push_back(service.ClaimSteps(call, request));
  const auto times = CountSteps(RunOn(io, async::WhenAll(std::move(claims))));
  EXPECT_EQ(times.size(), 200u);
  for (const auto& [code, count] : times) EXPECT_EQ(count, 1) << code;
}

TEST_F(ClaimsTest, TwoProcessesNeverGetTheSameStep) {
  AcceptMany(200);
  // Another process: its own connections, memory of journeys and claims.
  redis::Client redis2{io, {.address = TestRedis().address()}};
  store::Committer committer2{redis2, store::Keys("t")};
  Journeys journeys2{committer2, catalogue.calendar(), clock};
  PlaceChecker checker2{journeys2, {}};
  SequentialIds ids2{"other"};
  RoutingService service2{journeys2, checker2, catalogue, ids2};
  std::vector<v1::ClaimStepsRequest> requests;
  for (int i = 0; i < 60; ++i) requests.push_back(Request(7));
  std::vector<async::Task<Answer>> claims;
  for (size_t i = 0; i < requests.size(); ++i) {
    claims.push_back((i % 2 == 0 ? service : service2).ClaimSteps(call, requests[i]));
  }
  auto answers = RunOn(io, async::WhenAll(std::move(claims)));
  for (const auto& [code, count] : CountSteps(answers)) EXPECT_EQ(count, 1) << code;
  for (int i = 0; i < 40; ++i) answers.push_back(Claim(kCommune, 10));
  EXPECT_EQ(CountSteps(answers).size(), 200u) << "and none is left behind";
  EXPECT_THAT(Queue(kCommune), IsEmpty());
}

TEST_F(ClaimsTest, TwoStepsOfOneJourneyInOneUnitAreTakenTogether) {
  Accept("A", kParallel);
  Work(kCommune);
  Event accepted = AcceptedEvent("B", kParallel);
  ASSERT_THAT(React(accepted), IsOk());
  Work(kCommune);
  auto claimed = Claim(kDivision, 10);
  ASSERT_THAT(claimed, IsOk());
  EXPECT_EQ(claimed->steps_size(), 2);
}

TEST_F(ClaimsTest, ALostRedisChangesNothingOrIsToldByTheRetry) {
  AcceptMany(1);
  TestRedis().Stop();
  auto request = Request(1);
  redis::Client hasty{io, {.address = TestRedis().address(), .timeout = absl::Milliseconds(50)}};
  store::Committer committer2{hasty, store::Keys("t")};
  Journeys journeys2{committer2, catalogue.calendar(), clock};
  PlaceChecker checker2{journeys2, {}};
  RoutingService service2{journeys2, checker2, catalogue, ids};
  EXPECT_THAT(RunOn(io, service2.ClaimSteps(call, request)),
              StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
  TestRedis().Continue();
  auto retried = RunOn(io, service.ClaimSteps(call, request));
  ASSERT_THAT(retried, IsOk());
  EXPECT_EQ(retried->steps_size(), 1);
}

}  // namespace
}  // namespace motcua::routing

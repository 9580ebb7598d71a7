#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ViewsTest : public RoutingTest {
 protected:
  // The codes on all pages of a unit's queue; `between` runs after each page.
  std::vector<std::string> Pages(
      int page_size, std::function<void()> between = [] {}) {
    std::vector<std::string> codes;
    v1::ListQueueRequest request;
    request.set_unit_code(kCommune);
    request.set_page_size(page_size);
    do {
      auto page = RunOn(io, service.ListQueue(call, request));
      EXPECT_THAT(page, IsOk());
      for (const auto& entry : page->entries()) codes.push_back(entry.dossier_code());
      request.set_page_token(page->next_page_token());
      between();
    } while (!request.page_token().empty());
    return codes;
  }
};

TEST_F(ViewsTest, AQueueIsListedInPages) {
  for (int i = 0; i < 25; ++i) Accept(absl::StrFormat("D%02d", i), kSingle);  // all due at 17:00
  const auto codes = Pages(10);
  EXPECT_THAT(codes, SizeIs(25));
  EXPECT_TRUE(std::ranges::is_sorted(codes));
  EXPECT_THAT(Pages(25), SizeIs(25));
}

TEST_F(ViewsTest, WhatLeavesBetweenPagesHidesNothing) {
  for (int i = 0; i < 25; ++i) Accept(absl::StrFormat("D%02d", i), kSingle);
  const auto codes = Pages(10, [&] { ClaimOne(kCommune); });
  EXPECT_THAT(codes, SizeIs(25));
}

TEST_F(ViewsTest, ATokenOfAnotherListIsRefused) {
  v1::ListQueueRequest request;
  request.set_unit_code(kCommune);
  request.set_page_token("nonsense");
  EXPECT_THAT(RunOn(io, service.ListQueue(call, request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
  request.set_page_token("");
  request.set_page_size(-1);
  EXPECT_THAT(RunOn(io, service.ListQueue(call, request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
  request.set_unit_code("999");
  EXPECT_THAT(RunOn(io, service.ListQueue(call, request)),
              StatusIs(absl::StatusCode::kNotFound, kUnitNotFound));
}

TEST_F(ViewsTest, SummariesShowTheCallersUnits) {
  Accept("A", kSingle);
  Accept("B", kSingle);
  Accept("C", kThereAndBack);
  Work(kCommune);      // A
  ClaimOne(kCommune);  // B
  clock.Set(LocalTime(2023, 4, 3, 8, 0));
  v1::ListQueueSummariesRequest request;
  request.set_only_busy(true);
  auto busy = RunOn(io, service.ListQueueSummaries(call, request));
  ASSERT_THAT(busy, IsOk());
  ASSERT_EQ(busy->summaries_size(), 1);
  EXPECT_EQ(busy->summaries(0).unit_code(), kCommune);
  EXPECT_EQ(busy->summaries(0).queued(), 1);
  EXPECT_EQ(busy->summaries(0).leased(), 1);
  EXPECT_EQ(busy->summaries(0).overdue(), 1);
  EXPECT_TRUE(busy->summaries(0).has_first_due_time());

  request.set_only_busy(false);
  auto all = RunOn(io, service.ListQueueSummaries(call, request));
  ASSERT_THAT(all, IsOk());
  std::vector<std::string> units;
  for (const auto& summary : all->summaries()) units.push_back(summary.unit_code());
  EXPECT_THAT(units, ElementsAre("30076", "30079", "866", "866.TNMT", "87", "87.SXD"));

  CallContext division;
  division.caller = {.name = "phong", .units = {kDivision}};
  all = RunOn(io, service.ListQueueSummaries(division, request));
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->summaries_size(), 1);
  EXPECT_EQ(all->summaries(0).unit_code(), kDivision);

  request.set_unit_code("999");
  EXPECT_THAT(RunOn(io, service.ListQueueSummaries(call, request)),
              StatusIs(absl::StatusCode::kNotFound, kUnitNotFound));
}

TEST_F(ViewsTest, StuckStepsAreListedInPagesWithinTheCallersUnits) {
  max_expiries = 1;
  for (int i = 0; i < 5; ++i) {
    Accept(absl::StrFormat("D%d", i), kSingle);
    ClaimOne(kCommune);
    clock.Advance(absl::Minutes(30));
    ASSERT_THAT(RunOn(io, lease_recoverer.RunOnce()), IsOk());
  }
  v1::ListStuckStepsRequest request;
  request.set_page_size(2);
  std::vector<std::string> codes;
  do {
    auto page = RunOn(io, service.ListStuckSteps(call, request));
    ASSERT_THAT(page, IsOk());
    for (const auto& entry : page->entries()) codes.push_back(entry.dossier_code());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(codes, ElementsAre("D0", "D1", "D2", "D3", "D4"));

  CallContext neighbour;
  neighbour.caller = {.name = "hang-xom", .units = {"30079"}};
  request.set_page_token("");
  auto none = RunOn(io, service.ListStuckSteps(neighbour, request));
  ASSERT_THAT(none, IsOk());
  EXPECT_THAT(none->entries(), IsEmpty());
}

TEST_F(ViewsTest, CheckPlacesCountsWhatIsOpen) {
  Accept("A", kParallel);
  Work(kCommune);
  auto checked = RunOn(io, service.CheckPlaces(call, v1::CheckPlacesRequest()));
  EXPECT_THAT(checked, IsOkAndHolds(EqualsProto("open_journeys: 1 open_steps: 2")));
}

}  // namespace
}  // namespace motcua::routing

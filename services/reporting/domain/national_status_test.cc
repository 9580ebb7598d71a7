#include "services/reporting/domain/national_status.h"

#include <set>
#include <string>
#include <utility>

#include "common/testing/matchers.h"

namespace motcua::reporting {
namespace {

using namespace type::v1;     // NOLINT: enumerators
using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

using Numbers = std::vector<int>;

// The statuses a dossier goes through by its events.
Numbers Told(const std::vector<std::string>& events) {
  Standing standing;
  NationalStatus status = NATIONAL_STATUS_UNSPECIFIED;
  Numbers told;
  for (const std::string& text : events) {
    event::v1::Event event;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &event)) << text;
    Fold(event, standing);
    for (NationalStatus next : WayTo(status, NationalStatusOf(standing))) {
      EXPECT_TRUE(MayFollow(status, next)) << status << " to " << next;
      status = next;
      told.push_back(next);
    }
  }
  return told;
}

const std::vector<std::string> kRunning = {"submitted {}", "accepted {}", "routed {}", "queued {}"};

Numbers AfterRunning(const std::vector<std::string>& events) {
  std::vector<std::string> all = kRunning;
  all.insert(all.end(), events.begin(), events.end());
  const Numbers told = Told(all);
  EXPECT_GE(told.size(), 3u);
  return Numbers(told.begin() + 3, told.end());
}

TEST(TransitionsTest, AreThePortals) {
  const std::set<std::pair<int, int>> allowed = {
      {0, 1}, {1, 2}, {1, 3}, {2, 4}, {4, 5}, {4, 6}, {4, 7}, {4, 8},
      {4, 9}, {5, 4}, {5, 3}, {5, 7}, {6, 4}, {8, 4}, {9, 10}};
  for (int from = 0; from <= 10; ++from) {
    for (int to = 0; to <= 10; ++to) {
      EXPECT_EQ(MayFollow(static_cast<NationalStatus>(from), static_cast<NationalStatus>(to)),
                allowed.contains({from, to}))
          << from << " to " << to;
    }
  }
}

TEST(WayToTest, EachStepIsAllowedAndTheLastIsTheAim) {
  for (int from = 0; from <= 10; ++from) {
    for (int to = 1; to <= 10; ++to) {
      NationalStatus at = static_cast<NationalStatus>(from);
      const auto way = WayTo(at, static_cast<NationalStatus>(to));
      for (NationalStatus next : way) {
        EXPECT_TRUE(MayFollow(at, next));
        at = next;
      }
      if (!way.empty()) {
        EXPECT_EQ(at, to);
      }
    }
  }
  EXPECT_THAT(WayTo(NATIONAL_STATUS_FEE, NATIONAL_STATUS_WITHDRAWN),
              ElementsAre(NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_WITHDRAWN));
  EXPECT_THAT(WayTo(NATIONAL_STATUS_DONE, NATIONAL_STATUS_WITHDRAWN), IsEmpty());
  EXPECT_THAT(WayTo(NATIONAL_STATUS_NEW, NATIONAL_STATUS_NEW), IsEmpty());
}

TEST(NationalStatusTest, FollowsADossierToItsEnd) {
  EXPECT_THAT(Told(kRunning), ElementsAre(1, 2, 4));
  EXPECT_THAT(AfterRunning({"result_ready {}", "closed { reason: CLOSE_REASON_HANDED_OVER }"}),
              ElementsAre(9, 10));
}

TEST(NationalStatusTest, EveryStopHasItsOwn) {
  EXPECT_THAT(AfterRunning({"supplement_requested {}", "clock_stopped { reason: 'SUPPLEMENT' }",
                            "supplemented { after_acceptance: true }",
                            "clock_resumed { reason: 'SUPPLEMENT' }"}),
              ElementsAre(5, 4));
  EXPECT_THAT(AfterRunning({"fee_requested {}", "clock_stopped { reason: 'FEE' }",
                            "paid { settles: true }", "clock_resumed { reason: 'FEE' }"}),
              ElementsAre(6, 4));
  EXPECT_THAT(AfterRunning({"clock_stopped { reason: 'OTHER_AUTHORITY' }",
                            "clock_resumed { reason: 'OTHER_AUTHORITY' }"}),
              ElementsAre(8, 4));
  EXPECT_THAT(AfterRunning({"clock_stopped { reason: 'POST' }", "clock_resumed { reason: 'POST' }"}),
              IsEmpty())
      << "the post is part of processing";
}

TEST(NationalStatusTest, WhatIsNotReceived) {
  EXPECT_THAT(Told({"submitted {}", "refused {}"}), ElementsAre(1, 3));
  EXPECT_THAT(Told({"submitted {}", "completion_requested {}", "supplemented {}", "refused {}"}),
              ElementsAre(1, 3));
  EXPECT_THAT(Told({"submitted {}", "withdrawn {}"}), ElementsAre(1, 3));
}

TEST(NationalStatusTest, AWithdrawalFromEveryState) {
  const std::string withdrawn = "withdrawn { after_acceptance: true }";
  const std::string closed = "closed { reason: CLOSE_REASON_WITHDRAWN }";
  EXPECT_THAT(Told({"submitted {}", "accepted {}", withdrawn, closed}), ElementsAre(1, 2, 4, 7));
  EXPECT_THAT(AfterRunning({withdrawn, closed}), ElementsAre(7));
  EXPECT_THAT(AfterRunning({"clock_stopped { reason: 'SUPPLEMENT' }", withdrawn, closed}),
              ElementsAre(5, 7));
  EXPECT_THAT(AfterRunning({"clock_stopped { reason: 'FEE' }", withdrawn, closed}),
              ElementsAre(6, 4, 7));
  EXPECT_THAT(AfterRunning({"clock_stopped { reason: 'OTHER_AUTHORITY' }", withdrawn, closed}),
              ElementsAre(8, 4, 7));
  EXPECT_THAT(AfterRunning({"result_ready {}", withdrawn, closed}), ElementsAre(9));
}

TEST(NationalStatusTest, EveryPairOfStatesHasOne) {
  for (int dossier = 1; dossier < DossierState_ARRAYSIZE; ++dossier) {
    for (int journey = 0; journey < JourneyState_ARRAYSIZE; ++journey) {
      const Standing standing{static_cast<DossierState>(dossier),
                              static_cast<JourneyState>(journey), true};
      EXPECT_NE(NationalStatusOf(standing), NATIONAL_STATUS_UNSPECIFIED) << dossier << journey;
    }
  }
}

}  // namespace
}  // namespace motcua::reporting

#include "services/intake/domain/transitions.h"

#include <map>
#include <string>
#include <vector>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::intake {
namespace {

constexpr Action kActions[] = {
    Action::kAccept,        Action::kRefuse,        Action::kRequestCompletion,
    Action::kSupplement,    Action::kPay,           Action::kWithdraw,
    Action::kAskSupplement, Action::kReceivePapers, Action::kClose,
};

// Each cell of the table: rows are states, columns the actions in the order above, "-" is refused.
// S submitted, R completion requested, A accepted, Q supplement requested, N refused, W withdrawn,
// C closed.
const std::map<char, DossierState> kStates = {
    {'S', dossier::v1::DOSSIER_STATE_SUBMITTED},
    {'R', dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED},
    {'A', dossier::v1::DOSSIER_STATE_ACCEPTED},
    {'Q', dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED},
    {'N', dossier::v1::DOSSIER_STATE_REFUSED},
    {'W', dossier::v1::DOSSIER_STATE_WITHDRAWN},
    {'C', dossier::v1::DOSSIER_STATE_CLOSED},
    {'0', dossier::v1::DOSSIER_STATE_UNSPECIFIED},
};
const std::map<char, std::string> kTable = {
    {'S', "ANR-SW-S-"},  //
    {'R', "-N-SRW-R-"},  //
    {'A', "----AWQ-C"},  //
    {'Q', "---AQW--C"},  //
    {'N', "---------"},  //
    {'W', "---------"},  //
    {'C', "---------"},  //
    {'0', "---------"},
};

TEST(Transitions, EveryCell) {
  for (const auto& [from, row] : kTable) {
    for (size_t i = 0; i < std::size(kActions); ++i) {
      const auto next = NextState(kStates.at(from), kActions[i]);
      const std::string cell = std::string(1, from) + " " + std::string(ActionName(kActions[i]));
      if (row[i] == '-') {
        EXPECT_FALSE(next.has_value()) << cell;
      } else {
        ASSERT_TRUE(next.has_value()) << cell;
        EXPECT_EQ(*next, kStates.at(row[i])) << cell;
      }
    }
  }
}

TEST(Transitions, EachIsThereOnce) {
  for (size_t i = 0; i < kTransitions.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(kTransitions[i].from == kTransitions[j].from &&
                   kTransitions[i].action == kTransitions[j].action)
          << i << " " << j;
    }
  }
}

TEST(Transitions, RefusalNamesStateAndAction) {
  const auto next = RequireNextState(dossier::v1::DOSSIER_STATE_CLOSED, Action::kPay);
  EXPECT_THAT(next, StatusIs(absl::StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_EQ(MetadataOf(next.status(), "state"), "CLOSED");
  EXPECT_EQ(MetadataOf(next.status(), "action"), "pay");
}

TEST(Transitions, FinalStatesLeadNowhere) {
  for (const auto& [letter, state] : kStates) {
    bool leads = false;
    for (const Transition& transition : kTransitions) leads |= transition.from == state;
    const bool stored = letter != '0';
    EXPECT_EQ(stored && IsFinal(state), stored && !leads) << letter;
  }
}

}  // namespace
}  // namespace motcua::intake

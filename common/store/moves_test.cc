#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/store/commit.h"

namespace motcua::store {

static void PrintTo(const Move& m, std::ostream* out) {
  *out << m.member << ": " << m.from << " → " << m.to << " @" << m.score;
}
static bool operator==(const Move& a, const Move& b) {
  return a.member == b.member && a.from == b.from && a.to == b.to && a.score == b.score;
}

namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(MovesBetween, NothingChangesNothing) {
  EXPECT_THAT(MovesBetween({{"queue", "a", 1}}, {{"queue", "a", 1}}), IsEmpty());
}

TEST(MovesBetween, EntersAndLeaves) {
  EXPECT_THAT(MovesBetween({}, {{"queue", "a", 1}}),
              UnorderedElementsAre(Move{"a", "", "queue", 1}));
  EXPECT_THAT(MovesBetween({{"queue", "a", 1}}, {}),
              UnorderedElementsAre(Move{"a", "queue", "", 0}));
}

TEST(MovesBetween, FromOneSetToAnotherIsOneMove) {
  EXPECT_THAT(MovesBetween({{"queue", "a", 1}}, {{"leases", "a", 9}}),
              UnorderedElementsAre(Move{"a", "queue", "leases", 9}));
}

TEST(MovesBetween, NewScoreStaysInItsSet) {
  EXPECT_THAT(MovesBetween({{"leases", "a", 1}}, {{"leases", "a", 9}}),
              UnorderedElementsAre(Move{"a", "leases", "leases", 9}));
}

TEST(MovesBetween, MembersOfSeveralSets) {
  EXPECT_THAT(MovesBetween({{"queue", "a", 1}, {"open", "x", 1}},
                           {{"leased", "a", 5}, {"leases", "a", 5}, {"open", "x", 1}}),
              UnorderedElementsAre(Move{"a", "queue", "leased", 5}, Move{"a", "", "leases", 5}));
  EXPECT_THAT(MovesBetween({{"leased", "a", 5}, {"leases", "a", 5}, {"open", "x", 1}},
                           {{"queue", "b", 7}}),
              UnorderedElementsAre(Move{"a", "leased", "", 0}, Move{"a", "leases", "", 0},
                                   Move{"x", "open", "", 0}, Move{"b", "", "queue", 7}));
}

}  // namespace
}  // namespace motcua::store

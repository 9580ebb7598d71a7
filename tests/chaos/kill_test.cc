// Kills every process with -9, Redis too, one after the other, in the middle of work: what was
// acknowledged stays, once, in one place, and everything can still be finished.
#include <cstdio>
#include <string>
#include <vector>

#include "tests/chaos/crowd.h"
#include "tests/system/province.h"

namespace motcua {
namespace {

using ::testing::IsEmpty;

constexpr int kDossiers = 600;
constexpr char kRedis[] = "redis";
// Twice each, and services before and after Redis.
const char* const kVictims[] = {"intake",  "routing",   kRedis,   "postal", "reporting",
                                "routing", "reporting", "intake", kRedis,   "postal"};

int FailuresOf(const Crowd& crowd, const std::string& victim) {
  return crowd.failures(victim == kRedis ? "intake" : victim);
}

// Lets the crowd file `share` more; kills the victim halfway through them, and starts it again
// after somebody has felt it.
void KillAndRestart(Stack& stack, Crowd& crowd, const std::string& victim, int share) {
  const int filed = crowd.acknowledged_count();
  crowd.Allow(filed + share);
  EXPECT_TRUE(Eventually([&] { return crowd.acknowledged_count() >= filed + share / 2; }))
      << victim;
  const int before = FailuresOf(crowd, victim);
  victim == kRedis ? stack.redis().Kill9() : stack.Kill9(victim);
  EXPECT_TRUE(Eventually([&] { return FailuresOf(crowd, victim) > before; })) << victim;
  victim == kRedis ? stack.redis().Start() : stack.Start(victim);
  EXPECT_TRUE(Eventually([&] { return crowd.acknowledged_count() >= filed + share; })) << victim;
}

TEST(KillTest, NothingAcknowledgedIsLostOrDoubled) {
  Stack stack;
  Province province(stack);
  Crowd crowd(stack, province.Draft("1.001193", "29881"), kDossiers);
  for (const char* victim : kVictims) {
    KillAndRestart(stack, crowd, victim, kDossiers / std::ssize(kVictims));
  }
  EXPECT_TRUE(crowd.AllEnded(absl::Seconds(60)));
  EXPECT_TRUE(stack.Settle());
  crowd.Stop();
  EXPECT_THAT(crowd.surprises(), IsEmpty());

  // Every acknowledged dossier is archived exactly once, and nothing else is.
  const std::set<std::string> acknowledged = crowd.acknowledged();
  EXPECT_EQ(std::ssize(acknowledged), kDossiers);
  reporting::v1::AuditDossiersRequest audit;
  audit.mutable_dossier_codes()->Add(acknowledged.begin(), acknowledged.end());
  EXPECT_THAT(province.client().Call<reporting::v1::AuditDossiersResponse>(audit),
              IsOkAndHolds(EqualsProto("ended: " + std::to_string(kDossiers))));
  const auto status = Must(province.client().Call<reporting::v1::GetArchiveStatusResponse>(
      reporting::v1::GetArchiveStatusRequest()));
  EXPECT_EQ(status.dossiers(), kDossiers);
  EXPECT_EQ(status.ended(), kDossiers);
  EXPECT_EQ(status.duplicated(), 0);

  // Nothing is left anywhere.
  const auto places = province.CheckPlaces();
  EXPECT_EQ(places.open_journeys(), 0);
  EXPECT_EQ(places.violations(), 0) << places.DebugString();
  EXPECT_EQ(stack.DeadLetters(), 0);

  // The watcher saw every event once, in order.
  const std::vector<int64_t> watched = crowd.watched();
  EXPECT_EQ(std::ssize(watched), status.last_sequence());
  for (size_t i = 0; i < watched.size(); ++i) {
    ASSERT_EQ(watched[i], static_cast<int64_t>(i) + 1);
  }
  if (::testing::Test::HasFailure()) printf("%s\n", stack.Logs().c_str());
}

}  // namespace
}  // namespace motcua

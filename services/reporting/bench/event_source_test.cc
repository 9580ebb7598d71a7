#include "services/reporting/bench/event_source.h"

#include "common/catalogue/test_catalogue.h"
#include "common/testing/matchers.h"

namespace motcua::reporting {
namespace {

std::vector<event::v1::Event> Make(const catalogue::Catalogue& catalogue, uint64_t seed,
                                   size_t most) {
  EventSource source(catalogue, 200, seed, 1672592400);
  std::vector<event::v1::Event> events;
  for (auto entries = source.Next(most); !entries.empty(); entries = source.Next(most)) {
    for (const StreamEntry& entry : entries) {
      EXPECT_TRUE(events.emplace_back().ParseFromString(entry.bytes));
    }
  }
  return events;
}

TEST(EventSourceTest, TenEventsADossierInOrderOfTimeTheSameBySeed) {
  const auto catalogue =
      *catalogue::Catalogue::FromFiles({{"units", catalogue::kSmallUnits},
                                        {"procedures", catalogue::kSmallProcedures},
                                        {"calendar", catalogue::kSmallCalendar}});
  const auto events = Make(catalogue, 1, 64);
  ASSERT_EQ(events.size(), 200u * kEventsADossier);
  for (size_t i = 1; i < events.size(); ++i) {
    EXPECT_LE(events[i - 1].occur_time().seconds(), events[i].occur_time().seconds());
  }
  const auto again = Make(catalogue, 1, 777);
  for (size_t i = 0; i < events.size(); ++i) ASSERT_THAT(again[i], EqualsProto(events[i]));
  EXPECT_NE(Make(catalogue, 2, 64)[0].SerializeAsString(), events[0].SerializeAsString());
}

}  // namespace
}  // namespace motcua::reporting

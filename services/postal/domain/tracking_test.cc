#include "services/postal/domain/tracking.h"

#include <algorithm>
#include <random>
#include <vector>

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

using dossier::v1::ConsignmentState;
using dossier::v1::TrackingEvent;
using dossier::v1::TrackingKind;

constexpr int kKinds = dossier::v1::TRACKING_KIND_AWAITING_PICKUP;
constexpr int kStates = dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP;

TrackingEvent Scan(std::string id, TrackingKind kind, int minute) {
  TrackingEvent event;
  event.set_event_id(std::move(id));
  event.set_kind(kind);
  *event.mutable_event_time() = ToProto(absl::FromUnixSeconds(1'700'000'000 + 60 * minute));
  return event;
}

TrackingHistory HistoryOf(const std::vector<TrackingEvent>& events) {
  TrackingHistory history;
  for (const TrackingEvent& event : events) Insert(event, history);
  return history;
}

std::string Ids(const TrackingHistory& history) {
  std::string ids;
  for (const TrackingEvent& event : history) Append(&ids, event.event_id(), " ");
  return ids;
}

std::string BytesOf(const TrackingHistory& history) {
  std::string bytes;
  for (const TrackingEvent& event : history) Append(&bytes, event.SerializeAsString(), "|");
  return bytes;
}

// Every cell of the table by the rules it stands for.
TEST(Tracking, EveryStateWithEveryKind) {
  for (int s = dossier::v1::CONSIGNMENT_STATE_CREATED; s <= kStates; ++s) {
    for (int k = dossier::v1::TRACKING_KIND_COLLECTED; k <= kKinds; ++k) {
      const auto state = static_cast<ConsignmentState>(s);
      const auto kind = static_cast<TrackingKind>(k);
      ConsignmentState expected = state;
      if (state == dossier::v1::CONSIGNMENT_STATE_LOST) {
        if (kind == dossier::v1::TRACKING_KIND_DELIVERED) {
          expected = dossier::v1::CONSIGNMENT_STATE_DELIVERED;
        }
      } else if (!IsFinal(state)) {
        switch (kind) {
          case dossier::v1::TRACKING_KIND_COLLECTED:
            expected = std::max(state, dossier::v1::CONSIGNMENT_STATE_COLLECTED);
            break;
          case dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY:
            expected = dossier::v1::CONSIGNMENT_STATE_OUT_FOR_DELIVERY;
            break;
          case dossier::v1::TRACKING_KIND_AWAITING_PICKUP:
            expected = dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP;
            break;
          case dossier::v1::TRACKING_KIND_DELIVERED:
            expected = dossier::v1::CONSIGNMENT_STATE_DELIVERED;
            break;
          case dossier::v1::TRACKING_KIND_RETURNED:
            expected = dossier::v1::CONSIGNMENT_STATE_RETURNED;
            break;
          case dossier::v1::TRACKING_KIND_LOST:
            expected = dossier::v1::CONSIGNMENT_STATE_LOST;
            break;
          case dossier::v1::TRACKING_KIND_ARRIVED:
          case dossier::v1::TRACKING_KIND_ATTEMPT_FAILED:
            if (state == dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP) break;
            [[fallthrough]];
          default:
            expected = dossier::v1::CONSIGNMENT_STATE_IN_TRANSIT;
        }
      }
      EXPECT_EQ(Next(state, kind), expected) << s << " with " << k;
    }
  }
}

// TT 17/2017 Đ.7: the time of the post ends with the notice to fetch the item at the post office.
TEST(Tracking, TheFirstNoticeToFetchItCounts) {
  const TrackingHistory history = HistoryOf({Scan("d", dossier::v1::TRACKING_KIND_DELIVERED, 9),
                                             Scan("c", dossier::v1::TRACKING_KIND_AWAITING_PICKUP, 7),
                                             Scan("b", dossier::v1::TRACKING_KIND_AWAITING_PICKUP, 5),
                                             Scan("a", dossier::v1::TRACKING_KIND_ATTEMPT_FAILED, 5)});
  EXPECT_EQ(Ids(history), "a b c d ");
  const Standing standing = Fold(history);
  EXPECT_EQ(standing.state, dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  ASSERT_NE(standing.pickup_notice, nullptr);
  EXPECT_EQ(standing.pickup_notice->event_id(), "b");
}

TEST(Tracking, WaitingToBeFetchedComesBeforeItsEnd) {
  const TrackingHistory history = HistoryOf({Scan("b", dossier::v1::TRACKING_KIND_DELIVERED, 5),
                                             Scan("a", dossier::v1::TRACKING_KIND_AWAITING_PICKUP, 5)});
  EXPECT_EQ(Ids(history), "a b ");
}

TEST(Tracking, UnknownStatesAndKindsChangeNothing) {
  EXPECT_EQ(Next(dossier::v1::CONSIGNMENT_STATE_CREATED, dossier::v1::TRACKING_KIND_UNSPECIFIED),
            dossier::v1::CONSIGNMENT_STATE_CREATED);
  EXPECT_EQ(Next(dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED, dossier::v1::TRACKING_KIND_LOST),
            dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED);
  EXPECT_EQ(Next(dossier::v1::CONSIGNMENT_STATE_CREATED, static_cast<TrackingKind>(99)),
            dossier::v1::CONSIGNMENT_STATE_CREATED);
}

TEST(Tracking, OrdersByTimeThenKindThenId) {
  const TrackingHistory history = HistoryOf({Scan("d", dossier::v1::TRACKING_KIND_ARRIVED, 5),
                                             Scan("c", dossier::v1::TRACKING_KIND_DEPARTED, 5),
                                             Scan("b", dossier::v1::TRACKING_KIND_DEPARTED, 5),
                                             Scan("a", dossier::v1::TRACKING_KIND_DELIVERED, 9),
                                             Scan("e", dossier::v1::TRACKING_KIND_COLLECTED, 1)});
  EXPECT_EQ(Ids(history), "e b c d a ");
}

TEST(Tracking, AnIdCountsOnce) {
  TrackingHistory history;
  EXPECT_EQ(Insert(Scan("a", dossier::v1::TRACKING_KIND_COLLECTED, 1), history).taken,
            Taking::kNew);
  EXPECT_EQ(Insert(Scan("a", dossier::v1::TRACKING_KIND_COLLECTED, 1), history).taken,
            Taking::kDuplicate);
  EXPECT_EQ(history.size(), 1);
  EXPECT_EQ(Fold(history).state, dossier::v1::CONSIGNMENT_STATE_COLLECTED);
}

TEST(Tracking, TheFirstFinalEventDecides) {
  const TrackingHistory history =
      HistoryOf({Scan("back", dossier::v1::TRACKING_KIND_RETURNED, 8),
                 Scan("home", dossier::v1::TRACKING_KIND_DELIVERED, 9)});
  const Standing standing = Fold(history);
  EXPECT_EQ(standing.state, dossier::v1::CONSIGNMENT_STATE_RETURNED);
  EXPECT_EQ(standing.decided_by->event_id(), "back");
}

TEST(Tracking, AProofOfDeliveryFindsWhatWasLost) {
  const TrackingHistory history =
      HistoryOf({Scan("lost", dossier::v1::TRACKING_KIND_LOST, 8),
                 Scan("late", dossier::v1::TRACKING_KIND_ARRIVED, 9),
                 Scan("home", dossier::v1::TRACKING_KIND_DELIVERED, 10)});
  const Standing standing = Fold(history);
  EXPECT_EQ(standing.state, dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(standing.decided_by->event_id(), "home");
}

TEST(Tracking, NobodyDecidesWhileOpen) {
  EXPECT_EQ(Fold({}).decided_by, nullptr);
  EXPECT_EQ(Fold({}).state, dossier::v1::CONSIGNMENT_STATE_CREATED);
}

class Histories {
 public:
  explicit Histories(unsigned seed) : random_(seed) {}

  // Up to 12 events with many ties in time, now and then several final ones.
  std::vector<TrackingEvent> Some() {
    std::vector<TrackingEvent> events;
    const int count = Below(12) + 1;
    for (int i = 0; i < count; ++i) {
      const auto kind = static_cast<TrackingKind>(1 + Below(kKinds));
      events.push_back(Scan(Cat("scan-", Below(1000), "-", i), kind, Below(6)));
    }
    return events;
  }

  // The same events in another order, some of them reported again and again.
  std::vector<TrackingEvent> Disordered(std::vector<TrackingEvent> events) {
    const int repeats = Below(2 * static_cast<int>(events.size()));
    for (int i = 0; i < repeats; ++i) {
      const TrackingEvent again = events[Below(static_cast<int>(events.size()))];
      events.push_back(again);
    }
    std::ranges::shuffle(events, random_);
    return events;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  std::mt19937 random_;
};

TEST(TrackingProperty, AnyOrderAndAnyRepetitionEndsTheSame) {
  Histories histories(20230118);
  for (int round = 0; round < 3000; ++round) {
    const std::vector<TrackingEvent> events = histories.Some();
    const TrackingHistory first = HistoryOf(events);
    const Standing expected = Fold(first);
    for (int again = 0; again < 5; ++again) {
      const TrackingHistory other = HistoryOf(histories.Disordered(events));
      const Standing standing = Fold(other);
      ASSERT_EQ(Ids(other), Ids(first));
      ASSERT_EQ(standing.state, expected.state);
      ASSERT_EQ(standing.decided_by == nullptr, expected.decided_by == nullptr);
      if (expected.decided_by == nullptr) continue;
      ASSERT_EQ(standing.decided_by->event_id(), expected.decided_by->event_id());
    }
  }
}

// Several stories under one event_id, as some carriers' machines tell them.
TEST(TrackingProperty, ContradictionsEndTheSameInAnyOrder) {
  Histories histories(1914);
  for (int round = 0; round < 3000; ++round) {
    std::vector<TrackingEvent> events = histories.Some();
    for (size_t i = 0; i < events.size(); ++i) events[i].set_event_id(Cat("scan-", i % 4));
    const std::string expected = BytesOf(HistoryOf(events));
    for (int again = 0; again < 5; ++again) {
      ASSERT_EQ(BytesOf(HistoryOf(histories.Disordered(events))), expected);
    }
  }
}

TEST(TrackingProperty, ContradictionsNeverReopenWhatIsFinal) {
  Histories histories(1915);
  for (int round = 0; round < 3000; ++round) {
    std::vector<TrackingEvent> events = histories.Some();
    for (size_t i = 0; i < events.size(); ++i) events[i].set_event_id(Cat("scan-", i % 4));
    TrackingHistory history;
    bool was_final = false;
    for (const TrackingEvent& event : histories.Disordered(events)) {
      Insert(event, history);
      const bool is_final = IsFinal(Fold(history).state);
      ASSERT_TRUE(is_final || !was_final) << Ids(history);
      was_final = is_final;
    }
  }
}

TEST(TrackingProperty, MoreEventsNeverReopenWhatIsFinal) {
  Histories histories(118);
  for (int round = 0; round < 3000; ++round) {
    TrackingHistory history;
    bool was_final = false;
    for (const TrackingEvent& event : histories.Disordered(histories.Some())) {
      Insert(event, history);
      const bool is_final = IsFinal(Fold(history).state);
      ASSERT_TRUE(is_final || !was_final) << Ids(history);
      was_final = is_final;
    }
  }
}

}  // namespace
}  // namespace motcua::postal

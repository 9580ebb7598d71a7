#include "common/store/inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "common/base/strings.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/store/aggregates.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "google/protobuf/empty.pb.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::store {
namespace {

using dossier::v1::Journey;
using google::protobuf::Empty;

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

class InboxTest : public testing::Test {
 protected:
  InboxTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
  }

  void Accept(std::string code) {
    Commit commit;
    event::v1::Event event;
    event.set_dossier_code(code);
    event.mutable_accepted();
    commit.events = {event};
    ASSERT_THAT(RunOn(io, committer.Run(commit)), IsOk());
  }

  // Counts events in the journey's supplement_requests, so that a doubled effect shows.
  async::Task<absl::StatusOr<Reaction>> Count(InboxEntry entry, event::v1::Event event) {
    ++calls;
    if (!failures.empty()) {
      absl::Status failure = failures.back();
      failures.pop_back();
      co_return failure;
    }
    Command command{.request_key = "", .fingerprint = "", .reacts_to = std::move(entry)};
    std::function<absl::StatusOr<Empty>(Draft<Journey>&)> decide =
        [](Draft<Journey>& draft) -> absl::StatusOr<Empty> {
      draft.state.set_supplement_requests(draft.state.supplement_requests() + 1);
      draft.events.emplace_back().mutable_routed();
      return Empty();
    };
    auto done = co_await journeys.Execute<Empty>(std::move(command), event.dossier_code(), decide);
    if (!done.ok()) co_return done.status();
    co_return Reaction::kCommitted;
  }

  async::Task<bool> RunToEnd(Inbox& inbox) {
    co_await inbox.Run();
    co_return true;
  }
  async::Task<bool> StopWhenEmpty(Inbox& inbox) {
    for (bool empty = false; !empty;) {
      auto stats = co_await inbox.Stats();
      empty = stats.ok() && stats->waiting == 0 && stats->in_flight == 0;
    }
    inbox.Stop();
    co_return true;
  }

  void Deliver(Inbox& inbox) {
    ASSERT_THAT(RunOn(io, inbox.Prepare()), IsOk());
    std::vector<async::Task<bool>> tasks;
    tasks.push_back(RunToEnd(inbox));
    tasks.push_back(StopWhenEmpty(inbox));
    RunOn(io, async::WhenAll(std::move(tasks)));
  }
  Inbox MakeInbox() {
    return Inbox(io, committer, {.service = "routing"}, [this](InboxEntry entry, auto event) {
      return Count(std::move(entry), std::move(event));
    });
  }
  int EffectsOn(std::string code) {
    auto journey = RunOn(io, journeys.Load(code));
    return journey.ok() ? journey->state->supplement_requests() : 0;
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 4}};
  Keys keys{"t"};
  Committer committer{redis, keys};
  Aggregates<Journey> journeys{committer, "journey", [](const Journey&) {
                                 return std::vector<Place>();
                               }};
  int calls = 0;
  std::vector<absl::Status> failures;
};

TEST_F(InboxTest, EachEventHasOneEffect) {
  for (int i = 0; i < 100; ++i) Accept(Cat("D", i % 10));
  Inbox inbox = MakeInbox();
  Deliver(inbox);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(EffectsOn(Cat("D", i)), 10);
}

TEST_F(InboxTest, EventDeliveredTwiceHasOneEffect) {
  Accept("A");
  ASSERT_THAT(RunOn(io, MakeInbox().Prepare()), IsOk());
  // A reader that died after reading: the event stays delivered to it, then is read again.
  auto read = RunOn(io, redis.Call(redis::Args{"XREADGROUP", "GROUP", "routing", "1", "STREAMS",
                                               keys.Inbox("routing"), ">"}));
  ASSERT_THAT(read, IsOk());
  std::string id = read->items[0].items[1].items[0].items[0].text;
  event::v1::Event event;
  event.set_dossier_code("A");
  event.mutable_accepted();
  InboxEntry entry{keys.Inbox("routing"), "routing", id};
  ASSERT_THAT(RunOn(io, Count(entry, event)), IsOk());
  ASSERT_THAT(RunOn(io, Count(entry, event)), IsOk());
  Inbox inbox = MakeInbox();
  Deliver(inbox);
  EXPECT_EQ(EffectsOn("A"), 1);
}

TEST_F(InboxTest, EventLeftByADeadRunIsTakenUp) {
  Accept("A");
  ASSERT_THAT(RunOn(io, MakeInbox().Prepare()), IsOk());
  ASSERT_THAT(RunOn(io, redis.Call(redis::Args{"XREADGROUP", "GROUP", "routing", "1", "STREAMS",
                                               keys.Inbox("routing"), ">"})),
              IsOk());
  Inbox inbox = MakeInbox();
  Deliver(inbox);
  EXPECT_EQ(EffectsOn("A"), 1);
}

TEST_F(InboxTest, PassingFailureIsTriedAgain) {
  Accept("A");
  failures = {Unavailable(kRedisUnavailable, "away")};
  Inbox inbox = MakeInbox();
  Deliver(inbox);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(EffectsOn("A"), 1);
}

TEST_F(InboxTest, FinalFailureGoesToTheDeadLetters) {
  Accept("A");
  Accept("B");
  failures = {FailedPrecondition(kFieldInvalid, "cannot be")};
  Inbox inbox = MakeInbox();
  Deliver(inbox);
  auto stats = RunOn(io, inbox.Stats());
  ASSERT_THAT(stats, IsOk());
  EXPECT_EQ(stats->dead_letters, 1);
  EXPECT_EQ(EffectsOn("A") + EffectsOn("B"), 1);
}

}  // namespace
}  // namespace motcua::store

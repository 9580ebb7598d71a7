#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/strings.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/store/aggregates.h"
#include "common/store/inbox.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/wrappers.pb.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::store {
namespace {

using dossier::v1::Dossier;
using google::protobuf::Int64Value;
using testing::ElementsAre;
using testing::IsEmpty;

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

std::vector<Place> PlacesOfDossier(const Dossier& dossier) {
  if (dossier.state() == dossier::v1::DOSSIER_STATE_CLOSED) return {};
  return {{Keys("t").Queue(dossier.receiving_unit()), dossier.code(),
           static_cast<double>(dossier.fee_vnd())}};
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() { Server().Flush(); EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk()); }

  // Adds `amount` to the fee, creating the dossier if need be; replies with the new fee.
  absl::StatusOr<Int64Value> AddFee(Aggregates<Dossier>& in, Command command, std::string code,
                                    int amount) {
    std::function<absl::StatusOr<Int64Value>(Draft<Dossier>&)> decide =
        [code, amount](Draft<Dossier>& draft) -> absl::StatusOr<Int64Value> {
      if (amount < 0) return FailedPrecondition(kFieldInvalid, "fees do not fall");
      draft.state.set_code(code);
      draft.state.set_receiving_unit("866");
      draft.state.set_fee_vnd(draft.state.fee_vnd() + amount);
      event::v1::Event event;
      event.set_dossier_code(code);
      event.mutable_paid()->set_amount_vnd(amount);
      draft.events.push_back(event);
      Int64Value reply;
      reply.set_value(draft.state.fee_vnd());
      return reply;
    };
    return RunOn(io, in.Execute<Int64Value>(std::move(command), code, decide));
  }
  Command Request(std::string id, std::string fingerprint = "0123456789abcdef") {
    return {.request_key = keys.Request("test", "me", id), .fingerprint = fingerprint};
  }
  redis::Reply Call(redis::Args args) { return *RunOn(io, redis.Call(std::move(args))); }
  int64_t EventCount() { return Call({"XLEN", keys.Events()}).integer; }
  std::vector<std::string> Queue(std::string unit) {
    std::vector<std::string> members;
    for (auto& item : Call({"ZRANGE", keys.Queue(unit), "0", "-1"}).items) {
      members.push_back(item.text);
    }
    return members;
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 4}};
  Keys keys{"t"};
  Committer committer{redis, keys};
  Aggregates<Dossier> dossiers{committer, "dossier", PlacesOfDossier};
  Aggregates<Dossier> others{committer, "dossier", PlacesOfDossier};  // another process's view
};

TEST_F(StoreTest, CommitWritesStatePlacesAndEventsTogether) {
  ASSERT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
  auto loaded = RunOn(io, dossiers.Load("A"));
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ(loaded->version, 1);
  EXPECT_EQ(loaded->state->fee_vnd(), 5);
  EXPECT_THAT(Queue("866"), ElementsAre("A"));
  EXPECT_EQ(EventCount(), 1);
}

TEST_F(StoreTest, AbsentAggregateIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, dossiers.Load("nobody")).status()));
}

TEST_F(StoreTest, SameRequestHasOneEffectAndOneAnswer) {
  auto first = AddFee(dossiers, Request("r1"), "A", 5);
  auto second = AddFee(dossiers, Request("r1"), "A", 5);
  auto third = AddFee(others, Request("r1"), "A", 5);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(third, IsOk());
  EXPECT_EQ(second->value(), 5);
  EXPECT_EQ(third->value(), 5);
  EXPECT_EQ(EventCount(), 1);
}

TEST_F(StoreTest, RepeatedRequestIsAnsweredEvenIfItWouldBeRefusedNow) {
  ASSERT_THAT(AddFee(dossiers, Request("r1"), "A", 5), IsOk());
  auto repeated = AddFee(dossiers, Request("r1"), "A", -1);
  ASSERT_THAT(repeated, IsOk());
  EXPECT_EQ(repeated->value(), 5);
}

TEST_F(StoreTest, RequestIdOfAnotherRequestIsRefused) {
  ASSERT_THAT(AddFee(dossiers, Request("r1"), "A", 5), IsOk());
  auto reused = AddFee(dossiers, Request("r1", "fedcba9876543210"), "A", 6);
  EXPECT_THAT(reused, StatusIs(absl::StatusCode::kInvalidArgument, kRequestIdReused));
  EXPECT_EQ(EventCount(), 1);
}

TEST_F(StoreTest, RefusedDecisionChangesNothing) {
  EXPECT_THAT(AddFee(dossiers, Request("r1"), "A", -1),
              StatusIs(absl::StatusCode::kFailedPrecondition, kFieldInvalid));
  EXPECT_EQ(EventCount(), 0);
  EXPECT_THAT(Queue("866"), IsEmpty());
}

TEST_F(StoreTest, StaleCacheIsReloadedAndDecidedAgain) {
  ASSERT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
  ASSERT_THAT(AddFee(others, {}, "A", 7), IsOk());  // `dossiers` remembers version 1
  auto reply = AddFee(dossiers, {}, "A", 1);
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->value(), 13);
}

TEST_F(StoreTest, ConcurrentCommandsAllTakeEffect) {
  std::vector<async::Task<absl::StatusOr<Int64Value>>> tasks;
  std::function<absl::StatusOr<Int64Value>(Draft<Dossier>&)> decide =
      [](Draft<Dossier>& draft) -> absl::StatusOr<Int64Value> {
    draft.state.set_code("A");
    draft.state.set_fee_vnd(draft.state.fee_vnd() + 1);
    draft.events.emplace_back().mutable_paid()->set_amount_vnd(1);
    return Int64Value();
  };
  for (int i = 0; i < 10; ++i) {
    tasks.push_back(dossiers.Execute<Int64Value>({}, "A", decide));
  }
  for (auto& result : RunOn(io, async::WhenAll(std::move(tasks)))) EXPECT_THAT(result, IsOk());
  EXPECT_EQ(RunOn(io, dossiers.Load("A"))->state->fee_vnd(), 10);
  EXPECT_EQ(EventCount(), 10);
}

TEST_F(StoreTest, MemberThatIsNotWhereItWasReadStopsTheCommit) {
  ASSERT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
  Call({"ZREM", keys.Queue("866"), "A"});
  Commit commit;
  commit.moves = {{"A", keys.Queue("866"), keys.Leases(), 9}};
  commit.events.emplace_back().mutable_paid();
  auto result = RunOn(io, committer.Run(commit));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->outcome, CommitOutcome::kConflict);
  EXPECT_EQ(EventCount(), 1);
}

TEST_F(StoreTest, SerialsRiseAndNeverRepeat) {
  EXPECT_EQ(*RunOn(io, committer.ReserveSerials("x", 1)), 1);
  EXPECT_EQ(*RunOn(io, committer.ReserveSerials("x", 10)), 2);
  EXPECT_EQ(*RunOn(io, committer.ReserveSerials("x", 1)), 12);
  EXPECT_EQ(*RunOn(io, committer.ReserveSerials("y", 1)), 1);
  EXPECT_EQ(*RunOn(io, committer.ReserveSerials("code/A-230118", 1)), 1);
  EXPECT_EQ(Call({"TTL", keys.Serial("x")}).integer, -1) << "never begins again";
  EXPECT_GT(Call({"TTL", keys.Serial("code/A-230118")}).integer, 6 * 24 * 3600);
}

TEST_F(StoreTest, LostFunctionsAreLoadedAgain) {
  Call({"FUNCTION", "FLUSH"});
  EXPECT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
}

TEST_F(StoreTest, EventReachesTheInboxesOfItsListeners) {
  Commit commit;
  event::v1::Event event;
  event.set_dossier_code("A");
  event.mutable_accepted();
  commit.events = {event};
  ASSERT_THAT(RunOn(io, committer.Run(commit)), IsOk());
  EXPECT_EQ(EventCount(), 1);
  EXPECT_EQ(Call({"XLEN", keys.Inbox("routing")}).integer, 1);
  EXPECT_EQ(Call({"XLEN", keys.Inbox("postal")}).integer, 0);
}

TEST_F(StoreTest, FingerprintsDiffer) {
  Int64Value a, b;
  b.set_value(1);
  EXPECT_EQ(Fingerprint(a).size(), 16u);
  EXPECT_NE(Fingerprint(a), Fingerprint(b));
  // Of the same bytes, but another request.
  EXPECT_NE(Fingerprint(a), Fingerprint(google::protobuf::Empty()));
}

// The whole of it goes at once, unless somebody changed it meanwhile.
TEST_F(StoreTest, AnAggregateLeavesWithItsPlaces) {
  ASSERT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
  std::function<absl::StatusOr<google::protobuf::Empty>(Draft<Dossier>&)> leave =
      [](Draft<Dossier>& draft) -> absl::StatusOr<google::protobuf::Empty> {
    draft.leaves = draft.exists() && draft.version == 2;
    return google::protobuf::Empty();
  };
  // Version 1 stays.
  ASSERT_THAT(RunOn(io, others.Execute<google::protobuf::Empty>({}, "A", leave)), IsOk());
  EXPECT_THAT(Queue("866"), ElementsAre("A"));
  ASSERT_THAT(AddFee(dossiers, {}, "A", 5), IsOk());
  ASSERT_THAT(RunOn(io, others.Execute<google::protobuf::Empty>({}, "A", leave)), IsOk());
  EXPECT_THAT(Queue("866"), IsEmpty());
  EXPECT_EQ(Call({"EXISTS", keys.Aggregate("dossier", "A")}).integer, 0);
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, others.Load("A")).status()));
  // Who remembers it notices at the commit.
  const auto again = AddFee(dossiers, {}, "A", 1);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->value(), 1);
}

}  // namespace
}  // namespace motcua::store

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/store/aggregates.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "google/protobuf/wrappers.pb.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::store {
namespace {

using dossier::v1::Dossier;
using google::protobuf::Int64Value;
using Drafts = std::vector<Draft<Dossier>>;

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

class ExecuteManyTest : public testing::Test {
 protected:
  ExecuteManyTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
  }

  static std::vector<Place> NoPlaces(const Dossier&) { return {}; }

  // Adds 1 to the fee of each; replies with the sum of them all.
  static absl::StatusOr<Int64Value> AddOne(Drafts& drafts) {
    Int64Value sum;
    for (Draft<Dossier>& draft : drafts) {
      draft.state.set_fee_vnd(draft.state.fee_vnd() + 1);
      draft.changed = true;
      sum.set_value(sum.value() + draft.state.fee_vnd());
    }
    return sum;
  }
  absl::StatusOr<int64_t> Run(Aggregates<Dossier>& in, std::vector<std::string> ids,
                              Command command = {}, decltype(&AddOne) decide = &AddOne) {
    std::function<absl::StatusOr<Int64Value>(Drafts&)> action = decide;
    auto sum = RunOn(io, in.ExecuteMany<Int64Value>(std::move(command), std::move(ids), action));
    if (!sum.ok()) return sum.status();
    return sum->value();
  }
  int64_t FeeOf(std::string id) {
    auto loaded = RunOn(io, dossiers.Load(std::move(id)));
    return loaded.ok() ? loaded->state->fee_vnd() : -1;
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address()}};
  Committer committer{redis, Keys("t")};
  Aggregates<Dossier> dossiers{committer, "dossier", &NoPlaces};
  Aggregates<Dossier> of_another_process{committer, "dossier", &NoPlaces};
};

TEST_F(ExecuteManyTest, AllAreWrittenInOneCommit) {
  EXPECT_THAT(Run(dossiers, {"A", "B"}), IsOkAndHolds(2));
  EXPECT_THAT(Run(dossiers, {"B", "C"}), IsOkAndHolds(3));
  EXPECT_EQ(FeeOf("A"), 1);
  EXPECT_EQ(FeeOf("B"), 2);
  EXPECT_EQ(FeeOf("C"), 1);
}

TEST_F(ExecuteManyTest, WhatAnotherProcessChangedIsDecidedAgain) {
  ASSERT_THAT(Run(dossiers, {"A", "B"}), IsOk());
  ASSERT_THAT(Run(of_another_process, {"B"}), IsOk());
  EXPECT_THAT(Run(dossiers, {"A", "B"}), IsOkAndHolds(2 + 3));
  EXPECT_EQ(FeeOf("A"), 2);
}

TEST_F(ExecuteManyTest, ARepetitionGetsTheFirstAnswer) {
  const Command command{.request_key = committer.keys().Request("test", "me", "1"),
                        .fingerprint = "0123456789abcdef"};
  EXPECT_THAT(Run(dossiers, {"A", "B"}, command), IsOkAndHolds(2));
  EXPECT_THAT(Run(dossiers, {"A", "B"}, command), IsOkAndHolds(2));
  EXPECT_EQ(FeeOf("A"), 1);
}

TEST_F(ExecuteManyTest, AnAnswerIsKeptAlsoWhenNothingChanged) {
  const Command command{.request_key = committer.keys().Request("test", "me", "1"),
                        .fingerprint = "0123456789abcdef"};
  auto look = [](Drafts& drafts) -> absl::StatusOr<Int64Value> {
    Int64Value fee;
    fee.set_value(drafts[0].state.fee_vnd());
    return fee;
  };
  ASSERT_THAT(Run(dossiers, {"A", "B"}), IsOk());
  EXPECT_THAT(Run(dossiers, {"A"}, command, +look), IsOkAndHolds(1));
  ASSERT_THAT(Run(dossiers, {"A", "B"}), IsOk());
  EXPECT_THAT(Run(dossiers, {"A"}, command, +look), IsOkAndHolds(1));
  EXPECT_THAT(Run(dossiers, {"A", "B"}, command), IsOkAndHolds(1)) << "which changes nothing either";
  EXPECT_EQ(FeeOf("A"), 2);
  Command reused = command;
  reused.fingerprint = "fedcba9876543210";
  EXPECT_THAT(Run(dossiers, {"A"}, reused, +look).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, kRequestIdReused));
}

TEST_F(ExecuteManyTest, AnErrorOrAnUntouchedDraftWritesNothing) {
  auto refuse = [](Drafts& drafts) -> absl::StatusOr<Int64Value> {
    drafts[0].changed = true;
    return FailedPrecondition(kTransitionNotAllowed, "no");
  };
  EXPECT_THAT(Run(dossiers, {"A", "B"}, {}, +refuse).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  auto first_only = [](Drafts& drafts) -> absl::StatusOr<Int64Value> {
    drafts[0].changed = true;
    return Int64Value();
  };
  EXPECT_THAT(Run(dossiers, {"A", "B"}, {}, +first_only), IsOk());
  EXPECT_EQ(FeeOf("A"), 0);
  EXPECT_EQ(FeeOf("B"), -1) << "was never written";
}

}  // namespace
}  // namespace motcua::store

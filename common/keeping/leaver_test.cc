#include "common/keeping/leaver.h"

#include "common/base/strings.h"
#include "common/keeping/fake_keeper.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::keeping {
namespace {

using dossier::v1::Dossier;
using google::protobuf::Empty;

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

Nature<Dossier> NatureOfDossiers() {
  Nature<Dossier> nature;
  nature.kind = "dossier";
  nature.dossier_code = [](const Dossier& dossier) { return dossier.code(); };
  nature.end_time = [](const Dossier& dossier) { return dossier.end_time(); };
  nature.personal_fields = {"applicant"};
  nature.set_erased = [](Dossier& dossier, const auto& time) {
    *dossier.mutable_erase_time() = time;
  };
  return nature;
}

std::vector<store::Place> PlacesOf(const Dossier& dossier) {
  if (!dossier.has_end_time()) return {};
  return {{store::Keys("t").Ended("dossier"), dossier.code(),
           static_cast<double>(absl::ToUnixMillis(FromProto(dossier.end_time())))}};
}

class LeaverTest : public testing::Test {
 protected:
  LeaverTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io_, committer_.LoadFunctions()), IsOk());
  }

  // A dossier that ended `ago`, or is open.
  void Put(const std::string& code, std::optional<absl::Duration> ago,
           const std::string& reason = "", std::vector<std::string> named = {}) {
    std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> decide =
        [&](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
      draft.state.set_code(code);
      draft.state.mutable_applicant()->set_name("Nguyễn Văn A");
      draft.state.set_reason(reason);
      draft.state.mutable_group_dossiers()->Assign(named.begin(), named.end());
      if (ago) *draft.state.mutable_end_time() = ToProto(clock_.Now() - *ago);
      draft.changed = true;
      return Empty();
    };
    ASSERT_THAT(RunOn(io_, dossiers_.Execute<Empty>({}, code, decide)), IsOk());
  }

  bool InRedis(const std::string& code) { return RunOn(io_, dossiers_.Load(code)).ok(); }
  absl::StatusOr<store::Versioned<Dossier>> Load(const std::string& code) {
    return RunOn(io_, kept_.Load(dossiers_, code));
  }
  absl::Status Turn() { return RunOn(io_, leaver_.RunOnce()); }

  asio::io_context io_;
  redis::Client redis_{io_, {.address = Server().address(), .connections = 1}};
  store::Committer committer_{redis_, store::Keys("t")};
  store::Aggregates<Dossier> dossiers_{committer_, "dossier", PlacesOf};
  FakeClock clock_{absl::FromUnixSeconds(1700000000)};
  FakeKeeper keeper_;
  Leaver<Dossier> leaver_{dossiers_, keeper_, NatureOfDossiers(), clock_, absl::Hours(24)};
  Kept<Dossier> kept_{&keeper_, NatureOfDossiers()};
};

TEST_F(LeaverTest, WhatIsOverLeavesAfterTheGracePeriod) {
  Put("OPEN", std::nullopt);
  Put("NEW", absl::Hours(23));
  Put("OLD", absl::Hours(25));
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_TRUE(InRedis("OPEN"));
  EXPECT_TRUE(InRedis("NEW"));
  EXPECT_FALSE(InRedis("OLD"));
  clock_.Advance(absl::Hours(2));
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_FALSE(InRedis("NEW"));
  EXPECT_EQ(keeper_.kept.size(), 2u);
}

TEST_F(LeaverTest, WhatLeftIsFoundAsItWas) {
  Put("D1", absl::Hours(25));
  const auto before = Load("D1");
  ASSERT_THAT(Turn(), IsOk());
  ASSERT_FALSE(InRedis("D1"));
  const auto after = Load("D1");
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(*after->state, EqualsProto(*before->state));
  EXPECT_EQ(after->version, before->version);
  EXPECT_TRUE(absl::IsNotFound(Load("D2").status()));
  EXPECT_EQ(RunOn(io_, kept_.OfDossier("D1"))->size(), 1u);
}

TEST_F(LeaverTest, PersonalDataAreHandedOverApart) {
  Put("D1", absl::Hours(25));
  ASSERT_THAT(Turn(), IsOk());
  auto& kept = keeper_.kept["D1"];
  EXPECT_EQ(kept.state().find("Nguyễn"), std::string::npos);
  EXPECT_NE(kept.personal().find("Nguyễn"), std::string::npos);
  kept.clear_personal();
  kept.mutable_erase_time()->set_seconds(1);
  const auto erased = Load("D1");
  ASSERT_THAT(erased, IsOk());
  EXPECT_FALSE(erased->state->has_applicant());
  EXPECT_EQ(erased->state->erase_time().seconds(), 1);
}

TEST_F(LeaverTest, NothingIsLetGoThatIsNotKept) {
  Put("D1", absl::Hours(25));
  keeper_.status = Unavailable(kArchiveBehind, "later");
  EXPECT_THAT(Turn(), IsOk());
  keeper_.status = FailedPrecondition(kKeepingOff, "never");
  EXPECT_THAT(Turn(), StatusIs(absl::StatusCode::kFailedPrecondition, kKeepingOff));
  keeper_.status = Internal(kArchiveError, "a fault");
  EXPECT_THAT(Turn(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_TRUE(InRedis("D1"));
  keeper_.status = absl::OkStatus();
  EXPECT_THAT(Turn(), IsOk());
  EXPECT_FALSE(InRedis("D1"));
}

// Each call is small enough to be taken, and a turn goes on until all have left.
TEST_F(LeaverTest, ManyAndLargeOnesLeaveInSeveralCalls) {
  for (int i = 0; i < 250; ++i) {
    Put(Cat("D", i), absl::Hours(25), i < 30 ? std::string(100 << 10, 'x') : "");
  }
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_EQ(keeper_.kept.size(), 250u);
  for (const int i : {0, 29, 30, 249}) EXPECT_FALSE(InRedis(Cat("D", i))) << i;
  EXPECT_LT(keeper_.largest, size_t{1} << 20);
}

// What no call can take stays, is lost nowhere, and nobody waits behind it.
TEST_F(LeaverTest, OneThatIsTooLargeStaysAndTheOthersLeave) {
  for (int i = 0; i < 210; ++i) {
    Put(Cat("LARGE", i), absl::Hours(26), i < 2 ? std::string(2 << 20, 'x') : "");
  }
  Put("D1", absl::Hours(25));
  for (int turn = 0; turn < 2; ++turn) ASSERT_THAT(Turn(), IsOk());
  EXPECT_TRUE(InRedis("LARGE0"));
  EXPECT_TRUE(InRedis("LARGE1"));
  EXPECT_FALSE(InRedis("LARGE2"));
  EXPECT_FALSE(InRedis("D1"));
  EXPECT_EQ(keeper_.kept.size(), 209u);
}

TEST_F(LeaverTest, ManyWithCompanionsLeaveInSeveralCalls) {
  Nature<Dossier> nature = NatureOfDossiers();
  nature.companions = [](const Dossier& dossier) {
    return std::vector<std::string>(dossier.group_dossiers().begin(),
                                    dossier.group_dossiers().end());
  };
  Leaver<Dossier> leaver(dossiers_, keeper_, nature, clock_, absl::Hours(24));
  for (int i = 0; i < 60; ++i) {
    std::vector<std::string> named;
    for (int j = 0; j < 10; ++j) named.push_back(Cat("NAMED-", i, "-", j));
    for (const std::string& id : named) Put(id, std::nullopt);
    Put(Cat("OWNER-", i), absl::Hours(25), "", named);
  }
  ASSERT_THAT(RunOn(io_, leaver.RunOnce()), IsOk());
  EXPECT_EQ(keeper_.kept.size(), 660u);
  EXPECT_FALSE(InRedis("NAMED-59-9"));
}

// One that only names another goes when that goes, and not before.
TEST_F(LeaverTest, CompanionsGoWithTheirOwner) {
  Nature<Dossier> nature = NatureOfDossiers();
  nature.companions = [](const Dossier& dossier) {
    return std::vector<std::string>(dossier.group_dossiers().begin(),
                                    dossier.group_dossiers().end());
  };
  Leaver<Dossier> leaver(dossiers_, keeper_, nature, clock_, absl::Hours(24));
  Put("NAMED", std::nullopt);
  Put("OWNER", absl::Hours(23), "", {"NAMED", "UNKNOWN"});
  ASSERT_THAT(RunOn(io_, leaver.RunOnce()), IsOk());
  EXPECT_TRUE(InRedis("NAMED"));
  clock_.Advance(absl::Hours(2));
  ASSERT_THAT(RunOn(io_, leaver.RunOnce()), IsOk());
  EXPECT_FALSE(InRedis("NAMED"));
  EXPECT_FALSE(InRedis("OWNER"));
  EXPECT_EQ(keeper_.kept["NAMED"].dossier_code(), "OWNER");
}

TEST_F(LeaverTest, WhatIsChangedAfterAllComesBackAndItsVersionsGoOn) {
  Put("D1", absl::Hours(26));
  Put("D1", absl::Hours(25), "closed");
  ASSERT_THAT(Turn(), IsOk());
  ASSERT_FALSE(InRedis("D1"));
  std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> decide =
      [](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
    if (!draft.exists()) return absl::InternalError("it has left and is not found");
    draft.state.set_reason(draft.state.reason() + " and changed");
    draft.changed = true;
    return Empty();
  };
  ASSERT_THAT(RunOn(io_, kept_.Execute<Empty>(dossiers_, {}, "D1", decide)), IsOk());
  const auto back = RunOn(io_, dossiers_.Load("D1"));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->version, 3);
  EXPECT_EQ(back->state->reason(), "closed and changed");
  EXPECT_EQ(back->state->applicant().name(), "Nguyễn Văn A");
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_FALSE(InRedis("D1"));
  EXPECT_EQ(Load("D1")->state->reason(), "closed and changed");
}

TEST_F(LeaverTest, WhatIsRefusedOrNowhereChangesNothing) {
  Put("D1", absl::Hours(25));
  ASSERT_THAT(Turn(), IsOk());
  bool existed = false;
  std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> refuse =
      [&existed](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
    existed = draft.exists();
    return FailedPrecondition(kTransitionNotAllowed, "it is over");
  };
  const auto refused = StatusIs(absl::StatusCode::kFailedPrecondition, kTransitionNotAllowed);
  EXPECT_THAT(RunOn(io_, kept_.Execute<Empty>(dossiers_, {}, "D1", refuse)), refused);
  EXPECT_TRUE(existed);
  EXPECT_FALSE(InRedis("D1"));
  EXPECT_THAT(RunOn(io_, kept_.Execute<Empty>(dossiers_, {}, "D2", refuse)), refused);
  EXPECT_FALSE(existed);
  keeper_.status = Unavailable(kPeerUnavailable, "away");
  EXPECT_TRUE(
      absl::IsUnavailable(RunOn(io_, kept_.Execute<Empty>(dossiers_, {}, "D2", refuse)).status()));
}

// As when the process dies after the archive has it.
TEST_F(LeaverTest, WhatIsKeptAndNotLetGoIsKeptAgain) {
  Put("D1", absl::Hours(25));
  keeper_.after_keeping = Unavailable(kPeerUnavailable, "the answer was lost");
  EXPECT_THAT(Turn(), IsOk());
  EXPECT_TRUE(InRedis("D1"));
  keeper_.after_keeping = absl::OkStatus();
  EXPECT_THAT(Turn(), IsOk());
  EXPECT_FALSE(InRedis("D1"));
}

TEST_F(LeaverTest, WhatChangesMeanwhileStaysAndIsKeptAnew) {
  Put("D1", absl::Hours(25));
  asio::io_context io;
  redis::Client redis(io, {.address = Server().address(), .connections = 1});
  store::Committer committer(redis, store::Keys("t"));
  store::Aggregates<Dossier> elsewhere(committer, "dossier", PlacesOf);
  keeper_.meanwhile = [&] {
    std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> decide =
        [](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
      draft.state.set_reason("changed meanwhile");
      draft.changed = true;
      return Empty();
    };
    ASSERT_THAT(RunOn(io, elsewhere.Execute<Empty>({}, "D1", decide)), IsOk());
    keeper_.meanwhile = nullptr;
  };
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_TRUE(InRedis("D1"));
  ASSERT_THAT(Turn(), IsOk());
  EXPECT_FALSE(InRedis("D1"));
  EXPECT_EQ(Load("D1")->state->reason(), "changed meanwhile");
}

}  // namespace
}  // namespace motcua::keeping

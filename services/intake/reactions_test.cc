#include "services/intake/reactions.h"

#include <string>

#include "common/base/proto_time.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReactionsTest : public ServiceFixture {
 protected:
  // Tells an event as its service would: into intake's inbox, among others.
  void Tell(event::v1::Event event) {
    *event.mutable_occur_time() = ToProto(clock.Now());
    store::Commit commit;
    commit.events.push_back(std::move(event));
    ASSERT_THAT(RunOn(io, committer.Run(std::move(commit))), IsOk());
  }
  event::v1::Event EventOf(const std::string& code) {
    event::v1::Event event;
    event.set_dossier_code(code);
    return event;
  }
  event::v1::Event SupplementRequestedOf(const std::string& code) {
    event::v1::Event event = EventOf(code);
    event.mutable_supplement_requested()->add_items("Bản vẽ");
    event.mutable_supplement_requested()->set_reason("Thiếu bản vẽ");
    return event;
  }

  async::Task<bool> RunToEnd(store::Inbox& inbox) {
    co_await inbox.Run();
    co_return true;
  }
  async::Task<bool> StopWhenEmpty(store::Inbox& inbox) {
    for (bool empty = false; !empty;) {
      auto stats = co_await inbox.Stats();
      empty = stats.ok() && stats->waiting == 0 && stats->in_flight == 0;
    }
    inbox.Stop();
    co_return true;
  }
  // Reacts to everything in the inbox; returns how many events ended as dead letters.
  int64_t React() {
    store::Inbox inbox(io, committer, {.service = "intake"},
                       [this](store::InboxEntry entry, event::v1::Event event) {
                         return reactions.React(std::move(entry), std::move(event));
                       });
    EXPECT_THAT(RunOn(io, inbox.Prepare()), IsOk());
    std::vector<async::Task<bool>> tasks;
    tasks.push_back(RunToEnd(inbox));
    tasks.push_back(StopWhenEmpty(inbox));
    RunOn(io, async::WhenAll(std::move(tasks)));
    auto stats = RunOn(io, inbox.Stats());
    return stats.ok() ? stats->dead_letters : -1;
  }

  Reactions reactions{dossiers, TestCatalogue()};
};

TEST_F(ReactionsTest, SupplementRequestsReachTheDossier) {
  const std::string code = FileAccepted();
  Tell(SupplementRequestedOf(code));
  const int64_t told = EventCount();
  EXPECT_EQ(React(), 0);
  const Dossier dossier = Stored(code);
  EXPECT_EQ(dossier.state(), dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(dossier.supplement_requests(), 1);
  EXPECT_THAT(dossier.requested_items(), ElementsAre("Bản vẽ"));
  EXPECT_EQ(dossier.reason(), "Thiếu bản vẽ");
  EXPECT_THAT(Listed(dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED), ElementsAre(code));
  EXPECT_THAT(Listed(dossier::v1::DOSSIER_STATE_ACCEPTED), IsEmpty());
  EXPECT_EQ(EventCount(), told);

  auto supplement = About<v1::SupplementDossierRequest>(code);
  AddPaper("Bản vẽ", *supplement.mutable_papers());
  const auto supplemented = Call(&IntakeService::SupplementDossier, supplement);
  ASSERT_THAT(supplemented, IsOk());
  EXPECT_EQ(supplemented->state(), dossier::v1::DOSSIER_STATE_ACCEPTED);
  EXPECT_TRUE(LastEvent().supplemented().after_acceptance());
}

TEST_F(ReactionsTest, AFeeThatIsAskedForIsSettledWhenNothingIsOwed) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_procedure_code("1.009994");
  request.mutable_draft()->set_receiving_unit("866");
  request.mutable_draft()->clear_papers();
  AddPaper("Đơn", *request.mutable_draft()->mutable_papers());
  request.set_accept(true);
  const std::string code = File(request);
  const auto ask = [&] {
    event::v1::Event event = EventOf(code);
    event.mutable_fee_requested();
    Tell(event);
    EXPECT_EQ(React(), 0);
  };
  const auto pay = [&](int64_t amount) {
    auto payment = About<v1::RecordPaymentRequest>(code);
    payment.set_amount_vnd(amount);
    ASSERT_THAT(Call(&IntakeService::RecordPayment, payment), IsOk());
  };
  ask();
  EXPECT_TRUE(Stored(code).fee_requested());
  pay(50000);
  EXPECT_FALSE(LastEvent().paid().settles());
  pay(25000);
  EXPECT_TRUE(LastEvent().paid().settles());
  EXPECT_FALSE(Stored(code).fee_requested());
  // Asked for again, though nothing is owed: it is said at once.
  ask();
  EXPECT_TRUE(LastEvent().paid().settles());
  EXPECT_EQ(LastEvent().paid().amount_vnd(), 0);
  EXPECT_FALSE(Stored(code).fee_requested());
}

TEST_F(ReactionsTest, PaymentsSettleNothingThatWasNotAskedFor) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_procedure_code("1.009994");
  request.mutable_draft()->set_receiving_unit("866");
  request.mutable_draft()->clear_papers();
  AddPaper("Đơn", *request.mutable_draft()->mutable_papers());
  const std::string code = File(request);
  auto payment = About<v1::RecordPaymentRequest>(code);
  payment.set_amount_vnd(75000);
  ASSERT_THAT(Call(&IntakeService::RecordPayment, payment), IsOk());
  EXPECT_FALSE(LastEvent().paid().settles());
}

TEST_F(ReactionsTest, PapersCollectedOpenTheWayToAcceptance) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_channel(type::v1::CHANNEL_POSTAL);
  request.mutable_draft()->mutable_applicant()->set_address("12 Nguyễn Huệ");
  request.mutable_draft()->mutable_applicant()->set_commune_code("29872");
  const std::string code = File(request);
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)),
              StatusIs(absl::StatusCode::kFailedPrecondition, kPapersNotAtCounter));
  clock.Set(Local(19, 8));
  event::v1::Event event = EventOf(code);
  event.mutable_papers_collected();
  Tell(event);
  EXPECT_EQ(React(), 0);
  EXPECT_TRUE(Stored(code).papers_at_counter());
  EXPECT_EQ(FromProto(Stored(code).papers_at_counter_time()), Local(19, 8));
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)), IsOk());
}

TEST_F(ReactionsTest, ClosedEndsTheDossier) {
  const std::string code = FileAccepted();
  event::v1::Event event = EventOf(code);
  event.mutable_closed()->set_reason(event::v1::CLOSE_REASON_HANDED_OVER);
  Tell(event);
  EXPECT_EQ(React(), 0);
  EXPECT_EQ(Stored(code).state(), dossier::v1::DOSSIER_STATE_CLOSED);
  EXPECT_EQ(OpenCount(), 0);
  EXPECT_THAT(Listed(dossier::v1::DOSSIER_STATE_ACCEPTED), IsEmpty());
}

TEST_F(ReactionsTest, WithdrawnDossiersStayWithdrawn) {
  const std::string code = FileAccepted();
  ASSERT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(code)),
              IsOk());
  Tell(SupplementRequestedOf(code));
  event::v1::Event event = EventOf(code);
  event.mutable_closed()->set_reason(event::v1::CLOSE_REASON_WITHDRAWN);
  Tell(event);
  EXPECT_EQ(React(), 0);
  EXPECT_EQ(Stored(code).state(), dossier::v1::DOSSIER_STATE_WITHDRAWN);
  EXPECT_EQ(RunOn(io, dossiers.Load(code))->version, 2);
}

TEST_F(ReactionsTest, AnEventDeliveredTwiceHasOneEffect) {
  const std::string code = FileAccepted();
  Tell(SupplementRequestedOf(code));
  const redis::Reply read = Redis({"XRANGE", keys.Inbox("intake"), "-", "+"});
  ASSERT_EQ(read.items.size(), 1);
  const store::InboxEntry entry{keys.Inbox("intake"), "intake", read.items[0].items[0].text};
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(RunOn(io, reactions.React(entry, SupplementRequestedOf(code))), IsOk());
    // The citizen answers in between, so that a second effect would show.
    if (i > 0) break;
    auto supplement = About<v1::SupplementDossierRequest>(code);
    AddPaper("Bản vẽ", *supplement.mutable_papers());
    ASSERT_THAT(Call(&IntakeService::SupplementDossier, supplement), IsOk());
  }
  EXPECT_EQ(Stored(code).state(), dossier::v1::DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(Stored(code).supplement_requests(), 1);
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("intake")}).integer, 0);
}

TEST_F(ReactionsTest, EventsOfUnknownDossiersAreSetAside) {
  Tell(SupplementRequestedOf("000.01.31.H20-230118-7777"));
  EXPECT_EQ(React(), 1);
}

TEST_F(ReactionsTest, OtherEventsAreIgnored) {
  event::v1::Event event = EventOf("000.01.31.H20-230118-7777");
  event.mutable_routed();
  const auto reaction = RunOn(io, reactions.React({}, event));
  ASSERT_THAT(reaction, IsOk());
  EXPECT_EQ(*reaction, store::Reaction::kIgnored);
}

}  // namespace
}  // namespace motcua::intake

#include "services/postal/reactions.h"

#include <algorithm>

#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Event EventOf(const std::string& code = kDossier) {
  Event event;
  event.set_dossier_code(code);
  event.set_actor("clerk");
  event.set_unit_code("29869");
  return event;
}

Event Submitted(type::v1::Channel channel = type::v1::CHANNEL_POSTAL) {
  Event event = EventOf();
  event.mutable_submitted()->set_receiving_unit("29869");
  event.mutable_submitted()->set_channel(channel);
  event.mutable_submitted()->set_commune_code("29884");
  return event;
}

Event PapersAwaited(const std::string& code = kDossier) {
  Event event = EventOf(code);
  event.mutable_papers_awaited()->set_from_unit("29869");
  event.mutable_papers_awaited()->set_to_unit("87.SXD");
  event.mutable_papers_awaited()->set_step_index(3);
  return event;
}

Event ResultReady(type::v1::ReturnMethod method = type::v1::RETURN_METHOD_POST) {
  Event event = EventOf();
  event.mutable_result_ready()->set_receiving_unit("29869");
  event.mutable_result_ready()->set_return_method(method);
  return event;
}

async::Task<bool> RunInbox(store::Inbox& inbox) {
  co_await inbox.Run();
  co_return true;
}

async::Task<bool> StopWhenEmpty(store::Inbox& inbox) {
  for (int i = 0; i < 500; ++i) {
    auto stats = co_await inbox.Stats();
    if (stats.ok() && stats->waiting == 0) break;
    co_await async::Sleep(absl::Milliseconds(20));
  }
  inbox.Stop();
  co_return true;
}

class ReactionsTest : public PostalTest {
 protected:
  // Delivers the event and reacts `times` times; the one consignment that is there then.
  Consignment ReactTimes(const Event& event, int times) {
    const store::InboxEntry entry = Deliver(event);
    for (int i = 0; i < times; ++i) {
      EXPECT_THAT(React(entry, event), IsOkAndHolds(store::Reaction::kCommitted));
    }
    const std::vector<std::string> open = Open();
    EXPECT_EQ(open.size(), 1u);
    return open.empty() ? Consignment() : Stored(open[0]);
  }
  int CreatedEvents() {
    const auto is_creation = [](const Event& e) { return e.has_consignment_created(); };
    return static_cast<int>(std::ranges::count_if(Events(), is_creation));
  }
};

TEST_F(ReactionsTest, APostalDossiersPapersAreFetchedOnce) {
  const Consignment made = ReactTimes(Submitted(), 3);
  EXPECT_EQ(made.kind(), dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER);
  EXPECT_EQ(made.dossier_code(), kDossier);
  EXPECT_EQ(made.to_unit(), "29869");
  EXPECT_EQ(made.from_unit(), "");
  EXPECT_EQ(made.post_office(), "BD.29884") << "the home's office collects";
  EXPECT_EQ(made.address(), "12 Lý Thường Kiệt");
  EXPECT_EQ(made.contact_name(), "Nguyễn Văn An");
  EXPECT_EQ(made.contact_phone(), "0912345678");
  EXPECT_EQ(made.home_commune(), "29884");
  EXPECT_EQ(CreatedEvents(), 1);
  EXPECT_THAT(Inbox("postal"), IsEmpty());
}

TEST_F(ReactionsTest, OriginalsGoToTheUnitThatWaitsOnce) {
  const Consignment made = ReactTimes(PapersAwaited(), 2);
  EXPECT_EQ(made.kind(), dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT);
  EXPECT_EQ(made.from_unit(), "29869");
  EXPECT_EQ(made.to_unit(), "87.SXD");
  EXPECT_EQ(made.step_index(), 3);
  EXPECT_EQ(made.address(), "");
  ASSERT_EQ(made.parcels_size(), 1);
  EXPECT_EQ(made.parcels(0).papers(0).name(), "Tờ khai");
  EXPECT_EQ(CreatedEvents(), 1);
  EXPECT_THAT(Inbox("postal"), IsEmpty());
}

TEST_F(ReactionsTest, OriginalsOfADossierThatIsGoneStillTravel) {
  dossiers.dossiers.clear();
  const Consignment made = ReactTimes(PapersAwaited(), 1);
  EXPECT_EQ(made.to_unit(), "87.SXD");
  EXPECT_THAT(made.parcels(0).papers(), IsEmpty());
}

TEST_F(ReactionsTest, AResultGoesHomeOnce) {
  const Consignment made = ReactTimes(ResultReady(), 2);
  EXPECT_EQ(made.kind(), dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_EQ(made.from_unit(), "29869");
  EXPECT_EQ(made.post_office(), "BD.866");
  EXPECT_EQ(made.address(), "12 Lý Thường Kiệt");
  EXPECT_EQ(CreatedEvents(), 1);
  EXPECT_EQ(Events().back().actor(), "motcua");
}

TEST_F(ReactionsTest, NothingIsCarriedThatNobodyAskedFor) {
  for (const Event& event : {Submitted(type::v1::CHANNEL_COUNTER), EventOf(),
                             ResultReady(type::v1::RETURN_METHOD_COUNTER), ResultReady({})}) {
    EXPECT_THAT(React({}, event), IsOkAndHolds(store::Reaction::kIgnored));
  }
  EXPECT_THAT(Open(), IsEmpty());
  EXPECT_EQ(dossiers.asked, 0);
}

TEST_F(ReactionsTest, AnIntakeThatIsAwayLeavesTheEventWaiting) {
  const Event event = Submitted();
  const store::InboxEntry entry = Deliver(event);
  dossiers.failure = Unavailable(kPeerUnavailable, "intake does not answer");
  EXPECT_THAT(React(entry, event), StatusIs(absl::StatusCode::kUnavailable, kPeerUnavailable));
  EXPECT_EQ(Inbox("postal").size(), 1u);
  dossiers.failure = absl::OkStatus();
  EXPECT_THAT(React(entry, event), IsOkAndHolds(store::Reaction::kCommitted));
  EXPECT_EQ(Open().size(), 1u);
  EXPECT_THAT(Inbox("postal"), IsEmpty());
}

TEST_F(ReactionsTest, ADossierWithoutAddressCannotBeCarried) {
  dossiers.dossiers[kDossier].mutable_applicant()->clear_address();
  const absl::Status status = React(Deliver(ResultReady()), ResultReady()).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(FieldsOf(status), ElementsAre("address"));
  EXPECT_THAT(Open(), IsEmpty());
}

// The real inbox loop, with events left over from an earlier run and one that fails for good.
TEST_F(ReactionsTest, TheInboxReactsToEverythingOnce) {
  for (int i = 0; i < 40; ++i) Deliver(PapersAwaited(Cat("D-", i)));  // read, never reacted to
  store::Commit more;
  for (int i = 40; i < 60; ++i) more.events.push_back(PapersAwaited(Cat("D-", i)));
  more.events.push_back(Submitted());
  more.events.back().set_dossier_code("D-unknown");
  ASSERT_THAT(RunOn(io, committer.Run(std::move(more))), IsOk());

  store::Inbox inbox(io, committer, {.service = "postal"},
                     [this](store::InboxEntry entry, Event event) {
                       return reactions.React(std::move(entry), std::move(event));
                     });
  ASSERT_THAT(RunOn(io, inbox.Prepare()), IsOk());
  std::vector<async::Task<bool>> tasks;
  tasks.push_back(RunInbox(inbox));
  tasks.push_back(StopWhenEmpty(inbox));
  RunOn(io, async::WhenAll(std::move(tasks)));
  EXPECT_EQ(Open().size(), 60u);
  EXPECT_EQ(CreatedEvents(), 60);
  EXPECT_EQ(EventsIn(keys.Inbox("postal")).size(), 0u);
  EXPECT_EQ(Call({"XLEN", keys.DeadLetters("postal")}).integer, 1);
}

}  // namespace
}  // namespace motcua::postal

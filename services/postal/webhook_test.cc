// Webhooks out: subscriptions, calls, their log, and what is given up.
#include <deque>

#include "common/crypto/signature.h"
#include "services/postal/domain/webhooks.h"
#include "services/postal/postal_fixture.h"
#include "services/postal/webhook_book.h"
#include "services/postal/webhook_sender.h"
#include "services/postal/webhook_service.h"

namespace motcua::postal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class WebhookTest : public PostalTest {
 protected:
  WebhookTest() {
    committer.AddressEventsBy([this](Event& event) { book.Address(event); });
    EXPECT_THAT(RunOn(io, book.Refresh()), IsOk());
  }

  // Answers as `answers` say, then with 200; keeps what was sent.
  async::Task<http::Answer> Post(http::Request request) {
    sent.push_back(std::move(request));
    if (answers.empty()) co_return http::Answer{.status = 200, .error = {}, .took = {}};
    http::Answer answer = answers.front();
    answers.pop_front();
    co_return answer;
  }

  async::Task<void> Sleep(absl::Duration duration) {
    pauses.push_back(duration);
    co_return;
  }

  WebhookSender::Options SenderOptions() {
    WebhookSender::Options options;
    options.attempts = 4;
    options.jitter = [] { return 0.75; };
    options.sleep = [this](absl::Duration duration) { return Sleep(duration); };
    options.most_waiting = 3;
    return options;
  }

  static v1::AddWebhookRequest Wish(std::string request_id, std::string unit = "866") {
    v1::AddWebhookRequest request;
    request.set_request_id(std::move(request_id));
    request.set_url("https://portal.example/parcels");
    request.set_unit_code(std::move(unit));
    return request;
  }
  absl::StatusOr<v1::AddWebhookResponse> Add(const v1::AddWebhookRequest& request,
                                             const runtime::CallContext& call = Everyone()) {
    return RunOn(io, webhooks.AddWebhook(call, request));
  }
  std::string Subscribe(const v1::AddWebhookRequest& request) {
    auto added = Add(request);
    EXPECT_THAT(added, IsOk());
    return added.ok() ? added->webhook().id() : std::string();
  }

  void Report(const std::string& id, dossier::v1::TrackingKind kind, int minutes) {
    v1::RecordTrackingRequest request;
    auto& event = *request.add_events();
    event.set_consignment_id(id);
    event.set_event_id(Cat(kind, "@", minutes));
    event.set_kind(kind);
    *event.mutable_event_time() = ToProto(clock.Now() + absl::Minutes(minutes));
    EXPECT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)), IsOk());
  }

  absl::Status Tell(const std::string& webhook, const Event& event) {
    return RunOn(io, sender.Tell(webhook, event));
  }
  std::vector<v1::WebhookAttempt> Attempts(const std::string& webhook) {
    v1::ListWebhookAttemptsRequest request;
    request.set_webhook_id(webhook);
    auto list = RunOn(io, webhooks.ListWebhookAttempts(Everyone(), request));
    EXPECT_THAT(list, IsOk());
    return {list->attempts().begin(), list->attempts().end()};
  }

  static http::Answer Status(int status) { return {.status = status, .error = {}, .took = {}}; }

  SequentialIds ids{"WH"};
  std::deque<http::Answer> answers;
  std::vector<http::Request> sent;
  std::vector<absl::Duration> pauses;
  WebhookMetrics webhook_metrics{registry};
  WebhookBook book{committer, catalogue, clock, ids};
  WebhookLog log{committer};
  WebhookSender sender{io,
                       committer,
                       book,
                       log,
                       clock,
                       [this](http::Request request) { return Post(std::move(request)); },
                       SenderOptions(),
                       webhook_metrics};
  WebhookService webhooks{book, log, catalogue, /*allow_private=*/false};
};

TEST_F(WebhookTest, OnlyChangesOfStateAreTold) {
  const std::string webhook = Subscribe(Wish("s1"));
  const std::string id = MakeTransfer("r1");
  Report(id, dossier::v1::TRACKING_KIND_DEPARTED, 10);
  Report(id, dossier::v1::TRACKING_KIND_ARRIVED, 20);  // IN_TRANSIT as before
  Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 30);
  const std::vector<Event> told = Inbox(webhook);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].tracking_recorded().state(), dossier::v1::CONSIGNMENT_STATE_IN_TRANSIT);
  EXPECT_EQ(told[1].tracking_recorded().state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
}

TEST_F(WebhookTest, OnlyWhatWasAskedForIsTold) {
  v1::AddWebhookRequest delivered = Wish("s1");
  delivered.add_states(dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  v1::AddWebhookRequest results = Wish("s2");
  results.add_kinds(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
  const std::string by_state = Subscribe(delivered), by_kind = Subscribe(results);
  const std::string elsewhere = Subscribe(Wish("s3", "871"));
  const std::string id = MakeTransfer("r1");
  Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 10);
  Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 30);
  EXPECT_EQ(Inbox(by_state).size(), 1u);
  EXPECT_THAT(Inbox(by_kind), IsEmpty());
  EXPECT_THAT(Inbox(elsewhere), IsEmpty());
}

TEST_F(WebhookTest, ACallIsSignedAndSaysNothingPersonal) {
  const auto added = Add(Wish("s1"));
  ASSERT_THAT(added, IsOk());
  const std::string id = MakeTransfer("r1");
  Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 30);
  const Event event = Inbox(added->webhook().id()).at(0);
  ASSERT_THAT(Tell(added->webhook().id(), event), IsOk());
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].url, "https://portal.example/parcels");
  EXPECT_THAT(sent[0].body, HasSubstr(Cat(R"("consignment_id":")", id, "\"")));
  EXPECT_THAT(sent[0].body, HasSubstr(R"("state":"DELIVERED","previous_state":"CREATED")"));
  std::string signature, delivery;
  for (std::string_view header : sent[0].headers) {
    if (ConsumePrefix(&header, "Motcua-Signature: ")) signature = header;
    if (ConsumePrefix(&header, "Motcua-Delivery: ")) delivery = header;
  }
  EXPECT_THAT(CheckSignature(added->secret(), signature, sent[0].body, clock.Now()), IsOk());
  EXPECT_THAT(CheckSignature("another", signature, sent[0].body, clock.Now()),
              testing::Not(IsOk()));
  EXPECT_EQ(delivery, DeliveryIdOf(added->webhook().id(), event));
}

TEST_F(WebhookTest, ACallIsTriedAgainWithLongerPausesUnderTheSameId) {
  const std::string webhook = Subscribe(Wish("s1"));
  Report(MakeTransfer("r1"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  answers = {Status(500), http::Answer{.status = 0, .error = "no route", .took = {}}};
  ASSERT_THAT(Tell(webhook, Inbox(webhook).at(0)), IsOk());
  EXPECT_EQ(sent.size(), 3u);
  EXPECT_THAT(pauses, ElementsAre(absl::Milliseconds(750), absl::Milliseconds(1500)));
  const auto attempts = Attempts(webhook);
  ASSERT_EQ(attempts.size(), 3u);
  EXPECT_EQ(attempts[0].result(), v1::WEBHOOK_RESULT_DELIVERED);
  EXPECT_EQ(attempts[0].attempt(), 3);
  EXPECT_EQ(attempts[1].error(), "no route");
  EXPECT_EQ(attempts[2].status(), 500);
  EXPECT_EQ(attempts[2].result(), v1::WEBHOOK_RESULT_FAILED);
  EXPECT_EQ(attempts[0].delivery_id(), attempts[2].delivery_id());
  EXPECT_TRUE(attempts[0].event().empty()) << "not shown";
}

TEST_F(WebhookTest, WhatIsGivenUpMayBeSentAgain) {
  const std::string webhook = Subscribe(Wish("s1"));
  Report(MakeTransfer("r1"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  answers.assign(4, Status(503));
  const absl::Status given_up = Tell(webhook, Inbox(webhook).at(0));
  EXPECT_THAT(given_up, StatusIs(absl::StatusCode::kFailedPrecondition, kInternal));
  EXPECT_EQ(Attempts(webhook)[0].result(), v1::WEBHOOK_RESULT_GIVEN_UP);
  // As the inbox does with what fails for good.
  Call({"XGROUP", "CREATE", keys.Inbox(webhook), webhook, "0"});
  const redis::Reply entry = Call({"XRANGE", keys.Inbox(webhook), "-", "+"});
  store::InboxEntry taken{keys.Inbox(webhook), webhook, entry.items[0].items[0].text};
  const std::string bytes = entry.items[0].items[1].items[1].text;
  EXPECT_THAT(RunOn(io, committer.Bury(taken, bytes, "503")), IsOk());
  EXPECT_THAT(Inbox(webhook), IsEmpty());

  v1::ResendWebhookRequest request;
  request.set_webhook_id(webhook);
  request.set_given_up(true);
  const auto resent = RunOn(io, webhooks.ResendWebhook(Everyone(), request));
  ASSERT_THAT(resent, IsOk());
  EXPECT_EQ(resent->resent(), 1);
  EXPECT_EQ(Inbox(webhook).size(), 1u);
  EXPECT_EQ(RunOn(io, webhooks.ResendWebhook(Everyone(), request))->resent(), 0);
}

TEST_F(WebhookTest, ACallOfTheLogIsSentAgainUnderItsId) {
  const std::string webhook = Subscribe(Wish("s1"));
  Report(MakeTransfer("r1"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  const Event event = Inbox(webhook).at(0);
  answers = {Status(500)};
  ASSERT_THAT(Tell(webhook, event), IsOk());
  v1::ResendWebhookRequest request;
  request.set_webhook_id(webhook);
  *request.add_delivery_ids() = DeliveryIdOf(webhook, event);
  *request.add_delivery_ids() = "unknown";
  EXPECT_EQ(RunOn(io, webhooks.ResendWebhook(Everyone(), request))->resent(), 1)
      << "once, though it was tried twice";
  const std::vector<Event> waiting = Inbox(webhook);
  ASSERT_EQ(waiting.size(), 2u);
  EXPECT_EQ(DeliveryIdOf(webhook, waiting[1]), DeliveryIdOf(webhook, event));
}

// Through the inbox, as it runs: all are told, those of one dossier in order.
TEST_F(WebhookTest, TheInboxTellsAllInOrder) {
  const std::string webhook = Subscribe(Wish("s1"));
  const std::string first = MakeTransfer("r1");
  for (int i = 0; i < 3; ++i) {
    Report(first, dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY, 20 * i + 10);
    Report(first, dossier::v1::TRACKING_KIND_ATTEMPT_FAILED, 20 * i + 20);
  }
  answers = {Status(500)};
  ASSERT_THAT(RunOn(io, sender.RunOnce()), IsOk());
  while (sent.size() < 7) ASSERT_GT(io.run_one_for(std::chrono::seconds(10)), 0u);
  std::vector<std::string> states;
  for (const http::Request& request : sent) {
    const size_t at = request.body.find("\"event_id\"");
    states.push_back(request.body.substr(at + 12, 4));
  }
  EXPECT_THAT(states, ElementsAre("4@10", "4@10", "5@20", "4@30", "5@40", "4@50", "5@60"));
  sender.Stop();
  while (!Inbox(webhook).empty()) io.run_one_for(std::chrono::seconds(1));
}

TEST_F(WebhookTest, WhereTooMuchWaitsNothingMoreIsAdded) {
  const std::string webhook = Subscribe(Wish("s1"));
  sender.Stop();  // nothing is taken up
  for (int i = 0; i < 3; ++i) {
    Report(MakeTransfer(Cat("r", i)), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  }
  ASSERT_THAT(RunOn(io, sender.RunOnce()), IsOk());
  Report(MakeTransfer("r4"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  EXPECT_EQ(Inbox(webhook).size(), 3u);
}

TEST_F(WebhookTest, ARemovedSubscriptionLeavesNothingBehind) {
  const std::string webhook = Subscribe(Wish("s1"));
  Report(MakeTransfer("r1"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  v1::RemoveWebhookRequest request;
  request.set_request_id("x");
  request.set_webhook_id(webhook);
  ASSERT_THAT(RunOn(io, webhooks.RemoveWebhook(Everyone(), request)), IsOk());
  ASSERT_THAT(RunOn(io, webhooks.RemoveWebhook(Everyone(), request)), IsOk()) << "repeated";
  sender.Stop();
  ASSERT_THAT(RunOn(io, sender.RunOnce()), IsOk());
  EXPECT_THAT(Inbox(webhook), IsEmpty());
  Report(MakeTransfer("r2"), dossier::v1::TRACKING_KIND_DELIVERED, 30);
  EXPECT_THAT(Inbox(webhook), IsEmpty());
  clock.Advance(absl::Minutes(11));
  ASSERT_THAT(RunOn(io, sender.RunOnce()), IsOk());
  EXPECT_EQ(book.all().webhooks_size(), 0);
}

TEST_F(WebhookTest, ARepeatedWishIsOneSubscriptionWithOneSecret) {
  const auto first = Add(Wish("s1")), again = Add(Wish("s1"));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*first));
  EXPECT_EQ(first->secret().size(), 64u);
  EXPECT_NE(Add(Wish("s2"))->secret(), first->secret());
  EXPECT_EQ(book.all().webhooks_size(), 2);
}

TEST_F(WebhookTest, RefusesWhatMayNotBe) {
  v1::AddWebhookRequest request = Wish("s1");
  request.clear_url();
  EXPECT_THAT(Add(request), StatusIs(kInvalid, kFieldRequired));
  for (const char* url : {"http://portal.example/", "https://127.0.0.1/", "https://[::1]/x"}) {
    request.set_url(url);
    EXPECT_THAT(Add(request), StatusIs(kInvalid, kFieldInvalid)) << url;
  }
  EXPECT_THAT(Add(Wish("s1", "nowhere")), StatusIs(kInvalid, kFieldInvalid));
  request = Wish("s1");
  request.add_states(static_cast<dossier::v1::ConsignmentState>(0));
  EXPECT_THAT(Add(request), StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(Add(Wish("s1"), By("elsewhere", {"871"})),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  for (int i = 0; i < WebhookBook::kMost; ++i) Subscribe(Wish(Cat("m", i)));
  EXPECT_THAT(Add(Wish("s1")), StatusIs(absl::StatusCode::kResourceExhausted, kTooManyWebhooks));
}

TEST_F(WebhookTest, ThoseOfOtherUnitsAreNotSeen) {
  const std::string webhook = Subscribe(Wish("s1"));
  const runtime::CallContext other = By("elsewhere", {"871"});
  v1::ListWebhookAttemptsRequest list;
  list.set_webhook_id(webhook);
  EXPECT_THAT(RunOn(io, webhooks.ListWebhookAttempts(other, list)),
              StatusIs(absl::StatusCode::kNotFound, kWebhookNotFound));
  v1::RemoveWebhookRequest remove;
  remove.set_request_id("x");
  remove.set_webhook_id(webhook);
  EXPECT_THAT(RunOn(io, webhooks.RemoveWebhook(other, remove)),
              StatusIs(absl::StatusCode::kNotFound, kWebhookNotFound));
  const v1::ListWebhooksRequest all;
  EXPECT_EQ(RunOn(io, webhooks.ListWebhooks(other, all))->webhooks_size(), 0);
  EXPECT_EQ(RunOn(io, webhooks.ListWebhooks(Everyone(), all))->webhooks_size(), 1);
}

// What is kept of calls is bounded by age as well as by number.
TEST_F(WebhookTest, OldTriesAndOldCallsGivenUpAreDropped) {
  const std::string webhook = Subscribe(Wish("s1"));
  Report(MakeTransfer("r1"), dossier::v1::TRACKING_KIND_COLLECTED, 0);
  const Event event = Inbox(webhook).front();
  ASSERT_THAT(Tell(webhook, event), IsOk());
  const std::string dead = keys.DeadLetters(webhook);
  Call({"XADD", dead, "*", "e", event.SerializeAsString()});
  const absl::Time begun = clock.Now();
  EXPECT_THAT(RunOn(io, log.DropOld(webhook, begun)), IsOkAndHolds(0));
  EXPECT_EQ(Attempts(webhook).size(), 1u);
  EXPECT_THAT(RunOn(io, log.DropOld(webhook, begun + absl::Seconds(1))), IsOkAndHolds(1));
  EXPECT_THAT(Attempts(webhook), IsEmpty());
  EXPECT_EQ(RunOn(io, log.Count(webhook))->given_up, 0);
}

}  // namespace
}  // namespace motcua::postal

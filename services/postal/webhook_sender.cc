#include "services/postal/webhook_sender.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/crypto/signature.h"
#include "services/postal/domain/webhooks.h"

namespace motcua::postal {
namespace {

// A commit begun before a subscription was removed may still fill its inbox: after this nobody
// does.
constexpr absl::Duration kForgottenAfter = absl::Minutes(10);
// Between two looks for what is too old to be kept.
constexpr absl::Duration kLookForOld = absl::Hours(1);

v1::WebhookAttempt AttemptOf(const event::v1::Event& event, const std::string& delivery_id,
                             int number, const http::Answer& answer) {
  v1::WebhookAttempt attempt;
  attempt.set_delivery_id(delivery_id);
  attempt.set_attempt(number);
  attempt.set_status(answer.status);
  attempt.set_error(answer.error);
  attempt.mutable_took()->set_seconds(absl::ToInt64Seconds(answer.took));
  attempt.mutable_took()->set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(answer.took % absl::Seconds(1))));
  attempt.set_consignment_id(event.tracking_recorded().consignment_id());
  attempt.set_state(event.tracking_recorded().state());
  attempt.set_event(event.SerializeAsString());
  return attempt;
}

}  // namespace

WebhookSender::WebhookSender(asio::io_context& io, store::Committer& committer, WebhookBook& book,
                             WebhookLog& log, const Clock& clock, Post post, Options options,
                             WebhookMetrics& metrics)
    : io_(io),
      committer_(committer),
      book_(book),
      log_(log),
      clock_(clock),
      post_(std::move(post)),
      options_(std::move(options)),
      metrics_(metrics) {}

async::Task<absl::Status> WebhookSender::RunOnce() {
  MOTCUA_CO_RETURN_IF_ERROR(co_await book_.Refresh());
  std::vector<std::string> ids;
  for (const v1::Webhook& webhook : book_.all().webhooks()) {
    if (!webhook.has_remove_time()) ids.push_back(webhook.id());
  }
  for (std::string& id : ids) {
    if (!inboxes_.contains(id)) MOTCUA_CO_RETURN_IF_ERROR(co_await Begin(std::move(id)));
  }
  MOTCUA_CO_RETURN_IF_ERROR(co_await EndRemoved());
  co_return co_await ShowCounts();
}

async::Task<absl::Status> WebhookSender::Begin(std::string webhook_id) {
  store::InboxOptions options{.service = webhook_id, .batch = options_.side_by_side};
  auto inbox =
      std::make_unique<store::Inbox>(io_, committer_, std::move(options),
                                     [this, webhook_id](store::InboxEntry, event::v1::Event event) {
                                       return React(webhook_id, std::move(event));
                                     });
  MOTCUA_CO_RETURN_IF_ERROR(co_await inbox->Prepare());
  if (!stopping_) async::Detach(io_, inbox->Run());
  inboxes_.emplace(std::move(webhook_id), std::move(inbox));
  co_return absl::OkStatus();
}

async::Task<absl::Status> WebhookSender::EndRemoved() {
  std::vector<std::string> ids;
  for (const v1::Webhook& webhook : book_.all().webhooks()) {
    if (webhook.has_remove_time()) ids.push_back(webhook.id());
  }
  if (ids.empty()) co_return absl::OkStatus();
  for (const std::string& id : ids) {
    const auto found = inboxes_.find(id);
    if (found != inboxes_.end()) found->second->Stop();
    MOTCUA_CO_RETURN_IF_ERROR(co_await log_.Erase(id));
  }
  co_return co_await book_.Forget(clock_.Now() - kForgottenAfter);
}

async::Task<absl::Status> WebhookSender::ShowCounts() {
  std::vector<std::string> ids;
  for (const v1::Webhook& webhook : book_.all().webhooks()) {
    if (!webhook.has_remove_time()) ids.push_back(webhook.id());
  }
  const bool look_for_old = clock_.Now() >= next_look_;
  if (look_for_old) next_look_ = clock_.Now() + kLookForOld;
  WebhookLog::Counts sum;
  for (const std::string& id : ids) {
    const auto counts = co_await log_.Count(id);
    if (!counts.ok()) co_return counts.status();
    book_.SetFull(id, counts->waiting >= options_.most_waiting);
    MOTCUA_CO_RETURN_IF_ERROR(co_await Bound(id, counts->given_up, look_for_old));
    sum.waiting += counts->waiting;
    sum.given_up += counts->given_up;
  }
  metrics_.ShowWaiting(sum.waiting);
  metrics_.ShowGivenUp(sum.given_up);
  co_return absl::OkStatus();
}

// What is kept of a subscription does not grow for ever.
async::Task<absl::Status> WebhookSender::Bound(std::string webhook_id, int64_t given_up,
                                               bool look_for_old) {
  int64_t calls = 0;
  if (look_for_old) {
    const auto dropped = co_await log_.DropOld(webhook_id, clock_.Now() - WebhookLog::kKeptFor);
    if (!dropped.ok()) co_return dropped.status();
    calls += *dropped;
  }
  if (given_up > WebhookLog::kMostGivenUp) {
    const auto dropped = co_await log_.Trim(webhook_id);
    if (!dropped.ok()) co_return dropped.status();
    calls += *dropped;
  }
  if (calls == 0) co_return absl::OkStatus();
  metrics_.AccountDropped(calls);
  Log(kWarning, "calls to a subscriber that were given up are dropped",
      {{"webhook", webhook_id}, {"calls", calls}});
  co_return absl::OkStatus();
}

void WebhookSender::Stop() {
  stopping_ = true;
  for (auto& [id, inbox] : inboxes_) inbox->Stop();
}

// A call that is given up goes to the subscription's dead letters.
async::Task<absl::StatusOr<store::Reaction>> WebhookSender::React(std::string webhook_id,
                                                                  event::v1::Event event) {
  const absl::Status told = co_await Tell(std::move(webhook_id), std::move(event));
  if (told.ok()) co_return store::Reaction::kIgnored;
  co_return told;
}

async::Task<absl::Status> WebhookSender::Tell(std::string webhook_id, event::v1::Event event) {
  const std::string delivery_id = DeliveryIdOf(webhook_id, event);
  for (int number = 1; !stopping_; ++number) {
    const v1::Webhook* webhook = book_.Find(webhook_id);
    if (webhook == nullptr) co_return absl::OkStatus();  // removed meanwhile
    http::Request request = RequestFor(*webhook, delivery_id, event);
    const absl::Time begun = clock_.Now();
    const http::Answer answer = co_await post_(std::move(request));
    const bool last = number >= options_.attempts;
    v1::WebhookAttempt attempt = AttemptOf(event, delivery_id, number, answer);
    *attempt.mutable_attempt_time() = ToProto(begun);
    attempt.set_result(answer.ok() ? v1::WEBHOOK_RESULT_DELIVERED
                       : last      ? v1::WEBHOOK_RESULT_GIVEN_UP
                                   : v1::WEBHOOK_RESULT_FAILED);
    metrics_.AccountAttempt(attempt.result());
    (void)co_await log_.Add(webhook_id, std::move(attempt));  // only for people to look at
    if (answer.ok()) co_return absl::OkStatus();
    if (last) {
      co_return FailedPrecondition(
          kInternal, Cat("given up after ", number, " tries: ", answer.status, " ", answer.error));
    }
    co_await options_.sleep(PauseAfter(number));
  }
  co_return Unavailable(kShuttingDown, "the service is going down");
}

http::Request WebhookSender::RequestFor(const v1::Webhook& webhook, const std::string& delivery_id,
                                        const event::v1::Event& event) const {
  http::Request request{.url = webhook.url(), .headers = {}, .body = BodyOf(delivery_id, event)};
  const std::string signature = Sign(book_.SecretOf(webhook.id()), clock_.Now(), request.body);
  request.headers = {"Content-Type: application/json", "User-Agent: motcua",
                     Cat("Motcua-Delivery: ", delivery_id), Cat(kSignatureHeader, ": ", signature)};
  return request;
}

absl::Duration WebhookSender::PauseAfter(int attempt) const {
  absl::Duration pause = options_.first_pause;
  for (int i = 1; i < attempt && pause < options_.longest_pause; ++i) pause *= 2;
  return std::min(pause, options_.longest_pause) * options_.jitter();
}

}  // namespace motcua::postal

#include "services/postal/webhook_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/crypto/hmac.h"
#include "common/store/secret.h"
#include "google/protobuf/empty.pb.h"

namespace motcua::postal {
namespace {

constexpr char kKind[] = "webhooks";
constexpr char kAll[] = "all";
constexpr char kService[] = "postal";

using Draft = store::Draft<v1::Webhooks>;

template <class Webhooks>
auto* FindIn(Webhooks& webhooks, std::string_view id) {
  auto& list = *webhooks.mutable_webhooks();
  const auto found = std::ranges::find(list, id, &v1::Webhook::id);
  return found == list.end() || found->has_remove_time() ? nullptr : &*found;
}

v1::Webhook Made(const v1::AddWebhookRequest& request, std::string id, const std::string& creator,
                 absl::Time now) {
  v1::Webhook webhook;
  webhook.set_id(std::move(id));
  webhook.set_url(request.url());
  webhook.set_unit_code(request.unit_code());
  *webhook.mutable_states() = request.states();
  *webhook.mutable_kinds() = request.kinds();
  webhook.set_description(request.description());
  webhook.set_creator(creator);
  *webhook.mutable_create_time() = ToProto(now);
  return webhook;
}

Error NoSuchWebhook(std::string_view id) {
  return NotFound(kWebhookNotFound, "no such webhook").With("webhookId", id);
}

}  // namespace

WebhookBook::WebhookBook(store::Committer& committer, const catalogue::Catalogue& catalogue,
                         const Clock& clock, IdSource& ids)
    : book_(
          committer, kKind, [](const auto&) { return std::vector<store::Place>(); }, nullptr,
          /*cache_size=*/0),
      catalogue_(catalogue),
      clock_(clock),
      ids_(ids) {}

async::Task<absl::Status> WebhookBook::Refresh() {
  store::Committer& committer = book_.committer();
  if (secret_.empty()) {
    auto secret = co_await store::LoadSecret(committer.redis(), committer.keys().Secret(kKind),
                                             std::string(), std::string());
    if (!secret.ok()) co_return secret.status();
    secret_ = *std::move(secret);
  }
  auto kept = co_await book_.Load(kAll);
  if (absl::IsNotFound(kept.status())) co_return absl::OkStatus();
  if (!kept.ok()) co_return kept.status();
  webhooks_ = *kept->state;
  co_return absl::OkStatus();
}

void WebhookBook::Address(event::v1::Event& event) const {
  if (webhooks_.webhooks().empty() || !ChangesState(event)) return;
  for (const v1::Webhook& webhook : webhooks_.webhooks()) {
    if (webhook.has_remove_time() || full_.contains(webhook.id())) continue;
    if (!Wants(InterestOf(webhook), event, catalogue_)) continue;
    event.mutable_tracking_recorded()->add_webhooks(webhook.id());
  }
}

const v1::Webhook* WebhookBook::Find(std::string_view id) const {
  for (const v1::Webhook& webhook : webhooks_.webhooks()) {
    if (webhook.id() == id && !webhook.has_remove_time()) return &webhook;
  }
  return nullptr;
}

std::string WebhookBook::SecretOf(const std::string& webhook_id) const {
  return absl::BytesToHexString(Hmac(secret_).Of(webhook_id));
}

void WebhookBook::SetFull(const std::string& webhook_id, bool full) {
  const bool changed = full ? full_.insert(webhook_id).second : full_.erase(webhook_id) > 0;
  if (!changed) return;
  Log(full ? kWarning : kInfo,
      full ? "too much waits for a subscriber: it is told of nothing more"
           : "a subscriber is told again",
      {{"webhook", webhook_id}});
}

async::Task<absl::StatusOr<v1::AddWebhookResponse>> WebhookBook::Add(
    auth::Caller caller, v1::AddWebhookRequest request) {
  store::Command command =
      store::CommandOf(book_.committer().keys(), kService, caller.name, request);
  const std::string id = Cat("webhook-", absl::AsciiStrToLower(ids_.NewId()));
  const v1::Webhook made = Made(request, id, caller.name, clock_.Now());
  std::function<absl::StatusOr<v1::AddWebhookResponse>(Draft&)> decide =
      [&made](Draft& draft) -> absl::StatusOr<v1::AddWebhookResponse> {
    if (draft.state.webhooks_size() >= kMost) {
      return ResourceExhausted(kTooManyWebhooks, Cat("there are ", kMost, " webhooks already"));
    }
    *draft.state.add_webhooks() = made;
    draft.changed = true;
    v1::AddWebhookResponse response;
    *response.mutable_webhook() = made;
    return response;
  };
  auto added =
      co_await book_.Execute<v1::AddWebhookResponse>(std::move(command), kAll, std::move(decide));
  if (!added.ok()) co_return added.status();
  added->set_secret(SecretOf(added->webhook().id()));  // never stored, made from the cell's
  MOTCUA_CO_RETURN_IF_ERROR(co_await Refresh());
  co_return added;
}

async::Task<absl::StatusOr<v1::RemoveWebhookResponse>> WebhookBook::Remove(
    auth::Caller caller, v1::RemoveWebhookRequest request) {
  store::Command command =
      store::CommandOf(book_.committer().keys(), kService, caller.name, request);
  const absl::Time now = clock_.Now();
  std::function<absl::StatusOr<v1::RemoveWebhookResponse>(Draft&)> decide =
      [this, &request, &caller, now](Draft& draft) -> absl::StatusOr<v1::RemoveWebhookResponse> {
    v1::Webhook* webhook = FindIn(draft.state, request.webhook_id());
    const bool seen = webhook != nullptr && caller.Covers(webhook->unit_code(), catalogue_);
    if (!seen) return NoSuchWebhook(request.webhook_id());
    *webhook->mutable_remove_time() = ToProto(now);
    draft.changed = true;
    v1::RemoveWebhookResponse response;
    *response.mutable_webhook() = *webhook;
    return response;
  };
  auto removed = co_await book_.Execute<v1::RemoveWebhookResponse>(std::move(command), kAll,
                                                                   std::move(decide));
  if (!removed.ok()) co_return removed.status();
  MOTCUA_CO_RETURN_IF_ERROR(co_await Refresh());
  co_return removed;
}

async::Task<absl::Status> WebhookBook::Forget(absl::Time time) {
  std::function<absl::StatusOr<google::protobuf::Empty>(Draft&)> decide =
      [time](Draft& draft) -> absl::StatusOr<google::protobuf::Empty> {
    auto& list = *draft.state.mutable_webhooks();
    const auto gone = std::remove_if(list.begin(), list.end(), [time](const v1::Webhook& one) {
      return one.has_remove_time() && FromProto(one.remove_time()) < time;
    });
    draft.changed = gone != list.end();
    list.erase(gone, list.end());
    return google::protobuf::Empty();
  };
  store::Command command;
  const auto done =
      co_await book_.Execute<google::protobuf::Empty>(std::move(command), kAll, std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return co_await Refresh();
}

}  // namespace motcua::postal

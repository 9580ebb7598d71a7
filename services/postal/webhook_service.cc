#include "services/postal/webhook_service.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/http/guard.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/webhooks.h"
#include "services/postal/requests.h"

namespace motcua::postal {
namespace {

constexpr int kMaxResent = 500;
constexpr int kMaxGivenUpResent = 1000;
// More than a log ever holds.
constexpr int kWholeLog = 2 * WebhookLog::kMostAttempts;

}  // namespace

// Those of other units are as if they were not there.
absl::Status WebhookService::RequireSeen(const auth::Caller& caller,
                                         const std::string& webhook_id) const {
  MOTCUA_RETURN_IF_ERROR(CheckPresent("webhook_id", webhook_id));
  const v1::Webhook* webhook = book_.Find(webhook_id);
  const bool seen = webhook != nullptr && caller.Covers(webhook->unit_code(), catalogue_);
  if (seen) return absl::OkStatus();
  return NotFound(kWebhookNotFound, "no such webhook").With("webhookId", webhook_id);
}

async::Task<absl::StatusOr<v1::AddWebhookResponse>> WebhookService::AddWebhook(
    const runtime::CallContext& call, const v1::AddWebhookRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("unit_code", request.unit_code()));
  MOTCUA_CO_RETURN_IF_ERROR(
      CheckSubscription(request.url(), InterestOf(request), request.description(), catalogue_));
  MOTCUA_CO_RETURN_IF_ERROR(http::CheckUrl(request.url(), allow_private_));
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, request.unit_code(), catalogue_));
  co_return co_await book_.Add(call.caller, request);
}

async::Task<absl::StatusOr<v1::ListWebhooksResponse>> WebhookService::ListWebhooks(
    const runtime::CallContext& call, const v1::ListWebhooksRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(co_await book_.Refresh());
  v1::ListWebhooksResponse response;
  for (const v1::Webhook& webhook : book_.all().webhooks()) {
    const bool seen =
        !webhook.has_remove_time() && call.caller.Covers(webhook.unit_code(), catalogue_);
    if (seen) *response.add_webhooks()->mutable_webhook() = webhook;
  }
  for (v1::WebhookStatus& status : *response.mutable_webhooks()) {
    const auto counts = co_await log_.Count(status.webhook().id());
    if (!counts.ok()) co_return counts.status();
    status.set_waiting(counts->waiting);
    status.set_given_up(counts->given_up);
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::RemoveWebhookResponse>> WebhookService::RemoveWebhook(
    const runtime::CallContext& call, const v1::RemoveWebhookRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("webhook_id", request.webhook_id()));
  co_return co_await book_.Remove(call.caller, request);
}

async::Task<absl::StatusOr<v1::ListWebhookAttemptsResponse>> WebhookService::ListWebhookAttempts(
    const runtime::CallContext& call, const v1::ListWebhookAttemptsRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireSeen(call.caller, request.webhook_id()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  auto attempts = co_await log_.Read(request.webhook_id(), size);
  if (!attempts.ok()) co_return attempts.status();
  v1::ListWebhookAttemptsResponse response;
  for (v1::WebhookAttempt& attempt : *attempts) {
    attempt.clear_event();
    *response.add_attempts() = std::move(attempt);
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::ResendWebhookResponse>> WebhookService::ResendWebhook(
    const runtime::CallContext& call, const v1::ResendWebhookRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireSeen(call.caller, request.webhook_id()));
  std::string id = request.webhook_id();
  absl::StatusOr<int> resent = 0;
  if (request.given_up()) {
    resent = co_await log_.ResendGivenUp(std::move(id), kMaxGivenUpResent);
  } else {
    MOTCUA_CO_RETURN_IF_ERROR(CheckBatch("delivery_ids", request.delivery_ids_size(), kMaxResent));
    std::vector<std::string> deliveries(request.delivery_ids().begin(),
                                        request.delivery_ids().end());
    resent = co_await ResendLogged(std::move(id), std::move(deliveries));
  }
  if (!resent.ok()) co_return resent.status();
  v1::ResendWebhookResponse response;
  response.set_resent(*resent);
  co_return response;
}

// Each once, oldest first, as they were told before.
async::Task<absl::StatusOr<int>> WebhookService::ResendLogged(
    std::string webhook_id, std::vector<std::string> delivery_ids) {
  absl::flat_hash_set<std::string> wanted(delivery_ids.begin(), delivery_ids.end());
  auto attempts = co_await log_.Read(webhook_id, kWholeLog);
  if (!attempts.ok()) co_return attempts.status();
  std::vector<std::string> events;
  for (auto attempt = attempts->rbegin(); attempt != attempts->rend(); ++attempt) {
    if (wanted.erase(attempt->delivery_id()) > 0) events.push_back(attempt->event());
  }
  const int count = static_cast<int>(events.size());
  MOTCUA_CO_RETURN_IF_ERROR(co_await log_.Resend(std::move(webhook_id), std::move(events)));
  co_return count;
}

void Serve(WebhookService& service, runtime::RpcServer& server) {
  runtime::Methods<WebhookService> rpc(server, "motcua.postal.v1.WebhookService", &service);
  rpc.Unary("AddWebhook", &WebhookService::AddWebhook);
  rpc.Unary("ListWebhooks", &WebhookService::ListWebhooks);
  rpc.Unary("RemoveWebhook", &WebhookService::RemoveWebhook);
  rpc.Unary("ListWebhookAttempts", &WebhookService::ListWebhookAttempts);
  rpc.Unary("ResendWebhook", &WebhookService::ResendWebhook);
}

}  // namespace motcua::postal

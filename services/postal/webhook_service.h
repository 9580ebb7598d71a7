// motcua.postal.v1.WebhookService: who is told when a consignment's state changes.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/webhook_service.pb.h"
#include "services/postal/store/webhook_log.h"
#include "services/postal/webhook_book.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class WebhookService {
 public:
  // `allow_private`: subscribers may be in our own network, and without TLS.
  WebhookService(WebhookBook& book, WebhookLog& log, const catalogue::Catalogue& catalogue,
                 bool allow_private)
      : book_(book), log_(log), catalogue_(catalogue), allow_private_(allow_private) {}

  async::Task<absl::StatusOr<v1::AddWebhookResponse>> AddWebhook(
      const runtime::CallContext& call, const v1::AddWebhookRequest& request);
  async::Task<absl::StatusOr<v1::ListWebhooksResponse>> ListWebhooks(
      const runtime::CallContext& call, const v1::ListWebhooksRequest& request);
  async::Task<absl::StatusOr<v1::RemoveWebhookResponse>> RemoveWebhook(
      const runtime::CallContext& call, const v1::RemoveWebhookRequest& request);
  async::Task<absl::StatusOr<v1::ListWebhookAttemptsResponse>> ListWebhookAttempts(
      const runtime::CallContext& call, const v1::ListWebhookAttemptsRequest& request);
  async::Task<absl::StatusOr<v1::ResendWebhookResponse>> ResendWebhook(
      const runtime::CallContext& call, const v1::ResendWebhookRequest& request);

 private:
  absl::Status RequireSeen(const auth::Caller& caller, const std::string& webhook_id) const;
  async::Task<absl::StatusOr<int>> ResendLogged(std::string webhook_id,
                                                std::vector<std::string> delivery_ids);

  WebhookBook& book_;
  WebhookLog& log_;
  const catalogue::Catalogue& catalogue_;
  bool allow_private_;
};

// Registers its methods.
void Serve(WebhookService& service, runtime::RpcServer& server);

}  // namespace motcua::postal

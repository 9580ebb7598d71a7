// Webhooks, put together: carriers' calls in, calls to subscribers out.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/config/settings.h"
#include "common/http/client.h"
#include "common/http/listener.h"
#include "common/runtime/host.h"
#include "services/postal/carrier_feed.h"
#include "services/postal/carrier_webhook.h"
#include "services/postal/store/webhook_log.h"
#include "services/postal/webhook_book.h"
#include "services/postal/webhook_metrics.h"
#include "services/postal/webhook_sender.h"
#include "services/postal/webhook_service.h"

namespace motcua::postal {

class WebhookFeed {
 public:
  struct Flags {
    bool allow_private = false;
    std::string ca_file;
    int attempts = 0;
    absl::Duration first_pause;
    std::string carrier_listen;
    std::string carrier_pem;
    std::string carrier_secrets;

    void AddTo(config::Settings& settings);
  };

  WebhookFeed(runtime::Host& host, store::Committer& committer, CarrierFeed& carriers,
              const Flags& flags);

  // Registers calls and workers, and listens for carriers. FAILED_PRECONDITION SETTING_INVALID.
  absl::Status Serve(runtime::Host& host);

  // Reads the subscriptions before anything is committed.
  async::Task<absl::Status> Start() { return book_.Refresh(); }
  // Takes no further calls, and begins none.
  void Stop();

 private:
  absl::Status Listen(runtime::Host& host);

  store::Committer& committer_;
  CarrierFeed& carriers_;
  Flags flags_;
  WebhookMetrics metrics_;
  WebhookBook book_;
  WebhookLog log_;
  http::Client client_;
  WebhookSender sender_;
  WebhookService service_;
  std::unique_ptr<CarrierWebhook> carrier_calls_;
  std::unique_ptr<http::Listener> listener_;
};

}  // namespace motcua::postal

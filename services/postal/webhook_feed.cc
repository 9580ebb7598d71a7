#include "services/postal/webhook_feed.h"

#include <random>
#include <utility>

#include "common/base/log.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::postal {
namespace {

constexpr absl::Duration kPeriod = absl::Seconds(1);

// From 0.5 up to 1.
double Jitter() {
  static std::mt19937 random{std::random_device()()};
  return std::uniform_real_distribution<double>(0.5, 1)(random);
}

WebhookSender::Options SenderOptions(const WebhookFeed::Flags& flags) {
  WebhookSender::Options options;
  options.attempts = flags.attempts;
  options.first_pause = flags.first_pause;
  options.jitter = &Jitter;
  return options;
}

}  // namespace

void WebhookFeed::Flags::AddTo(config::Settings& settings) {
  settings.Add(&allow_private, "webhook-allow-private", false,
               "subscribers of webhooks may be in our own network, and without TLS: for trying out");
  settings.Add(&ca_file, "webhook-ca", "", config::Choices{},
               "authorities trusted for subscribers; empty: those of the system");
  settings.Add(&attempts, "webhook-attempts", 8, config::IntBounds{1, 30},
               "tries of a call to a subscriber before it is given up");
  settings.Add(&first_pause, "webhook-first-pause", absl::Seconds(1),
               config::DurationBounds{absl::Milliseconds(1), absl::Hours(1)},
               "pause after the first try; doubled after each further one, up to a minute");
  settings.Add(&carrier_listen, "carrier-listen", "", config::Choices{},
               "host:port for carriers' webhook calls; empty: none are taken");
  settings.Add(&carrier_pem, "carrier-pem", "", config::Choices{},
               "certificate and key for carriers' calls; empty: plain HTTP, for loopback alone");
  settings.Add(&carrier_secrets, "carrier-secrets", "", config::Choices{},
               "folder of carriers' secrets, a file a carrier named by its code; read at the start");
}

WebhookFeed::WebhookFeed(runtime::Host& host, store::Committer& committer, CarrierFeed& carriers,
                         const Flags& flags)
    : committer_(committer),
      carriers_(carriers),
      flags_(flags),
      metrics_(host.metrics()),
      book_(committer, host.catalogue(), host.clock(), host.ids()),
      log_(committer),
      client_(host.io(), {.allow_private = flags.allow_private, .ca_file = flags.ca_file}),
      sender_(host.io(), committer, book_, log_, host.clock(),
              [this](http::Request request) { return client_.Post(std::move(request)); },
              SenderOptions(flags), metrics_),
      service_(book_, log_, host.catalogue(), flags.allow_private) {}

absl::Status WebhookFeed::Serve(runtime::Host& host) {
  committer_.AddressEventsBy([this](event::v1::Event& event) { book_.Address(event); });
  postal::Serve(service_, host.rpc());
  host.Every("webhooks", kPeriod, [this] { return sender_.RunOnce(); });
  return flags_.carrier_listen.empty() ? absl::OkStatus() : Listen(host);
}

absl::Status WebhookFeed::Listen(runtime::Host& host) {
  MOTCUA_ASSIGN_OR_RETURN(CarrierWebhook::Secrets secrets, ReadSecrets(flags_.carrier_secrets));
  const runtime::RpcServer& rpc = host.rpc();
  carrier_calls_ = std::make_unique<CarrierWebhook>(
      host.io(), committer_, carriers_.recorder(), carriers_.tables(), std::move(secrets),
      [&rpc](std::string_view name) { return rpc.FindCaller(name); }, host.clock(), metrics_);
  MOTCUA_ASSIGN_OR_RETURN(
      listener_, http::Listener::Start(
                     {.address = flags_.carrier_listen, .pem_file = flags_.carrier_pem},
                     [this](const http::Incoming& call) { return carrier_calls_->Answer(call); }));
  Log(kInfo, "carriers' calls are taken", {{"address", flags_.carrier_listen}});
  return absl::OkStatus();
}

void WebhookFeed::Stop() {
  sender_.Stop();
  if (carrier_calls_ != nullptr) carrier_calls_->Close();
}

}  // namespace motcua::postal

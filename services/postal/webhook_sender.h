// Tells subscribers: each has an inbox of its own, from which its calls are made until they are
// answered or given up.
#pragma once

#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/http/client.h"
#include "common/store/inbox.h"
#include "services/postal/store/webhook_log.h"
#include "services/postal/webhook_book.h"
#include "services/postal/webhook_metrics.h"

namespace motcua::postal {

class WebhookSender {
 public:
  // A POST, as http::Client makes it.
  using Post = std::function<async::Task<http::Answer>(http::Request)>;

  struct Options {
    // Tries of a call before it is given up.
    int attempts = 8;
    // Pause after the first try; doubled after each further one, up to the longest.
    absl::Duration first_pause = absl::Seconds(1);
    absl::Duration longest_pause = absl::Minutes(1);
    // What a pause is multiplied by, from 0.5 up to 1: so that those who failed together do not
    // come back together.
    std::function<double()> jitter;
    std::function<async::Task<void>(absl::Duration)> sleep = &async::Sleep;
    // Subscribers that are told side by side by one subscription's inbox.
    int side_by_side = 16;
    // A subscription with so many waiting is told of nothing more until they are fewer.
    int64_t most_waiting = 100'000;
  };

  WebhookSender(asio::io_context& io, store::Committer& committer, WebhookBook& book,
                WebhookLog& log, const Clock& clock, Post post, Options options,
                WebhookMetrics& metrics);

  // One turn: begins and ends inboxes as subscriptions come and go, and shows what waits.
  async::Task<absl::Status> RunOnce();
  // Calls in hand end; what is not answered is sent again by the next run.
  void Stop();

  // Tells the subscriber of the event: OK when it took the call, ABORTED when it is given up,
  // UNAVAILABLE when stopping.
  async::Task<absl::Status> Tell(std::string webhook_id, event::v1::Event event);

 private:
  async::Task<absl::StatusOr<store::Reaction>> React(std::string webhook_id,
                                                     event::v1::Event event);
  async::Task<absl::Status> Begin(std::string webhook_id);
  async::Task<absl::Status> EndRemoved();
  async::Task<absl::Status> ShowCounts();
  async::Task<absl::Status> Bound(std::string webhook_id, int64_t given_up, bool look_for_old);
  http::Request RequestFor(const v1::Webhook& webhook, const std::string& delivery_id,
                           const event::v1::Event& event) const;
  absl::Duration PauseAfter(int attempt) const;

  asio::io_context& io_;
  store::Committer& committer_;
  WebhookBook& book_;
  WebhookLog& log_;
  const Clock& clock_;
  Post post_;
  Options options_;
  WebhookMetrics& metrics_;
  // By subscription. Those that ended stay until the process does: their loop may be at its last
  // turn.
  absl::flat_hash_map<std::string, std::unique_ptr<store::Inbox>> inboxes_;
  absl::Time next_look_ = absl::InfinitePast();  // for what is too old to be kept
  bool stopping_ = false;
};

}  // namespace motcua::postal

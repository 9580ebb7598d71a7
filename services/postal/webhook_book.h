// Who subscribed: kept in the store, and known here while running.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/auth/caller.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/catalogue/catalogue.h"
#include "common/store/aggregates.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/postal/v1/webhook_service.pb.h"
#include "services/postal/domain/webhooks.h"

namespace motcua::postal {

// What a subscription, or who asks for one, wants to be told of; lives as long as `from`.
template <class Message>
Interest InterestOf(const Message& from) {
  return {from.unit_code(),
          {from.states().data(), static_cast<size_t>(from.states_size())},
          {from.kinds().data(), static_cast<size_t>(from.kinds_size())}};
}

class WebhookBook {
 public:
  // Subscriptions a cell may have.
  static constexpr int kMost = 64;

  WebhookBook(store::Committer& committer, const catalogue::Catalogue& catalogue,
              const Clock& clock, IdSource& ids);

  // Reads what is kept, and the secret of the cell from which those of subscriptions are made. To
  // be called at the start and again and again: another process may have changed it.
  async::Task<absl::Status> Refresh();

  // Names in the event the subscriptions that want it; the store puts it into their inboxes.
  void Address(event::v1::Event& event) const;

  // As read last.
  const v1::Webhooks& all() const { return webhooks_; }
  // nullptr if there is none, or it was removed.
  const v1::Webhook* Find(std::string_view id) const;
  // Signs the calls of a subscription.
  std::string SecretOf(const std::string& webhook_id) const;
  // What waits for it is so much that it is not told of more.
  void SetFull(const std::string& webhook_id, bool full);

  // Errors of the next: see the proto.
  async::Task<absl::StatusOr<v1::AddWebhookResponse>> Add(auth::Caller caller,
                                                          v1::AddWebhookRequest request);
  async::Task<absl::StatusOr<v1::RemoveWebhookResponse>> Remove(auth::Caller caller,
                                                                v1::RemoveWebhookRequest request);
  // Forgets subscriptions that were removed before `time`.
  async::Task<absl::Status> Forget(absl::Time time);

 private:
  store::Aggregates<v1::Webhooks> book_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  IdSource& ids_;
  std::string secret_;
  v1::Webhooks webhooks_;
  absl::flat_hash_set<std::string> full_;
};

}  // namespace motcua::postal

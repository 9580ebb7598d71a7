// The last tries to tell a subscriber, and what was given up.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/store/commit.h"
#include "motcua/postal/v1/webhook_service.pb.h"

namespace motcua::postal {

class WebhookLog {
 public:
  // Tries a subscription's log keeps, and calls given up that it keeps, about.
  static constexpr int kMostAttempts = 1000;
  static constexpr int kMostGivenUp = 10'000;
  // Older tries, and calls given up whose event is older, are dropped.
  static constexpr absl::Duration kKeptFor = absl::Hours(24 * 90);

  struct Counts {
    int64_t waiting = 0;
    int64_t given_up = 0;
  };

  explicit WebhookLog(store::Committer& committer) : committer_(committer) {}

  async::Task<absl::Status> Add(std::string webhook_id, v1::WebhookAttempt attempt);
  // Newest first.
  async::Task<absl::StatusOr<std::vector<v1::WebhookAttempt>>> Read(std::string webhook_id,
                                                                    int count);

  async::Task<absl::StatusOr<Counts>> Count(std::string webhook_id);
  // Drops the oldest given up beyond kMostGivenUp; how many.
  async::Task<absl::StatusOr<int64_t>> Trim(std::string webhook_id);
  // Drops tries and calls given up of before `until`, up to a hundred of each; how many calls.
  async::Task<absl::StatusOr<int64_t>> DropOld(std::string webhook_id, absl::Time until);

  // Puts events into the subscription's inbox once more.
  async::Task<absl::Status> Resend(std::string webhook_id, std::vector<std::string> events);
  // The same with up to `count` of what was given up; how many. One that is sent again as the
  // process dies may be sent twice.
  async::Task<absl::StatusOr<int>> ResendGivenUp(std::string webhook_id, int count);

  // Throws away all that is kept of a subscription.
  async::Task<absl::Status> Erase(std::string webhook_id);

 private:
  // Takes entries out of the beginning of a stream while `is_old` holds of their first value; how
  // many.
  async::Task<absl::StatusOr<int64_t>> DropWhile(std::string key,
                                                 std::function<bool(const std::string&)> is_old);

  store::Committer& committer_;
};

}  // namespace motcua::postal

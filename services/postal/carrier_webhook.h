// Carriers' calls over HTTP: POST /carriers/<code>, signed, with a record or a list of records.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include <asio/io_context.hpp>
#include "common/async/task.h"
#include "common/auth/policy.h"
#include "common/base/clock.h"
#include "common/http/listener.h"
#include "common/store/commit.h"
#include "services/postal/carrier_recorder.h"
#include "services/postal/webhook_metrics.h"

namespace motcua::postal {

class CarrierWebhook {
 public:
  // Who a carrier is, by its code: the caller of that name in the policy; nullptr if there is none.
  using FindCaller = std::function<const auth::Principal*(std::string_view)>;
  // A secret a carrier, by its code.
  using Secrets = std::map<std::string, std::string>;

  CarrierWebhook(asio::io_context& io, store::Committer& committer, CarrierRecorder& recorder,
                 const CarrierTables& tables, Secrets secrets, FindCaller find_caller,
                 const Clock& clock, WebhookMetrics& metrics)
      : io_(io),
        committer_(committer),
        recorder_(recorder),
        tables_(tables),
        secrets_(std::move(secrets)),
        find_caller_(std::move(find_caller)),
        clock_(clock),
        metrics_(metrics) {}

  // On a thread of the listener: waits for Take on the io thread, at most ten seconds.
  //   200  all were taken: recorded, known, or set aside
  //   401  not signed by the carrier's secret, or of a time too far off
  //   403  the policy has no caller of the carrier's name, or does not let it report
  //   404  no such path, or no carrier with a table and a secret
  //   409  this very call was taken before
  //   400  the body is no JSON object or list of objects, or holds too many
  //   503  try again; a new call, signed anew
  http::Outgoing Answer(const http::Incoming& incoming);

  // Answers 503 from now on. Thread-safe.
  void Close() { closed_ = true; }

  // The same as Answer, on the io thread.
  async::Task<http::Outgoing> Take(http::Incoming incoming);

 private:
  const auth::Principal* CallerOf(const std::string& carrier) const;
  async::Task<absl::StatusOr<bool>> WasTaken(std::string key);
  async::Task<http::Outgoing> Report(const auth::Caller& caller, std::string carrier,
                                     std::vector<std::string> records, std::string transaction,
                                     std::string key);

  asio::io_context& io_;
  store::Committer& committer_;
  CarrierRecorder& recorder_;
  const CarrierTables& tables_;
  Secrets secrets_;
  FindCaller find_caller_;
  const Clock& clock_;
  WebhookMetrics& metrics_;
  std::atomic<bool> closed_ = false;
};

// Reads the secrets of a folder: a file a carrier, named by its code. FAILED_PRECONDITION
// SETTING_INVALID: a file cannot be read or holds less than 16 characters.
absl::StatusOr<CarrierWebhook::Secrets> ReadSecrets(const std::string& folder);

}  // namespace motcua::postal

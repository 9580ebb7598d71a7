// All that has to do with carriers' records and their silence, put together.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/config/settings.h"
#include "common/runtime/host.h"
#include "services/postal/carrier_metrics.h"
#include "services/postal/carrier_recorder.h"
#include "services/postal/carrier_tables.h"
#include "services/postal/quarantine_reader.h"
#include "services/postal/tracking_service.h"
#include "services/postal/workers/silence_watch.h"

namespace motcua::postal {

class CarrierFeed {
 public:
  struct Flags {
    std::string carriers;  // folder of the tables
    int silent_after_days = 0;
    absl::Duration watch_period;

    void AddTo(config::Settings& settings);
  };

  CarrierFeed(runtime::Host& host, Consignments& consignments, Metrics& metrics,
              const Flags& flags);

  // Reads the tables, and registers calls and workers. FAILED_PRECONDITION CARRIERS_INVALID.
  absl::Status Serve(runtime::Host& host);

  // Consignments to be looked at for silence now.
  async::Task<absl::StatusOr<int64_t>> CountDue() { return watch_.CountDue(); }

  CarrierRecorder& recorder() { return recorder_; }
  const CarrierTables& tables() const { return tables_; }

 private:
  async::Task<absl::Status> ShowCounts();
  async::Task<absl::Status> TendQuarantine(std::string carrier);

  Consignments& consignments_;
  const Clock& clock_;
  absl::Duration watch_period_;
  CarrierMetrics metrics_;
  CarrierTables tables_;
  Quarantine quarantine_;
  CarrierRecorder recorder_;
  QuarantineReader reader_;
  TrackingService service_;
  SilenceWatch watch_;
};

}  // namespace motcua::postal

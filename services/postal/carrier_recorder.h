// Takes carriers' own records: reads them by the tables, records what they say, and sets aside what
// cannot be read.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/auth/caller.h"
#include "common/base/clock.h"
#include "motcua/postal/v1/tracking_service.pb.h"
#include "services/postal/carrier_metrics.h"
#include "services/postal/carrier_tables.h"
#include "services/postal/domain/carrier_record.h"
#include "services/postal/store/quarantine.h"
#include "services/postal/tracking_recorder.h"

namespace motcua::postal {

class CarrierRecorder {
 public:
  CarrierRecorder(TrackingRecorder recorder, CarrierTables& tables, Quarantine& quarantine,
                  const Clock& clock, CarrierMetrics& metrics)
      : recorder_(recorder),
        tables_(tables),
        quarantine_(quarantine),
        clock_(clock),
        metrics_(metrics) {}

  // What became of a record, and why it was set aside.
  struct Taken {
    v1::CarrierOutcome outcome = v1::CARRIER_OUTCOME_UNSPECIFIED;
    v1::QuarantineReason reason = v1::QUARANTINE_REASON_UNSPECIFIED;
    std::string message;
  };

  // One outcome a record, in their order; those set aside are in the quarantine when it returns.
  // NOT_FOUND CARRIER_NOT_FOUND. `caller` must outlive the call.
  async::Task<absl::StatusOr<std::vector<Taken>>> Report(const auth::Caller& caller,
                                                         std::string carrier,
                                                         std::vector<std::string> records);

  // The same, but nothing is set aside: whoever reads the quarantine again does it.
  async::Task<absl::StatusOr<std::vector<Taken>>> Record(const auth::Caller& caller,
                                                         std::string carrier,
                                                         std::vector<std::string> records);

 private:
  Taken ReadInto(const catalogue::v1::Carrier& carrier, std::string record, absl::Time now,
                 TrackingRecorder::Reports& reports) const;
  async::Task<void> SetAside(const auth::Caller& caller, const std::string& carrier,
                             const std::vector<std::string>& records, std::vector<Taken>& taken);

  TrackingRecorder recorder_;
  CarrierTables& tables_;
  Quarantine& quarantine_;
  const Clock& clock_;
  CarrierMetrics& metrics_;
};

}  // namespace motcua::postal

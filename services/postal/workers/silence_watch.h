// Looks at consignments of which nothing was heard for a while, and raises the alarm.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "services/postal/carrier_metrics.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

class SilenceWatch {
 public:
  // `limit`: how long a consignment may be silent, in working time.
  SilenceWatch(Consignments& consignments, const catalogue::Catalogue& catalogue,
               const Clock& clock, calendar::TimeLimit limit, CarrierMetrics& metrics)
      : consignments_(consignments),
        catalogue_(catalogue),
        clock_(clock),
        limit_(limit),
        metrics_(metrics) {}

  // One turn: looks at all whose time has come, many in one commit. One that stays in the list is
  // left to the next turn.
  async::Task<absl::Status> RunOnce();

  // Consignments to be looked at now.
  async::Task<absl::StatusOr<int64_t>> CountDue();

 private:
  async::Task<absl::StatusOr<std::vector<std::string>>> ReadDue(absl::Time now);
  async::Task<absl::Status> Look(std::vector<std::string> ids, absl::Time now);
  int Decide(std::vector<store::Draft<dossier::v1::Consignment>>& drafts, absl::Time now) const;

  Consignments& consignments_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  calendar::TimeLimit limit_;
  CarrierMetrics& metrics_;
};

}  // namespace motcua::postal

// Records what carriers report in bulk.
#pragma once

#include <vector>

#include "common/async/task.h"
#include "common/auth/caller.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/metrics.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

class TrackingRecorder {
 public:
  TrackingRecorder(Consignments& consignments, const catalogue::Catalogue& catalogue,
                   const Clock& clock, Metrics& metrics)
      : consignments_(consignments), catalogue_(catalogue), clock_(clock), metrics_(metrics) {}

  // One outcome a report, in their order. The reports of one consignment are one commit; those of
  // different consignments run side by side, and one that fails does not hold up the others.
  // `caller` and `request` must outlive the call.
  async::Task<v1::RecordTrackingResponse> Record(const auth::Caller& caller,
                                                 const v1::RecordTrackingRequest& request);

 private:
  // Positions in the request of the reports of one consignment.
  using Group = std::vector<int>;

  std::vector<Group> GroupsOf(const v1::RecordTrackingRequest& request) const;
  async::Task<v1::RecordTrackingResponse> RecordGroup(const auth::Caller& caller,
                                                      const v1::RecordTrackingRequest& request,
                                                      const Group& group);
  v1::RecordTrackingResponse Decide(const auth::Caller& caller,
                                    const v1::RecordTrackingRequest& request, const Group& group,
                                    store::Draft<dossier::v1::Consignment>& draft) const;

  Consignments& consignments_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  Metrics& metrics_;
};

}  // namespace motcua::postal

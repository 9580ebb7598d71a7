// Records what carriers report in bulk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/async/task.h"
#include "common/auth/caller.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/metrics.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

class TrackingRecorder {
 public:
  using Reports = google::protobuf::RepeatedPtrField<dossier::v1::TrackingEvent>;

  TrackingRecorder(Consignments& consignments, const catalogue::Catalogue& catalogue,
                   const Clock& clock, Metrics& metrics)
      : consignments_(consignments), catalogue_(catalogue), clock_(clock), metrics_(metrics) {}

  // One outcome a report, in their order. The reports of one consignment are in one commit, those of
  // many consignments share one; several such run side by side. Where one consignment cannot be
  // written, the others of its commit are tried one by one. `caller` and `reports` must outlive the
  // call.
  async::Task<v1::RecordTrackingResponse> Record(const auth::Caller& caller,
                                                 const Reports& reports);

 private:
  // The reports of one consignment.
  struct Group {
    std::string consignment_id;
    std::vector<int> positions;  // among the reports
  };
  using Groups = std::span<const Group>;

  std::vector<Group> GroupsOf(const Reports& reports) const;
  async::Task<std::vector<Group>> GroupsOfParcels(const Reports& reports,
                                                  v1::RecordTrackingResponse& response);
  async::Task<absl::Status> RecordInto(const auth::Caller& caller, const Reports& reports,
                                       Groups groups, v1::RecordTrackingResponse& response);
  async::Task<v1::RecordTrackingResponse> RecordTogether(const auth::Caller& caller,
                                                         const Reports& reports, Groups groups);
  async::Task<v1::RecordTrackingResponse> RecordEach(const auth::Caller& caller,
                                                     const Reports& reports, Groups groups,
                                                     size_t together);
  void Decide(const auth::Caller& caller, const Reports& reports, const Group& group,
              store::Draft<dossier::v1::Consignment>& draft,
              v1::RecordTrackingResponse& response) const;

  Consignments& consignments_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  Metrics& metrics_;
};

}  // namespace motcua::postal

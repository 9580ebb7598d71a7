// motcua.postal.v1.WorkService: a post office's day. Reads only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/work_service.pb.h"
#include "services/postal/store/bag_places.h"
#include "services/postal/store/places.h"
#include "services/postal/visit_book.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class WorkService {
 public:
  using Call = runtime::CallContext;

  WorkService(Consignments& consignments, Bags& bags, VisitBook& visits,
              const catalogue::Catalogue& catalogue, const Clock& clock)
      : consignments_(consignments),
        bags_(bags),
        visits_(visits),
        catalogue_(catalogue),
        clock_(clock) {}

  async::Task<absl::StatusOr<v1::GetDayWorkResponse>> GetDayWork(
      const Call& call, const v1::GetDayWorkRequest& request);
  async::Task<absl::StatusOr<v1::GetCapacityResponse>> GetCapacity(
      const Call& call, const v1::GetCapacityRequest& request);
  async::Task<absl::StatusOr<v1::FindVisitResponse>> FindVisit(const Call& call,
                                                               const v1::FindVisitRequest& request);

 private:
  using Items = google::protobuf::RepeatedPtrField<v1::WorkItem>;

  // Of a list of post offices' work: what is due by then.
  async::Task<absl::StatusOr<Items>> ItemsUntil(std::string list, absl::Time last, int limit,
                                                bool fetched);

  // Adds the bags that were sent to the office and not received.
  async::Task<absl::Status> AddBags(std::string post_office, int limit,
                                    v1::GetDayWorkResponse& work);

  Consignments& consignments_;
  Bags& bags_;
  VisitBook& visits_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
};

// Registers the methods. `service` must outlive the server.
void Serve(WorkService& service, runtime::RpcServer& server);

}  // namespace motcua::postal

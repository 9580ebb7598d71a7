#include "clients/province/postmen.h"

#include <utility>

#include "common/base/strings.h"
#include "motcua/postal/v1/postal_service.pb.h"

namespace motcua::province {
namespace {

using postal::v1::RecordTrackingRequest;
using postal::v1::RecordTrackingResponse;

constexpr absl::Duration kPause = absl::Milliseconds(100);

// The scans that must be reported again.
RecordTrackingRequest Unrecorded(const RecordTrackingRequest& request,
                                 const RecordTrackingResponse& answer, Calls& calls) {
  RecordTrackingRequest again;
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    const auto outcome = answer.outcomes(i);
    if (outcome == postal::v1::TRACKING_OUTCOME_UNAVAILABLE) {
      *again.add_events() = request.events(i);
    } else if (outcome != postal::v1::TRACKING_OUTCOME_RECORDED &&
               outcome != postal::v1::TRACKING_OUTCOME_DUPLICATE) {
      calls.NoteSurprise(Cat("RecordTracking ", postal::v1::TrackingOutcome_Name(outcome)));
    }
  }
  return again;
}

}  // namespace

async::Task<bool> Report(Calls& calls, std::vector<dossier::v1::TrackingEvent> scans) {
  RecordTrackingRequest request;
  for (dossier::v1::TrackingEvent& scan : scans) *request.add_events() = std::move(scan);
  while (true) {
    const auto answer = co_await calls.Call<RecordTrackingResponse>(
        kPostClerk, "motcua.postal.v1.PostalService/RecordTracking", request);
    if (!answer.ok()) co_return false;
    request = Unrecorded(request, *answer, calls);
    if (request.events().empty() || calls.stopping()) co_return request.events().empty();
    co_await async::Sleep(kPause);
  }
}

}  // namespace motcua::province

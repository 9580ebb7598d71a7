#include "clients/province/postmen.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "clients/province/carrier_records.h"
#include "common/base/strings.h"
#include "motcua/postal/v1/manifest_service.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/postal/v1/tracking_service.pb.h"

namespace motcua::province {
namespace {

using postal::v1::ReceiveBagRequest;
using postal::v1::RecordTrackingRequest;
using postal::v1::RecordTrackingResponse;
using postal::v1::ReportCarrierEventsRequest;
using postal::v1::ReportCarrierEventsResponse;

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

// The records that must be reported again.
ReportCarrierEventsRequest Unrecorded(const ReportCarrierEventsRequest& request,
                                      const ReportCarrierEventsResponse& answer, Calls& calls) {
  ReportCarrierEventsRequest again;
  again.set_carrier(request.carrier());
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    const auto outcome = answer.outcomes(i);
    const bool unknown = HasUnknownCode(request.records(i));
    if (outcome == postal::v1::CARRIER_OUTCOME_UNAVAILABLE) {
      again.add_records(request.records(i));
    } else if (unknown != (outcome == postal::v1::CARRIER_OUTCOME_QUARANTINED) ||
               !(unknown || outcome == postal::v1::CARRIER_OUTCOME_RECORDED ||
                 outcome == postal::v1::CARRIER_OUTCOME_DUPLICATE)) {
      calls.NoteSurprise(Cat("ReportCarrierEvents ", postal::v1::CarrierOutcome_Name(outcome)));
    }
  }
  return again;
}

async::Task<bool> ReportByCarrier(Calls& calls, std::vector<dossier::v1::TrackingEvent> scans) {
  ReportCarrierEventsRequest request;
  request.set_carrier(kCarrier);
  for (std::string& record : RecordsOf(scans)) request.add_records(std::move(record));
  while (!request.records().empty()) {
    const auto answer = co_await calls.Call<ReportCarrierEventsResponse>(
        kPostClerk, "motcua.postal.v1.TrackingService/ReportCarrierEvents", request);
    if (!answer.ok()) co_return false;
    request = Unrecorded(request, *answer, calls);
    if (request.records().empty()) break;
    if (calls.stopping()) co_return false;
    co_await async::Sleep(kPause);
  }
  co_return true;
}

}  // namespace

async::Task<bool> Report(Calls& calls, std::vector<dossier::v1::TrackingEvent> scans) {
  const auto told = std::ranges::stable_partition(scans, std::not_fn(&IsToldByCarrier));
  std::vector<dossier::v1::TrackingEvent> by_carrier(told.begin(), told.end());
  scans.erase(told.begin(), told.end());
  if (!by_carrier.empty()) {
    const bool all = co_await ReportByCarrier(calls, std::move(by_carrier));
    if (!all || scans.empty()) co_return all;
  }
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

namespace {

constexpr char kService[] = "motcua.postal.v1.ManifestService/";

// What a bag is found to hold; empty when that is everything, whole.
async::Task<absl::StatusOr<ReceiveBagRequest>> ScanOf(Calls& calls, std::string bag_id,
                                                      std::vector<Mishap> mishaps) {
  ReceiveBagRequest scanned;
  scanned.set_all(mishaps.empty());
  if (mishaps.empty()) co_return scanned;
  postal::v1::GetBagRequest request;
  request.set_bag_id(std::move(bag_id));
  const auto found = co_await calls.Call<postal::v1::GetBagResponse>(
      kPostClerk, Cat(kService, "GetBag"), std::move(request));
  if (!found.ok()) co_return found.status();
  for (const auto& item : found->bag().items()) {
    const auto mishap = std::ranges::find(mishaps, item.parcel_id(), &Mishap::parcel_id);
    if (mishap == mishaps.end()) {
      scanned.add_parcel_ids(item.parcel_id());
    } else if (mishap->fate == Fate::kDamaged) {
      scanned.add_damaged_ids(item.parcel_id());
    }
  }
  co_return scanned;
}

}  // namespace

async::Task<bool> SendBag(Calls& calls, std::vector<Errand> legs) {
  postal::v1::BuildBagRequest build;
  build.set_request_id(calls.RequestId("build", legs.front()));
  build.set_from_office(legs.front().key.detail);
  build.set_to_office(legs.front().to_office);
  for (const Errand& leg : legs) build.add_parcel_ids(leg.key.subject);
  const auto built = co_await calls.Call<postal::v1::BuildBagResponse>(
      kPostClerk, Cat(kService, "BuildBag"), std::move(build));
  if (!built.ok()) co_return false;
  postal::v1::DispatchBagRequest dispatch;
  dispatch.set_request_id(calls.RequestId("dispatch", legs.front()));
  dispatch.set_bag_id(built->bag_id());
  dispatch.set_seal(Cat("S-", built->bag_id()));
  dispatch.set_signer("Bưu tá giao");
  const auto sent = co_await calls.Call<postal::v1::DispatchBagResponse>(
      kPostClerk, Cat(kService, "DispatchBag"), std::move(dispatch));
  co_return sent.ok();
}

async::Task<bool> OpenBag(Calls& calls, Errand errand, std::vector<Mishap> mishaps) {
  std::string bag_id = errand.key.subject;
  auto scanned = co_await ScanOf(calls, std::move(bag_id), std::move(mishaps));
  if (!scanned.ok()) co_return false;
  ReceiveBagRequest receive = *std::move(scanned);
  receive.set_request_id(calls.RequestId("receive", errand));
  receive.set_bag_id(errand.key.subject);
  const bool any = receive.all() || receive.parcel_ids_size() + receive.damaged_ids_size() > 0;
  if (any) {
    const auto received = co_await calls.Call<postal::v1::ReceiveBagResponse>(
        kPostClerk, Cat(kService, "ReceiveBag"), std::move(receive));
    if (!received.ok()) co_return false;
  }
  postal::v1::ReconcileBagRequest reconcile;
  reconcile.set_request_id(calls.RequestId("reconcile", errand));
  reconcile.set_bag_id(errand.key.subject);
  reconcile.set_signer("Bưu tá nhận");
  const auto ended = co_await calls.Call<postal::v1::ReconcileBagResponse>(
      kPostClerk, Cat(kService, "ReconcileBag"), std::move(reconcile));
  co_return ended.ok();
}

}  // namespace motcua::province

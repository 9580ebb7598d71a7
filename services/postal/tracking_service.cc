#include "services/postal/tracking_service.h"

#include <string>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/silence.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

constexpr int kMaxRecords = 2000;
constexpr int kMaxDiscarded = 500;
constexpr int kReplayPage = 500;
constexpr int kMaxReplayPage = 2000;

v1::SilentParcel Shown(const dossier::v1::Consignment& consignment) {
  v1::SilentParcel parcel;
  parcel.set_consignment_id(consignment.id());
  parcel.set_dossier_code(consignment.dossier_code());
  parcel.set_state(consignment.state());
  parcel.set_post_office(consignment.post_office());
  parcel.set_last_office(LastOffice(consignment));
  *parcel.mutable_last_time() = ToProto(LastHeard(consignment, absl::InfiniteFuture()));
  return parcel;
}

}  // namespace

async::Task<absl::StatusOr<v1::ReportCarrierEventsResponse>> TrackingService::ReportCarrierEvents(
    const runtime::CallContext& call, const v1::ReportCarrierEventsRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("carrier", request.carrier()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckBatch("records", request.records_size(), kMaxRecords));
  std::string carrier = request.carrier();
  std::vector<std::string> records(request.records().begin(), request.records().end());
  auto taken = co_await recorder_.Report(call.caller, std::move(carrier), std::move(records));
  if (!taken.ok()) co_return taken.status();
  v1::ReportCarrierEventsResponse response;
  for (const CarrierRecorder::Taken& one : *taken) response.add_outcomes(one.outcome);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListQuarantineResponse>> TrackingService::ListQuarantine(
    const runtime::CallContext& call, const v1::ListQuarantineRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("carrier", request.carrier()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string carrier = request.carrier(), token = request.page_token();
  auto page = co_await quarantine_.Read(std::move(carrier), size, std::move(token));
  if (!page.ok()) co_return page.status();
  v1::ListQuarantineResponse response;
  for (Quarantine::Entry& entry : page->entries) {
    *response.add_records() = std::move(entry.record);
  }
  response.set_next_page_token(std::move(page->next_token));
  co_return response;
}

async::Task<absl::StatusOr<v1::SummariseQuarantineResponse>> TrackingService::SummariseQuarantine(
    const runtime::CallContext& call, const v1::SummariseQuarantineRequest& request) {
  v1::SummariseQuarantineResponse response;
  std::vector<std::string> codes;
  for (const auto& carrier : tables_.all().carriers()) codes.push_back(carrier.code());
  for (const std::string& code : codes) {
    const auto fill = co_await quarantine_.Count(code);
    if (!fill.ok()) co_return fill.status();
    v1::QuarantineSummary& summary = *response.add_carriers();
    summary.set_carrier(code);
    summary.set_records(fill->records);
    if (fill->records > 0) *summary.mutable_oldest_time() = ToProto(fill->oldest);
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::ReplayQuarantineResponse>> TrackingService::ReplayQuarantine(
    const runtime::CallContext& call, const v1::ReplayQuarantineRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("carrier", request.carrier()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size,
                             PageSizeOf(request.page_size(), kReplayPage, kMaxReplayPage));
  std::string carrier = request.carrier(), token = request.page_token();
  co_return co_await reader_.ReadAgain(std::move(carrier), size, std::move(token));
}

async::Task<absl::StatusOr<v1::ListSilentParcelsResponse>> TrackingService::ListSilentParcels(
    const runtime::CallContext& call, const v1::ListSilentParcelsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string list(kSilentList), token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page,
      co_await ReadPage(consignments_.committer(), std::move(list), size, std::move(token)));
  auto loaded = co_await consignments_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListSilentParcelsResponse response;
  for (const store::Versioned<dossier::v1::Consignment>& stored : *loaded) {
    if (stored.version == 0 || !stored.state->silent()) continue;  // heard of meanwhile
    const std::vector<std::string> units = UnitsOf(*stored.state, catalogue_);
    if (!auth::RequireCoversAny(call.caller, units, catalogue_).ok()) continue;
    *response.add_parcels() = Shown(*stored.state);
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

async::Task<absl::StatusOr<v1::DiscardQuarantinedResponse>> TrackingService::DiscardQuarantined(
    const runtime::CallContext& call, const v1::DiscardQuarantinedRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("carrier", request.carrier()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckBatch("ids", request.ids_size(), kMaxDiscarded));
  std::string carrier = request.carrier();
  std::vector<std::string> ids(request.ids().begin(), request.ids().end());
  const auto discarded = co_await reader_.Discard(std::move(carrier), std::move(ids));
  if (!discarded.ok()) co_return discarded.status();
  v1::DiscardQuarantinedResponse response;
  response.set_discarded(*discarded);
  co_return response;
}

void Serve(TrackingService& service, runtime::RpcServer& server) {
  runtime::Methods<TrackingService> rpc(server, "motcua.postal.v1.TrackingService", &service);
  rpc.Unary("ReportCarrierEvents", &TrackingService::ReportCarrierEvents);
  rpc.Unary("ListQuarantine", &TrackingService::ListQuarantine);
  rpc.Unary("SummariseQuarantine", &TrackingService::SummariseQuarantine);
  rpc.Unary("ReplayQuarantine", &TrackingService::ReplayQuarantine);
  rpc.Unary("ListSilentParcels", &TrackingService::ListSilentParcels);
  rpc.Unary("DiscardQuarantined", &TrackingService::DiscardQuarantined);
}

}  // namespace motcua::postal

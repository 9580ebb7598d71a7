#include "services/reporting/retention_service.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/store/aggregates.h"
#include "services/reporting/domain/retention.h"

namespace motcua::reporting {
namespace {

constexpr size_t kLongestReason = 1000;
constexpr int kMostAsked = 1000;
constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;

absl::Status CheckText(const std::string& field, const std::string& text, size_t longest) {
  if (text.empty()) {
    return InvalidArgument(kFieldRequired, Cat(field, ": is required")).Field(field, "is required");
  }
  if (text.size() <= longest) return absl::OkStatus();
  return InvalidArgument(kFieldInvalid, Cat(field, ": is too long")).Field(field, "is too long");
}

absl::Status Check(const v1::ErasePersonalDataRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckText("dossier_code", request.dossier_code(), 100));
  return CheckText("reason", request.reason(), 4 * kLongestReason);  // bytes of Vietnamese
}

google::protobuf::Timestamp TimeOf(int64_t micros) {
  return ToProto(absl::FromUnixMicros(micros));
}

// "<close time>:<code>" of the last dossier seen.
absl::StatusOr<EndPlace> PlaceOf(const std::string& token) {
  EndPlace place;
  if (token.empty()) return place;
  const size_t colon = token.find(':');
  if (colon != token.npos && ParseInt(token.substr(0, colon), &place.close_time)) {
    place.code = token.substr(colon + 1);
    return place;
  }
  return InvalidArgument(kPageTokenInvalid, "page_token is not from this list")
      .Field("page_token", "is not from this list");
}

}  // namespace

v1::Retention RetentionService::RetentionOf(const RetainedDossier& dossier) const {
  v1::Retention retention;
  const DossierRow& row = dossier.row;
  retention.set_dossier_code(row.code);
  retention.set_procedure_code(row.procedure_code);
  retention.set_receiving_unit(row.receiving_unit);
  retention.set_years(YearsToRetain(row, catalogue_.retention_rules()));
  if (row.ended > 0) {
    *retention.mutable_end_time() = TimeOf(row.close_time);
    *retention.mutable_retain_until_time() =
        ToProto(YearsLater(absl::FromUnixMicros(row.close_time), retention.years()));
  }
  if (dossier.erase_time > 0) *retention.mutable_erase_time() = TimeOf(dossier.erase_time);
  return retention;
}

bool RetentionService::IsOver(const v1::Retention& retention) const {
  return retention.has_retain_until_time() &&
         FromProto(retention.retain_until_time()) <= clock_.Now();
}

async::Task<absl::StatusOr<RetentionService::Found>> RetentionService::Find(
    std::vector<std::string> codes) {
  std::function<absl::StatusOr<Found>(ArchiveReader&)> read = [&](ArchiveReader& reader) {
    return CatchSql(
        [&]() -> absl::StatusOr<Found> { return FindRetained(reader.sql(), codes); });
  };
  co_return co_await archive_.Read<Found>(std::move(read));
}

async::Task<absl::StatusOr<RetainedDossier>> RetentionService::FindFor(
    const runtime::CallContext& call, std::string code) {
  std::vector<std::string> codes(1, code);
  MOTCUA_CO_ASSIGN_OR_RETURN(Found found, co_await Find(std::move(codes)));
  if (found.empty() || !found.front().row.exists()) {
    co_return NotFound(kDossierNotFound, "there is no such dossier").With("dossier_code", code);
  }
  const std::string& unit = found.front().row.receiving_unit;
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, unit, catalogue_));
  co_return std::move(found.front());
}

absl::Status RetentionService::CheckErasable(const RetainedDossier& dossier,
                                             const v1::ErasePersonalDataRequest& request) const {
  if (dossier.row.ended == 0) {
    return FailedPrecondition(kDossierOpen, "the dossier has not ended")
        .With("dossier_code", dossier.row.code);
  }
  const v1::Retention retention = RetentionOf(dossier);
  if (request.before_retention_ends() || IsOver(retention)) return absl::OkStatus();
  return FailedPrecondition(kRetentionNotOver,
                            Cat("its personal data must be kept for ", retention.years(),
                                " years from its end"))
      .With("years", retention.years());
}

async::Task<absl::Status> RetentionService::TellErased(
    const runtime::CallContext& call, const v1::ErasePersonalDataRequest& request,
    const RetainedDossier& dossier) {
  event::v1::Event event;
  event.set_dossier_code(dossier.row.code);
  *event.mutable_occur_time() = ToProto(clock_.Now());
  event.set_actor(call.caller.name);
  event.set_unit_code(dossier.row.receiving_unit);
  event.mutable_personal_data_erased()->set_reason(request.reason());
  event.mutable_personal_data_erased()->set_before_retention_ends(
      request.before_retention_ends());
  store::Commit commit;
  commit.request_key = committer_.keys().Request("reporting", call.caller.name,
                                                 request.request_id());
  commit.fingerprint = store::Fingerprint(request);
  commit.events.push_back(std::move(event));
  auto done = co_await committer_.Run(std::move(commit));
  co_return done.status();
}

async::Task<absl::StatusOr<v1::ErasePersonalDataResponse>> RetentionService::ErasePersonalData(
    const runtime::CallContext& call, const v1::ErasePersonalDataRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  auto dossier = co_await FindFor(call, request.dossier_code());
  if (!dossier.ok()) co_return dossier.status();
  if (dossier->erase_time == 0) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckErasable(*dossier, request));
    MOTCUA_CO_RETURN_IF_ERROR(co_await TellErased(call, request, *dossier));
    MOTCUA_CO_RETURN_IF_ERROR(co_await stream_end_.WaitUntilArchived());
    dossier = co_await FindFor(call, request.dossier_code());
    if (!dossier.ok()) co_return dossier.status();
  }
  v1::ErasePersonalDataResponse response;
  *response.mutable_retention() = RetentionOf(*dossier);
  co_return response;
}

async::Task<absl::StatusOr<v1::GetRetentionResponse>> RetentionService::GetRetention(
    const runtime::CallContext& call, const v1::GetRetentionRequest& request) {
  if (request.dossier_codes_size() > kMostAsked) {
    co_return InvalidArgument(kBatchTooLarge, "too many codes")
        .With("most", kMostAsked)
        .Field("dossier_codes", "at most 1,000");
  }
  std::set<std::string> codes(request.dossier_codes().begin(), request.dossier_codes().end());
  codes.erase("");
  std::vector<std::string> wanted(codes.begin(), codes.end());
  MOTCUA_CO_ASSIGN_OR_RETURN(const Found found, co_await Find(std::move(wanted)));
  v1::GetRetentionResponse response;
  for (const RetainedDossier& dossier : found) {
    if (!call.caller.Covers(dossier.row.receiving_unit, catalogue_)) continue;
    *response.add_retentions() = RetentionOf(dossier);
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::ListEndedRetentionsResponse>> RetentionService::ListEndedRetentions(
    const runtime::CallContext& call, const v1::ListEndedRetentionsRequest& request) {
  if (request.page_size() < 0) {
    co_return InvalidArgument(kFieldInvalid, "page_size: must not be negative")
        .Field("page_size", "must not be negative");
  }
  const int size =
      request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  MOTCUA_CO_ASSIGN_OR_RETURN(EndPlace place, PlaceOf(request.page_token()));
  const int shortest = ShortestRetention(catalogue_.retention_rules());
  const int64_t before = absl::ToUnixMicros(YearsLater(clock_.Now(), -shortest));
  v1::ListEndedRetentionsResponse response;
  for (bool more = true; more && response.retentions_size() < size;) {
    using Rows = std::vector<DossierRow>;
    std::function<absl::StatusOr<Rows>(ArchiveReader&)> read = [&](ArchiveReader& reader) {
      return CatchSql([&]() -> absl::StatusOr<Rows> {
        return EndedBefore(reader.sql(), before, place, size - response.retentions_size());
      });
    };
    MOTCUA_CO_ASSIGN_OR_RETURN(const Rows rows, co_await archive_.Read<Rows>(std::move(read)));
    more = !rows.empty();
    if (more) place = {rows.back().close_time, rows.back().code};
    for (const DossierRow& row : rows) {
      v1::Retention retention = RetentionOf({row, 0});
      if (!IsOver(retention) || !call.caller.Covers(row.receiving_unit, catalogue_)) continue;
      *response.add_retentions() = std::move(retention);
    }
    if (more) response.set_next_page_token(Cat(place.close_time, ":", place.code));
    if (!more) response.clear_next_page_token();
  }
  co_return response;
}

void Serve(RetentionService& service, runtime::RpcServer& server) {
  runtime::Methods<RetentionService> rpc(server, "motcua.reporting.v1.RetentionService", &service);
  rpc.Unary("ErasePersonalData", &RetentionService::ErasePersonalData);
  rpc.Unary("GetRetention", &RetentionService::GetRetention);
  rpc.Unary("ListEndedRetentions", &RetentionService::ListEndedRetentions);
}

}  // namespace motcua::reporting

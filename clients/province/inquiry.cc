#include "clients/province/inquiry.h"

#include <string>
#include <utility>

#include "clients/province/carrier_records.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "motcua/postal/v1/tracking_service.pb.h"

namespace motcua::province {
namespace {

using reporting::v1::AuditDossiersRequest;
using reporting::v1::AuditDossiersResponse;
using reporting::v1::GetOnTimeReportRequest;
using reporting::v1::GetOnTimeReportResponse;

constexpr int kAuditedTogether = 10000;
constexpr int kCustodyTogether = 1000;

template <class Res, class Req>
async::Task<absl::StatusOr<Res>> Ask(Wire& wire, std::string service, std::string method,
                                     Req request) {
  std::string path = Cat("/motcua.", service, ".v1.", method);
  return wire.Call<Res>(kOperator, std::move(service), std::move(path), std::move(request));
}

// The codes of acknowledged arrivals, in chunks.
std::vector<AuditDossiersRequest> ChunksOf(const Ledger& ledger) {
  std::vector<AuditDossiersRequest> chunks;
  for (const std::string& code : ledger.codes()) {
    if (code.empty()) continue;
    const bool full = chunks.empty() || chunks.back().dossier_codes_size() == kAuditedTogether;
    if (full) chunks.emplace_back();
    chunks.back().add_dossier_codes(code);
  }
  return chunks;
}

async::Task<absl::StatusOr<AuditDossiersResponse>> Audit(Wire& wire, const Ledger& ledger) {
  AuditDossiersResponse sum;
  for (AuditDossiersRequest& chunk : ChunksOf(ledger)) {
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto part,
        co_await Ask<AuditDossiersResponse>(wire, "reporting", "ReportingService/AuditDossiers",
                                            std::move(chunk)));
    sum.mutable_missing()->MergeFrom(part.missing());
    sum.mutable_duplicated()->MergeFrom(part.duplicated());
    sum.set_ended(sum.ended() + part.ended());
    sum.set_open(sum.open() + part.open());
  }
  co_return sum;
}

void AddTo(postal::v1::AuditCustodyResponse& sum, const postal::v1::AuditCustodyResponse& part) {
  sum.set_parcels(sum.parcels() + part.parcels());
  sum.set_held(sum.held() + part.held());
  sum.set_on_the_way(sum.on_the_way() + part.on_the_way());
  sum.set_missing(sum.missing() + part.missing());
  sum.set_unknown(sum.unknown() + part.unknown());
  sum.set_broken_logs(sum.broken_logs() + part.broken_logs());
  sum.set_unclaimed(sum.unclaimed() + part.unclaimed());
  sum.mutable_unknown_ids()->MergeFrom(part.unknown_ids());
}

async::Task<absl::StatusOr<postal::v1::AuditCustodyResponse>> AuditCustody(Wire& wire,
                                                                           const Ledger& ledger) {
  postal::v1::AuditCustodyResponse sum;
  postal::v1::AuditCustodyRequest chunk;
  size_t left = ledger.codes().size();
  for (const std::string& code : ledger.codes()) {
    --left;
    if (!code.empty()) chunk.add_dossier_codes(code);
    const bool full = chunk.dossier_codes_size() == kCustodyTogether || left == 0;
    if (!full || chunk.dossier_codes().empty()) continue;
    MOTCUA_CO_ASSIGN_OR_RETURN(const auto part, co_await Ask<postal::v1::AuditCustodyResponse>(
                                                    wire, "postal", "CustodyService/AuditCustody",
                                                    std::exchange(chunk, {})));
    AddTo(sum, part);
  }
  co_return sum;
}

async::Task<absl::StatusOr<GetOnTimeReportResponse>> Report(Wire& wire, absl::Time begin,
                                                            absl::Time end,
                                                            reporting::v1::ReportGrouping by) {
  GetOnTimeReportRequest request;
  *request.mutable_begin_time() = ToProto(begin);
  *request.mutable_end_time() = ToProto(end);
  request.set_grouping(by);
  return Ask<GetOnTimeReportResponse>(wire, "reporting", "ReportingService/GetOnTimeReport",
                                      std::move(request));
}

async::Task<absl::Status> CountSetAside(Wire& wire, Findings& findings) {
  postal::v1::ListQuarantineRequest request;
  request.set_carrier(kCarrier);
  request.set_page_size(500);
  do {
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto page, co_await Ask<postal::v1::ListQuarantineResponse>(
                             wire, "postal", "TrackingService/ListQuarantine", request));
    findings.set_aside += page.records_size();
    for (const auto& record : page.records()) {
      const bool on_purpose = record.reason() == postal::v1::QUARANTINE_REASON_CODE &&
                              HasUnknownCode(record.record());
      if (!on_purpose) ++findings.set_aside_wrongly;
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  co_return absl::OkStatus();
}

}  // namespace

async::Task<absl::StatusOr<Findings>> Inquire(Wire& wire, const Ledger& ledger, Tally tally,
                                              MoneyTally money, absl::Time begin, absl::Time end) {
  Findings findings;
  findings.planned = static_cast<int>(ledger.codes().size());
  findings.acknowledged = ledger.acknowledged();
  findings.tally = tally;
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.audit, co_await Audit(wire, ledger));
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.custody, co_await AuditCustody(wire, ledger));
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.archive,
                             co_await Ask<reporting::v1::GetArchiveStatusResponse>(
                                 wire, "reporting", "ReportingService/GetArchiveStatus",
                                 reporting::v1::GetArchiveStatusRequest()));
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.places, co_await Ask<routing::v1::CheckPlacesResponse>(
                                                  wire, "routing", "RoutingService/CheckPlaces",
                                                  routing::v1::CheckPlacesRequest()));
  MOTCUA_CO_ASSIGN_OR_RETURN(
      findings.by_level, co_await Report(wire, begin, end, reporting::v1::REPORT_GROUPING_LEVEL));
  MOTCUA_CO_ASSIGN_OR_RETURN(
      findings.by_field, co_await Report(wire, begin, end, reporting::v1::REPORT_GROUPING_FIELD));
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.backlog, co_await AskBacklog(wire));
  MOTCUA_CO_RETURN_IF_ERROR(co_await CountSetAside(wire, findings));
  MOTCUA_CO_ASSIGN_OR_RETURN(findings.money, co_await AskMoney(wire, std::move(money)));
  co_return findings;
}

}  // namespace motcua::province

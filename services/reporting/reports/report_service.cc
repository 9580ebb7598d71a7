#include "services/reporting/reports/report_service.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "services/reporting/reports/comparison.h"
#include "services/reporting/reports/dossier_facts.h"
#include "services/reporting/reports/report_kinds.h"
#include "services/reporting/reports/report_request.h"
#include "services/reporting/reports/report_rows.h"
#include "services/reporting/reports/stream_progress.h"

namespace motcua::reporting {
namespace {

// Rows in a message: some tens of kilobytes.
constexpr int kRowsAMessage = 200;

async::Task<bool> Send(const ReportTable& table, v1::RunReportResponse head,
                       runtime::Writer<v1::RunReportResponse>& writer) {
  head.mutable_head()->set_row_count(static_cast<int32_t>(table.rows.size()));
  if (table.total) *head.mutable_head()->mutable_total() = *table.total;
  bool connected = co_await writer.Write(head);
  for (size_t next = 0; connected && next < table.rows.size();) {
    v1::RunReportResponse part;
    const size_t end = std::min(table.rows.size(), next + kRowsAMessage);
    for (; next < end; ++next) *part.mutable_rows()->add_rows() = table.rows[next];
    connected = co_await writer.Write(part);
  }
  co_return connected;
}

v1::RunReportResponse HeadOf(const v1::ReportDescription& report, const ArchiveState& archive,
                             int64_t sequence) {
  v1::RunReportResponse response;
  v1::ReportHead& head = *response.mutable_head();
  *head.mutable_description() = report;
  head.set_as_of_token(MakeAsOfToken(archive, sequence));
  head.set_as_of_sequence(sequence);
  return response;
}

}  // namespace

async::Task<absl::StatusOr<v1::ListReportsResponse>> ReportService::ListReports(
    const runtime::CallContext&, const v1::ListReportsRequest&) {
  v1::ListReportsResponse response;
  for (const v1::ReportDescription& report : AllReports()) *response.add_reports() = report;
  co_return response;
}

async::Task<absl::StatusOr<int64_t>> ReportService::PlaceOf(const v1::RunReportRequest& request) {
  const ArchiveState& state = archive_.last_state();
  if (!request.as_of_token().empty()) {
    co_return ReadAsOfToken(request.as_of_token(), "as_of_token", state);
  }
  if (!request.has_as_of_time()) co_return state.last_sequence;
  const int64_t instant = absl::ToUnixMicros(FromProto(request.as_of_time()));
  std::function<absl::StatusOr<int64_t>(ArchiveReader&)> read = [instant](ArchiveReader& reader) {
    return reader.reports().SequenceAt(instant);
  };
  auto place = co_await archive_.Read<int64_t>(std::move(read));
  co_return place;
}

async::Task<absl::Status> ReportService::RunReport(const runtime::CallContext& call,
                                                   const v1::RunReportRequest& request,
                                                   runtime::Writer<v1::RunReportResponse>& writer) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const v1::ReportDescription* report, ReportOf(request));
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto grouping, GroupingOf(request, *report));
  const v1::ReportScope& asked = request.scope();
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, asked.unit_code(), catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t place, co_await PlaceOf(request));
  SumsAnswer answer{.as_of_sequence = place};
  if (auto choice = GroupsFor(request.kind(), grouping, scope)) {
    MOTCUA_CO_ASSIGN_OR_RETURN(const DayPeriod period,
                               DaysOf(asked.first_date(), asked.last_date(), "scope."));
    StreamProgress<v1::RunReportResponse> progress(writer);
    MOTCUA_CO_ASSIGN_OR_RETURN(
        answer, co_await SumAsOf(archive_, progress, *std::move(choice), period, place));
  }
  const ReportInput input{request.kind(), grouping, asked.units(), &scope, &catalogue_};
  const ReportTable table = MakeReport(input, answer.groups);
  v1::RunReportResponse head = HeadOf(*report, archive_.last_state(), answer.as_of_sequence);
  const bool connected = co_await Send(table, std::move(head), writer);
  co_return connected ? absl::OkStatus() : WorkEnded();
}

async::Task<absl::Status> ReportService::CompareReports(
    const runtime::CallContext& call, const v1::CompareReportsRequest& request,
    runtime::Writer<v1::CompareReportsResponse>& writer) {
  const v1::ReportScope& asked = request.scope();
  MOTCUA_CO_ASSIGN_OR_RETURN(const DayPeriod period,
                             DaysOf(asked.first_date(), asked.last_date(), "scope."));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, asked.unit_code(), catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const ComparedPlaces places, PlacesOf(request, archive_.last_state()));
  Comparison comparison(archive_, scope, period, places);
  co_return co_await comparison.Run(writer);
}

async::Task<absl::Status> ReportService::StreamDossierFacts(
    const runtime::CallContext& call, const v1::StreamDossierFactsRequest& request,
    runtime::Writer<v1::StreamDossierFactsResponse>& writer) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const DayPeriod accepted,
                             DaysOf(request.first_date(), request.last_date(), ""));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  DossierFactsStream facts(archive_, scope, accepted);
  co_return co_await facts.Run(writer);
}

}  // namespace motcua::reporting

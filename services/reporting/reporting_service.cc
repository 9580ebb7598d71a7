#include "services/reporting/reporting_service.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/reporting/domain/timeline_text.h"
#include "services/reporting/register_book.h"
#include "services/reporting/report_builder.h"
#include "services/reporting/watch.h"
#include "services/reporting/workers/gauges.h"

namespace motcua::reporting {
namespace {

constexpr int kMostAudited = 10000;

absl::Status FieldRequired(std::string_view field) {
  return InvalidArgument(kFieldRequired, "a required field is missing").Field(field, "is required");
}

// Of a request with begin_time and end_time.
absl::StatusOr<Period> PeriodOf(const auto& request) {
  if (!request.has_begin_time()) return FieldRequired("begin_time");
  if (!request.has_end_time()) return FieldRequired("end_time");
  const Period period{absl::ToUnixMicros(FromProto(request.begin_time())),
                      absl::ToUnixMicros(FromProto(request.end_time()))};
  if (period.begin < period.end && period.begin >= 0 && period.end < kNever) return period;
  return InvalidArgument(kFieldInvalid, "the period is not one")
      .Field("end_time", "must lie after begin_time, both between 1970 and 9999");
}

// What of the asked dossiers the caller may know about; the others are missing to it.
std::map<std::string, DossierRow> Visible(std::vector<DossierRow> rows, const Scope& scope) {
  std::map<std::string, DossierRow> visible;
  for (DossierRow& row : rows) {
    if (row.exists() && scope.Sees(row.receiving_unit)) visible[row.code] = std::move(row);
  }
  return visible;
}

void Audit(const std::set<std::string>& codes, const std::map<std::string, DossierRow>& rows,
           v1::AuditDossiersResponse& response) {
  int64_t ended = 0;
  for (const std::string& code : codes) {
    const auto found = rows.find(code);
    if (found == rows.end()) {
      response.add_missing(code);
      continue;
    }
    if (found->second.duplicated()) response.add_duplicated(code);
    if (found->second.ended > 0) ++ended;
  }
  response.set_ended(ended);
  response.set_open(static_cast<int64_t>(codes.size()) - response.missing_size() - ended);
}

v1::GetArchiveStatusResponse StatusOfTotals(const ArchiveTotals& totals, const Scope& scope,
                                            const catalogue::Catalogue& catalogue) {
  Totals sum;
  std::map<type::v1::Level, int64_t> levels;
  for (const TotalRow& row : totals.units) {
    if (!scope.Sees(row.receiving_unit)) continue;
    sum += row.totals;
    levels[LevelOf(catalogue, row.receiving_unit)] += row.totals.dossiers;
  }
  v1::GetArchiveStatusResponse response;
  response.set_last_sequence(totals.last_sequence);
  response.set_dossiers(sum.dossiers);
  response.set_ended(sum.ended);
  response.set_open(sum.dossiers - sum.ended);
  response.set_duplicated(sum.duplicated);
  response.set_on_time_percent(sum.on_time_percent());
  for (const auto& [level, dossiers] : levels) {
    v1::LevelCount& count = *response.add_levels();
    count.set_level(level);
    count.set_dossiers(dossiers);
  }
  return response;
}

}  // namespace

ReportingService::ReportingService(Archive& archive, redis::Client& redis, std::string stream,
                                   const catalogue::Catalogue& catalogue, ServiceOptions options)
    : archive_(archive),
      redis_(redis),
      stream_(std::move(stream)),
      catalogue_(catalogue),
      options_(options) {}

v1::ArchivedEvent ReportingService::ToArchived(const StoredEvent& stored) const {
  v1::ArchivedEvent archived;
  archived.set_sequence(stored.sequence);
  *archived.mutable_event() = stored.event;
  archived.set_text(TimelineText(
      stored.event, [this](std::string_view code) { return NameOf(catalogue_, code); }));
  return archived;
}

async::Task<absl::StatusOr<v1::GetTimelineResponse>> ReportingService::GetTimeline(
    const runtime::CallContext& call, const v1::GetTimelineRequest& request) {
  if (request.dossier_code().empty()) co_return FieldRequired("dossier_code");
  using Events = std::vector<StoredEvent>;
  std::function<absl::StatusOr<Events>(ArchiveReader&)> read =
      [code = request.dossier_code()](ArchiveReader& reader) { return reader.Timeline(code); };
  MOTCUA_CO_ASSIGN_OR_RETURN(const Events events, co_await archive_.Read<Events>(std::move(read)));
  if (events.empty()) {
    co_return NotFound(kDossierNotFound, "the archive has no such dossier")
        .With("dossierCode", request.dossier_code());
  }
  std::vector<std::string> units;
  v1::GetTimelineResponse response;
  for (const StoredEvent& stored : events) {
    units.push_back(stored.receiving_unit);
    units.push_back(stored.event.unit_code());
    *response.add_events() = ToArchived(stored);
  }
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  co_return response;
}

async::Task<absl::StatusOr<v1::GetOnTimeReportResponse>> ReportingService::GetOnTimeReport(
    const runtime::CallContext& call, const v1::GetOnTimeReportRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Period period, PeriodOf(request));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  std::function<absl::StatusOr<ReportCounts>(ArchiveReader&)> read =
      [period, column = ColumnFor(request.grouping())](ArchiveReader& reader) {
        return reader.Count(period, column);
      };
  MOTCUA_CO_ASSIGN_OR_RETURN(const ReportCounts counts,
                             co_await archive_.Read<ReportCounts>(std::move(read)));
  co_return BuildReport(counts, request.grouping(), scope, catalogue_, request.units());
}

async::Task<absl::StatusOr<v1::GetHandBackReportResponse>> ReportingService::GetHandBackReport(
    const runtime::CallContext& call, const v1::GetHandBackReportRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Period period, PeriodOf(request));
  if (request.grouping() == v1::HAND_BACK_GROUPING_UNSPECIFIED) co_return FieldRequired("grouping");
  if (!v1::HandBackGrouping_IsValid(request.grouping())) {
    co_return InvalidArgument(kFieldInvalid, "grouping: is none").Field("grouping", "is none");
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  std::function<absl::StatusOr<HandBackCounts>(ArchiveReader&)> read =
      [period, column = ColumnFor(request.grouping())](ArchiveReader& reader) {
        return reader.CountHandBacks(period, column);
      };
  MOTCUA_CO_ASSIGN_OR_RETURN(const HandBackCounts counts,
                             co_await archive_.Read<HandBackCounts>(std::move(read)));
  co_return BuildHandBackReport(counts, request.grouping(), scope, catalogue_, request.units());
}

async::Task<absl::Status> ReportingService::WatchEvents(
    const runtime::CallContext& call, const v1::WatchEventsRequest& request,
    runtime::Writer<v1::WatchEventsResponse>& writer) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const ArchiveState state, co_await archive_.State());
  WatchOptions options{.dossier_code = request.dossier_code(),
                       .page = options_.watch_page,
                       .sign_of_life = options_.sign_of_life,
                       .until_caught_up = request.until_caught_up()};
  if (!request.resume_token().empty()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(options.after, ReadResumeToken(request.resume_token(), state));
  } else if (request.only_new()) {
    options.after = state.last_sequence;
  }
  const auto to_archived = [this](const StoredEvent& stored) { return ToArchived(stored); };
  EventOutput output(writer, to_archived);
  Watch watch(archive_, scope, std::move(options));
  co_return co_await watch.Run(output);
}

async::Task<absl::StatusOr<v1::AuditDossiersResponse>> ReportingService::AuditDossiers(
    const runtime::CallContext& call, const v1::AuditDossiersRequest& request) {
  if (request.dossier_codes_size() > kMostAudited) {
    co_return InvalidArgument(kBatchTooLarge, "too many codes")
        .With("most", kMostAudited)
        .Field("dossier_codes", "at most 10,000");
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope, Scope::Of(call.caller, "", catalogue_));
  std::set<std::string> codes(request.dossier_codes().begin(), request.dossier_codes().end());
  codes.erase("");
  using Rows = std::vector<DossierRow>;
  std::function<absl::StatusOr<Rows>(ArchiveReader&)> read =
      [list = std::vector<std::string>(codes.begin(), codes.end())](ArchiveReader& reader) {
        return reader.FindDossiers(list);
      };
  MOTCUA_CO_ASSIGN_OR_RETURN(Rows rows, co_await archive_.Read<Rows>(std::move(read)));
  v1::AuditDossiersResponse response;
  Audit(codes, Visible(std::move(rows), scope), response);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListRegisterResponse>> ReportingService::ListRegister(
    const runtime::CallContext& call, const v1::ListRegisterRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto books, RegisterBooksOf(request, catalogue_));
  MOTCUA_CO_RETURN_IF_ERROR(Scope::Of(call.caller, request.unit_code(), catalogue_).status());
  v1::ListRegisterResponse response;
  for (const RegisterBook& book : books) {
    std::function<absl::StatusOr<RegisterPage>(ArchiveReader&)> read =
        [&book](ArchiveReader& reader) { return reader.Register(book.query); };
    MOTCUA_CO_ASSIGN_OR_RETURN(const RegisterPage page,
                               co_await archive_.Read<RegisterPage>(std::move(read)));
    if (!AddBook(book, page, response)) break;
  }
  NameRegister(request.unit_code(), catalogue_, response);
  co_return response;
}

async::Task<absl::StatusOr<v1::GetArchiveStatusResponse>> ReportingService::GetArchiveStatus(
    const runtime::CallContext& call, const v1::GetArchiveStatusRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope, Scope::Of(call.caller, "", catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t lag, co_await StreamLag(redis_, stream_));
  std::function<absl::StatusOr<ArchiveTotals>(ArchiveReader&)> read = [](ArchiveReader& reader) {
    return reader.Totals();
  };
  MOTCUA_CO_ASSIGN_OR_RETURN(const ArchiveTotals totals,
                             co_await archive_.Read<ArchiveTotals>(std::move(read)));
  auto response = StatusOfTotals(totals, scope, catalogue_);
  response.set_lag(lag);
  co_return response;
}

}  // namespace motcua::reporting

#include "services/reporting/reports/comparison.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/reporting/domain/standing_columns.h"
#include "services/reporting/reports/report_request.h"
#include "services/reporting/reports/report_rows.h"
#include "services/reporting/reports/report_work.h"
#include "services/reporting/reports/stream_progress.h"

namespace motcua::reporting {
namespace {

std::string KindOf(const event::v1::Event& event) {
  const auto* field = event::v1::Event::descriptor()->FindFieldByNumber(event.what_case());
  return field == nullptr ? "" : field->name();
}

void AddEvents(const DossierHistory& history, const ComparedPlaces& places, int64_t end,
               v1::MovedDossier& moved) {
  for (const auto& [sequence, event] : history.events) {
    if (sequence <= places.first || sequence > places.second) continue;
    if (absl::ToUnixMicros(FromProto(event.occur_time())) >= end) continue;
    v1::MovingEvent& told = *moved.add_events();
    told.set_sequence(sequence);
    *told.mutable_occur_time() = event.occur_time();
    told.set_kind(KindOf(event));
  }
}

}  // namespace

absl::StatusOr<ComparedPlaces> PlacesOf(const v1::CompareReportsRequest& request,
                                        const ArchiveState& archive) {
  if (request.first_token().empty()) {
    return InvalidArgument(kFieldRequired, "a required field is missing")
        .Field("first_token", "is required");
  }
  ComparedPlaces places{.second = archive.last_sequence};
  MOTCUA_ASSIGN_OR_RETURN(places.first,
                          ReadAsOfToken(request.first_token(), "first_token", archive));
  if (!request.second_token().empty()) {
    MOTCUA_ASSIGN_OR_RETURN(places.second,
                            ReadAsOfToken(request.second_token(), "second_token", archive));
  }
  if (places.first <= places.second) return places;
  return InvalidArgument(kFieldInvalid, "the second token is older than the first")
      .Field("second_token", "must not be older than first_token");
}

async::Task<absl::Status> Comparison::Run(Writer& writer) {
  StreamProgress<v1::CompareReportsResponse> progress(writer);
  const ChangedDossiers::Range range{places_.first, places_.second, period_};
  ChangedDossiers changed(archive_, progress, range);
  MOTCUA_CO_RETURN_IF_ERROR(co_await changed.Find());
  int64_t count = 0;
  while (!changed.AtEnd()) {
    std::function<Moved(const std::vector<DossierHistory>&)> take = [this](const auto& histories) {
      return MovedOf(histories);
    };
    MOTCUA_CO_ASSIGN_OR_RETURN(const Moved moved, co_await changed.Next<Moved>(std::move(take)));
    for (const v1::MovedDossier& dossier : moved) {
      v1::CompareReportsResponse response;
      *response.mutable_moved() = dossier;
      const bool connected = co_await writer.Write(response);
      if (!connected) co_return WorkEnded();
      ++count;
    }
  }
  co_return co_await SendEnd(count, writer);
}

Comparison::Moved Comparison::MovedOf(const std::vector<DossierHistory>& histories) const {
  Moved all;
  for (const DossierHistory& history : histories) {
    const DossierRow second = RowAt(history.events, places_.second);
    if (!scope_.Sees(second.receiving_unit)) continue;
    const auto before = ColumnsCounting(RowAt(history.events, places_.first), period_);
    const auto after = ColumnsCounting(second, period_);
    if (before == after) continue;
    v1::MovedDossier& moved = all.emplace_back();
    moved.set_dossier_code(history.code);
    moved.set_receiving_unit(second.receiving_unit);
    for (const std::string& column : before) moved.add_first_columns(column);
    for (const std::string& column : after) moved.add_second_columns(column);
    AddEvents(history, places_, BeginOfDay(period_.end), moved);
  }
  return all;
}

async::Task<absl::StatusOr<v1::ReportRow>> Comparison::TotalAt(int64_t place, Writer& writer) {
  StreamProgress<v1::CompareReportsResponse> progress(writer);
  auto choice = GroupsFor(v1::REPORT_KIND_FORM_06A, v1::REPORT_GROUPING_UNIT, scope_);
  MOTCUA_CO_ASSIGN_OR_RETURN(
      const SumsAnswer answer,
      co_await SumAsOf(archive_, progress, *std::move(choice), period_, place));
  co_return Form06aTotal(scope_, answer.groups);
}

async::Task<absl::Status> Comparison::SendEnd(int64_t moved, Writer& writer) {
  v1::CompareReportsResponse response;
  v1::ComparisonEnd& end = *response.mutable_end();
  MOTCUA_CO_ASSIGN_OR_RETURN(*end.mutable_first(), co_await TotalAt(places_.first, writer));
  MOTCUA_CO_ASSIGN_OR_RETURN(*end.mutable_second(), co_await TotalAt(places_.second, writer));
  end.set_moved(moved);
  end.set_second_token(MakeAsOfToken(archive_.last_state(), places_.second));
  const bool connected = co_await writer.Write(response);
  co_return connected ? absl::OkStatus() : WorkEnded();
}

}  // namespace motcua::reporting

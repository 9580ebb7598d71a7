#include "services/reporting/reports/dossier_facts.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/status_macros.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/reports/report_work.h"

namespace motcua::reporting {
namespace {

std::string DateOf(int64_t instant) { return instant >= kNever ? "" : DayText(LocalDay(instant)); }

event::v1::CloseReason CloseReasonOf(int ending) {
  switch (ending) {
    case kHandedOver:
      return event::v1::CLOSE_REASON_HANDED_OVER;
    case kDelivered:
      return event::v1::CLOSE_REASON_DELIVERED;
    case kWithdrawn:
      return event::v1::CLOSE_REASON_WITHDRAWN;
    default:
      return event::v1::CLOSE_REASON_UNSPECIFIED;
  }
}

bool IsLate(const DossierRow& row, int64_t today) {
  if (row.resolution == kUnresolved) return row.overdue_from <= today;
  return PunctualityOf(row) == Punctuality::kLate;
}

// By code they would come by counter and day of filing, down to the serial number.
void SortByContent(std::vector<DossierRow>& rows) {
  const auto content = [](const DossierRow& row) {
    return std::tie(row.procedure_code, row.receiving_unit, row.channel, row.completions,
                    row.supplements, row.ending);
  };
  std::sort(rows.begin(), rows.end(),
            [&](const DossierRow& a, const DossierRow& b) { return content(a) < content(b); });
}

}  // namespace

v1::DossierFacts FactsOf(const DossierRow& row, int64_t today) {
  v1::DossierFacts facts;
  facts.set_procedure_code(row.procedure_code);
  facts.set_field(row.field);
  facts.set_receiving_unit(row.receiving_unit);
  facts.set_solving_unit(row.solving_unit);
  facts.set_channel(static_cast<type::v1::Channel>(row.channel));
  facts.set_return_method(static_cast<type::v1::ReturnMethod>(row.return_method));
  facts.set_submit_date(DateOf(row.submit_time));
  facts.set_accept_date(DateOf(row.accept_time));
  facts.set_due_date(DateOf(row.due_time));
  facts.set_resolve_date(DateOf(row.resolve_time));
  facts.set_close_date(DateOf(row.close_time));
  facts.set_close_reason(CloseReasonOf(row.ending));
  facts.set_late(IsLate(row, today));
  facts.set_completions(row.completions);
  facts.set_supplements(row.supplements);
  return facts;
}

async::Task<absl::StatusOr<int64_t>> DossierFactsStream::Total() {
  std::function<absl::StatusOr<int64_t>(ArchiveReader&)> read = [this](ArchiveReader& reader) {
    return reader.reports().CountFacts(accepted_);
  };
  auto total = co_await archive_.Read<int64_t>(std::move(read));
  co_return total;
}

async::Task<absl::StatusOr<DossierFactsStream::Rows>> DossierFactsStream::Next(std::string after) {
  FactsQuery query{accepted_, std::move(after), kDossiersAPiece};
  std::function<absl::StatusOr<Rows>(ArchiveReader&)> read =
      [query = std::move(query)](ArchiveReader& reader) { return reader.reports().Facts(query); };
  auto rows = co_await archive_.Read<Rows>(std::move(read));
  co_return rows;
}

async::Task<absl::Status> DossierFactsStream::Run(Writer& writer) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t total, co_await Total());
  std::string after;
  int64_t done = 0;
  while (done < total) {
    MOTCUA_CO_ASSIGN_OR_RETURN(Rows rows, co_await Next(after));
    if (rows.empty()) break;
    after = rows.back().code;
    done += static_cast<int64_t>(rows.size());
    SortByContent(rows);
    v1::StreamDossierFactsResponse response;
    for (const DossierRow& row : rows) {
      if (scope_.Sees(row.receiving_unit)) *response.add_dossiers() = FactsOf(row, accepted_.end);
    }
    response.mutable_progress()->set_done(done);
    response.mutable_progress()->set_total(total);
    const bool connected = co_await writer.Write(response);
    if (!connected || !writer.Open()) co_return WorkEnded();
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::reporting

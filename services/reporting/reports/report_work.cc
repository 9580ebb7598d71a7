#include "services/reporting/reports/report_work.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::reporting {

absl::Status WorkEnded() {
  return Unavailable(kShuttingDown, "the report was ended; ask for it again")
      .RetryAfter(absl::Seconds(1));
}

async::Task<absl::StatusOr<SumsAnswer>> SumNow(Archive& archive, GroupChoice choice,
                                               DayPeriod period) {
  std::function<absl::StatusOr<SumsAnswer>(ArchiveReader&)> read =
      [&choice, period](ArchiveReader& reader) { return reader.reports().Sum(choice, period); };
  auto answer = co_await archive.Read<SumsAnswer>(std::move(read));
  co_return answer;
}

async::Task<absl::StatusOr<SumsAnswer>> SumAsOf(Archive& archive, ProgressListener& listener,
                                                GroupChoice choice, DayPeriod period,
                                                int64_t last) {
  MOTCUA_CO_ASSIGN_OR_RETURN(SumsAnswer answer, co_await SumNow(archive, choice, period));
  Summing sums(std::move(choice), period);
  sums.sums() = std::move(answer.groups);
  const ChangedDossiers::Range range{last, answer.as_of_sequence, period};
  ChangedDossiers changed(archive, listener, range);
  MOTCUA_CO_RETURN_IF_ERROR(co_await changed.Find());
  while (!changed.AtEnd()) {
    std::function<bool(const std::vector<DossierHistory>&)> unlearn = [&](const auto& histories) {
      for (const DossierHistory& history : histories) Unlearn(history.events, last, sums);
      return true;
    };
    MOTCUA_CO_RETURN_IF_ERROR((co_await changed.Next<bool>(std::move(unlearn))).status());
  }
  co_return SumsAnswer{std::move(sums.sums()), last};
}

async::Task<absl::Status> ChangedDossiers::Find() {
  if (range_.first >= range_.last) co_return absl::OkStatus();
  using Codes = std::vector<std::string>;
  std::function<absl::StatusOr<Codes>(ArchiveReader&)> read = [this](ArchiveReader& reader) {
    return reader.reports().ChangedDossiers(range_.first, range_.last,
                                            BeginOfDay(range_.period.end));
  };
  MOTCUA_CO_ASSIGN_OR_RETURN(codes_, co_await archive_.Read<Codes>(std::move(read)));
  co_return absl::OkStatus();
}

std::vector<std::string> ChangedDossiers::NextCodes() const {
  const size_t end = std::min<size_t>(codes_.size(), done_ + kDossiersAPiece);
  return {codes_.begin() + static_cast<int64_t>(done_), codes_.begin() + static_cast<int64_t>(end)};
}

}  // namespace motcua::reporting

#include "services/reporting/workers/gauges.h"

#include "common/base/status_macros.h"

namespace motcua::reporting {
namespace {

constexpr std::array<const char*, 4> kLevels = {"unknown", "commune", "district", "province"};

size_t LevelOf(const catalogue::Catalogue& catalogue, const std::string& unit_code) {
  const auto* unit = catalogue.FindUnit(unit_code);
  const size_t level = unit == nullptr ? 0 : unit->level();
  return level < kLevels.size() ? level : 0;
}

}  // namespace

async::Task<absl::StatusOr<int64_t>> StreamLag(redis::Client& redis, std::string stream) {
  redis::Args args = {"XLEN", std::move(stream)};
  MOTCUA_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                             co_await redis.CallIdempotent(std::move(args)));
  co_return reply.integer;
}

Gauges::Gauges(Archive& archive, redis::Client& redis, std::string stream,
               const catalogue::Catalogue& catalogue, metrics::Registry& metrics)
    : archive_(archive),
      redis_(redis),
      stream_(std::move(stream)),
      catalogue_(catalogue),
      lag_(metrics.AddGauge("archive_lag_events", "Events not archived yet")),
      sequence_(metrics.AddGauge("archive_sequence", "Sequence of the last archived event")),
      open_(metrics.AddGauge("archive_dossiers", "Dossiers by the archive", {{"state", "open"}})),
      ended_(metrics.AddGauge("archive_dossiers", "Dossiers by the archive", {{"state", "ended"}})),
      duplicated_(metrics.AddGauge("archive_duplicated_dossiers",
                                   "Dossiers filed, accepted or ended more than once; must be 0")) {
  for (size_t level = 0; level < kLevels.size(); ++level) {
    on_time_[level] = &metrics.AddGauge(
        "on_time_share", "Share of resolved dossiers that kept the promised day, 0 to 1",
        {{"level", kLevels[level]}});
  }
}

async::Task<absl::Status> Gauges::RunOnce() {
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t lag, co_await StreamLag(redis_, stream_));
  lag_.Set(static_cast<double>(lag));
  std::function<absl::StatusOr<ArchiveTotals>(ArchiveReader&)> read = [](ArchiveReader& reader) {
    return reader.Totals();
  };
  auto totals = co_await archive_.Read<ArchiveTotals>(std::move(read));
  if (totals.ok()) Show(*totals);
  co_return totals.status();
}

void Gauges::Show(const ArchiveTotals& totals) {
  std::array<Totals, kLevels.size()> levels;
  Totals sum;
  for (const TotalRow& row : totals.units) {
    levels[LevelOf(catalogue_, row.receiving_unit)] += row.totals;
    sum += row.totals;
  }
  for (size_t level = 0; level < kLevels.size(); ++level) {
    on_time_[level]->Set(levels[level].on_time_percent() / 100);
  }
  sequence_.Set(static_cast<double>(totals.last_sequence));
  open_.Set(static_cast<double>(sum.dossiers - sum.ended));
  ended_.Set(static_cast<double>(sum.ended));
  duplicated_.Set(static_cast<double>(sum.duplicated));
}

}  // namespace motcua::reporting

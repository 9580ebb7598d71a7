#include "services/reporting/workers/gauges.h"

#include "common/base/status_macros.h"

namespace motcua::reporting {
namespace {

constexpr absl::Duration kHandBackWindow = absl::Hours(24 * 28);
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

HandBackGauges::HandBackGauges(Archive& archive, const catalogue::Catalogue& catalogue,
                               const Clock& clock, metrics::Registry& metrics)
    : archive_(archive), clock_(clock) {
  for (const auto& unit : catalogue.units()) {
    if (!unit.one_stop()) continue;
    shares_[unit.code()] = &metrics.AddGauge(
        "handed_back_share",
        "Share of what a counter filed in the last four weeks that was handed back or refused, 0 to 1",
        {{"unit", unit.code()}});
  }
}

async::Task<absl::Status> HandBackGauges::RunOnce() {
  const absl::Time now = clock_.Now();
  const Period period{absl::ToUnixMicros(now - kHandBackWindow), absl::ToUnixMicros(now)};
  std::function<absl::StatusOr<HandBackCounts>(ArchiveReader&)> read =
      [period](ArchiveReader& reader) {
        return reader.CountHandBacks(period, HandBackColumn::kNone);
      };
  auto counts = co_await archive_.Read<HandBackCounts>(std::move(read));
  if (!counts.ok()) co_return counts.status();
  std::map<std::string, HandBacks> by_unit;
  for (const HandBackCount& group : counts->groups) by_unit[group.receiving_unit] += group.counts;
  for (const auto& [unit, gauge] : shares_) gauge->Set(by_unit[unit].share_percent() / 100);
  co_return absl::OkStatus();
}

}  // namespace motcua::reporting

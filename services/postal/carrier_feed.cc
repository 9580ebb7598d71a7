#include "services/postal/carrier_feed.h"

#include <cstdlib>
#include <vector>

#include "common/base/log.h"
#include "common/base/status_macros.h"
#include "common/shipped/shipped.h"

namespace motcua::postal {
namespace {

constexpr absl::Duration kCountPeriod = absl::Seconds(2);

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

// The shipped tables unless a folder is named; a folder that is not there is told of at the start.
std::string FolderOf(const std::string& flag) {
  return flag.empty() ? shipped::FindCarriers(&Variable).value_or("deploy/carriers") : flag;
}

calendar::TimeLimit WorkingDays(int days) {
  return {.kind = calendar::LimitKind::kWorkingDays, .amount = days};
}

}  // namespace

void CarrierFeed::Flags::AddTo(config::Settings& settings) {
  settings.Add(&carriers, "carriers", "", config::Choices{},
               "folder of the carriers' tables; empty: the shipped ones");
  settings.Add(&silent_after_days, "silent-after-days", 2, config::IntBounds{1, 60},
               "working days without a word of a consignment before the alarm is raised");
  settings.Add(&watch_period, "silence-watch-period", absl::Seconds(1),
               config::DurationBounds{absl::Milliseconds(1), absl::Hours(1)},
               "how often consignments that may have fallen silent are looked for");
}

CarrierFeed::CarrierFeed(runtime::Host& host, Consignments& consignments, Metrics& metrics,
                         const Flags& flags)
    : consignments_(consignments),
      clock_(host.clock()),
      watch_period_(flags.watch_period),
      metrics_(host.metrics()),
      tables_(FolderOf(flags.carriers)),
      quarantine_(consignments.committer()),
      recorder_(TrackingRecorder(consignments, host.catalogue(), host.clock(), metrics), tables_,
                quarantine_, host.clock(), metrics_),
      reader_(quarantine_, recorder_, tables_, metrics_),
      service_(consignments, recorder_, tables_, quarantine_, reader_, host.catalogue()),
      watch_(consignments, host.catalogue(), host.clock(), WorkingDays(flags.silent_after_days),
             metrics_) {}

absl::Status CarrierFeed::Serve(runtime::Host& host) {
  MOTCUA_RETURN_IF_ERROR(tables_.Reload());
  metrics_.Know(tables_.all());
  postal::Serve(service_, host.rpc());
  host.Every("silence", watch_period_, [this] { return watch_.RunOnce(); });
  host.Every("carrier-gauges", kCountPeriod, [this] { return ShowCounts(); });
  return absl::OkStatus();
}

async::Task<absl::Status> CarrierFeed::ShowCounts() {
  store::Committer& committer = consignments_.committer();
  redis::Args args = {"ZCARD", committer.keys().Index(kConsignmentKind, kSilentList)};
  const auto silent = co_await committer.redis().CallIdempotent(std::move(args));
  if (!silent.ok()) co_return silent.status();
  metrics_.ShowSilent(silent->integer);
  std::vector<std::string> codes;
  for (const auto& carrier : tables_.all().carriers()) codes.push_back(carrier.code());
  for (const std::string& code : codes) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await TendQuarantine(code));
  }
  co_return absl::OkStatus();
}

async::Task<absl::Status> CarrierFeed::TendQuarantine(std::string carrier) {
  const auto dropped = co_await quarantine_.DropOld(carrier, clock_.Now() - Quarantine::kKeptFor);
  if (!dropped.ok()) co_return dropped.status();
  if (*dropped > 0) {
    metrics_.AccountDropped(carrier, *dropped);
    Log(kWarning, "quarantined records that nobody settled were dropped",
        {{"carrier", carrier}, {"records", *dropped}});
  }
  const auto fill = co_await quarantine_.Count(carrier);
  if (!fill.ok()) co_return fill.status();
  metrics_.ShowQuarantined(carrier, fill->records);
  co_return absl::OkStatus();
}

}  // namespace motcua::postal

// The reporting service: flags and wiring.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "common/runtime/host.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "services/reporting/audit_service.h"
#include "services/reporting/keeping_service.h"
#include "services/reporting/lateness_service.h"
#include "services/reporting/history_service.h"
#include "services/reporting/prediction_service.h"
#include "services/reporting/reporting_service.h"
#include "services/reporting/reports/report_service.h"
#include "services/reporting/retention_service.h"
#include "services/reporting/workers/archiver.h"
#include "services/reporting/workers/forecaster.h"
#include "services/reporting/workers/gauges.h"

namespace motcua::reporting {
namespace {

constexpr absl::Duration kGaugesPeriod = absl::Seconds(2);
constexpr absl::Duration kSlowGaugesPeriod = absl::Minutes(1);

struct Flags {
  std::string archive;
  int readers = 0;
  int batch = 0;
  absl::Duration interval;
  absl::Duration sign_of_life;
  std::string audit_key_file;
  std::string master_key_file;
  absl::Duration checkpoint_interval;
  absl::Duration forecast_period;
};

void AddSettings(config::Settings& settings, Flags& flags) {
  settings.Add(&flags.archive, "archive", "sqlite://archive.db", config::Choices{},
               "database of the archive: sqlite:///PATH or postgresql://USER@HOST/DATABASE");
  settings.Add(&flags.readers, "archive-readers", 2, {1, 64},
               "connections that read the archive side by side");
  settings.Add(&flags.batch, "archive-batch", 1000, {1, 10000}, "most events in a transaction");
  settings.Add(&flags.interval, "archive-interval", absl::Milliseconds(100),
               {absl::Milliseconds(1), absl::Seconds(10)},
               "pause between two transactions while few events come; longer costs less work");
  settings.Add(&flags.sign_of_life, "watch-sign-of-life", absl::Seconds(15),
               {absl::Milliseconds(100), absl::Hours(1)},
               "how often a watch without news sends its resume token");
  settings.Add(&flags.audit_key_file, "audit-key-file", "", config::Choices{},
               "PEM of the Ed25519 key that signs checkpoints of the archive; empty: none are made");
  settings.Add(&flags.checkpoint_interval, "checkpoint-interval", absl::Hours(1),
               {absl::Seconds(1), absl::Hours(24 * 7)},
               "real time between two signed checkpoints while events come");
  settings.Add(&flags.master_key_file, "master-key-file", "", config::Choices{},
               "file of 64 hexadecimal digits, the key under which those of personal data are "
               "sealed; empty: nothing leaves Redis for the archive");
  settings.Add(&flags.forecast_period, "forecast-period", absl::Minutes(1),
               {absl::Milliseconds(100), absl::Hours(24)},
               "real time between two forecasts of which open dossiers will be late");
}

// What the service must never lose and never tell.
struct Secrets {
  std::optional<audit::SigningKey> audit_key;
  std::optional<SecretKey> master_key;

  static absl::StatusOr<Secrets> Read(const Flags& flags) {
    Secrets secrets;
    if (!flags.audit_key_file.empty()) {
      MOTCUA_ASSIGN_OR_RETURN(secrets.audit_key,
                              audit::SigningKey::FromFile(flags.audit_key_file));
    }
    if (!flags.master_key_file.empty()) {
      MOTCUA_ASSIGN_OR_RETURN(secrets.master_key, SecretKey::FromFile(flags.master_key_file));
    }
    return secrets;
  }
};

// Everything the service is made of, in order of need.
struct Reporting {
  Reporting(runtime::Host& host, Database database, const Flags& flags, Secrets secrets)
      : stream(store::Keys(host.cell()).Events()),
        redis(host.redis()),
        committer(redis, store::Keys(host.cell())),
        archive(std::move(database), stream, flags.readers),
        archiver(archive, redis, stream, host.metrics(), {.batch = flags.batch}),
        gauges(archive, redis, stream, host.catalogue(), host.metrics()),
        service(archive, redis, stream, host.catalogue(), {.sign_of_life = flags.sign_of_life}),
        reports(archive, host.catalogue()),
        stream_end(archive, redis, stream),
        audit(archive, real_clock, std::move(secrets.audit_key)),
        keeping(archive, stream_end, std::move(secrets.master_key)),
        retention(archive, committer, stream_end, host.catalogue(), host.clock()),
        lateness(archive, host.catalogue()),
        forecaster(archive, host.catalogue(), host.clock(), host.metrics()),
        hand_back_gauges(archive, host.catalogue(), host.clock(), host.metrics()),
        predictions(forecaster, host.catalogue()),
        histories(archive, host.catalogue()) {}

  async::Task<absl::Status> OpenArchive();
  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Backlog();

  std::string stream;
  redis::Client& redis;
  store::Committer committer;
  RealClock real_clock;  // a checkpoint's date is for third parties, whatever clock services run on
  Archive archive;
  Archiver archiver;
  Gauges gauges;
  ReportingService service;
  ReportService reports;
  StreamEnd stream_end;
  AuditService audit;
  KeepingService keeping;
  RetentionService retention;
  LatenessService lateness;
  Forecaster forecaster;
  HandBackGauges hand_back_gauges;
  PredictionService predictions;
  HistoryService histories;
};

async::Task<absl::Status> Reporting::OpenArchive() {
  const auto state = co_await archive.State();
  co_return state.status();
}

async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Reporting::Backlog() {
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t lag, co_await StreamLag(redis, stream));
  ops::v1::GetBacklogResponse response;
  response.set_inbox_waiting(lag);
  co_return response;
}

void Register(runtime::RpcServer& server, ReportingService& service) {
  runtime::Methods<ReportingService> rpc(server, "motcua.reporting.v1.ReportingService", &service);
  rpc.Unary("GetTimeline", &ReportingService::GetTimeline);
  rpc.Unary("GetOnTimeReport", &ReportingService::GetOnTimeReport);
  rpc.Unary("GetHandBackReport", &ReportingService::GetHandBackReport);
  rpc.ServerStream("WatchEvents", &ReportingService::WatchEvents);
  rpc.ServerStream("SyncNationalPortal", &ReportingService::SyncNationalPortal);
  rpc.Unary("AuditDossiers", &ReportingService::AuditDossiers);
  rpc.Unary("ListRegister", &ReportingService::ListRegister);
  rpc.Unary("GetArchiveStatus", &ReportingService::GetArchiveStatus);
}

void Register(runtime::RpcServer& server, ReportService& service) {
  runtime::Methods<ReportService> rpc(server, "motcua.reporting.v1.ReportService", &service);
  rpc.Unary("ListReports", &ReportService::ListReports);
  rpc.ServerStream("RunReport", &ReportService::RunReport);
  rpc.ServerStream("CompareReports", &ReportService::CompareReports);
  rpc.ServerStream("StreamDossierFacts", &ReportService::StreamDossierFacts);
}

absl::Status Build(runtime::Host& host, const Flags& flags) {
  MOTCUA_ASSIGN_OR_RETURN(Database database, Database::FromAddress(flags.archive));
  MOTCUA_ASSIGN_OR_RETURN(Secrets secrets, Secrets::Read(flags));
  auto reporting =
      std::make_shared<Reporting>(host, std::move(database), flags, std::move(secrets));
  Reporting* self = reporting.get();
  Register(host.rpc(), self->service);
  Register(host.rpc(), self->reports);
  Serve(self->audit, host.rpc());
  Serve(self->keeping, host.rpc());
  Serve(self->retention, host.rpc());
  Serve(self->lateness, host.rpc());
  self->predictions.Serve(host.rpc());
  self->histories.Serve(host.rpc());
  host.OnStart("archive", [self] { return self->OpenArchive(); });
  host.Every("archiver", flags.interval, [self] { return self->archiver.RunOnce(); });
  host.Every("checkpoints", flags.checkpoint_interval,
             [self] { return self->audit.SignCheckpoint(); });
  host.Every("gauges", kGaugesPeriod, [self] { return self->gauges.RunOnce(); });
  host.Every("hand-back gauges", kSlowGaugesPeriod,
             [self] { return self->hand_back_gauges.RunOnce(); });
  host.Every("forecaster", flags.forecast_period, [self] { return self->forecaster.RunOnce(); });
  host.SetBacklogSource([self] { return self->Backlog(); });
  host.KeepAlive(std::move(reporting));
  return absl::OkStatus();
}

}  // namespace
}  // namespace motcua::reporting

int main(int argc, char** argv) {
  using motcua::reporting::Flags;
  Flags flags;
  motcua::runtime::ServiceSpec spec{.name = "reporting", .port = 7104, .metrics_port = 7204};
  spec.add_settings = [&flags](motcua::config::Settings& settings) {
    motcua::reporting::AddSettings(settings, flags);
  };
  auto build = [&flags](motcua::runtime::Host& host) {
    return motcua::reporting::Build(host, flags);
  };
  return motcua::runtime::RunService(std::move(spec), argc, argv, build);
}

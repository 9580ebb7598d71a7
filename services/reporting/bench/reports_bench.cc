// Fills an archive of a province's year and asks for reports through gRPC.
//
//   reporting_reports_bench sqlite|postgresql [DOSSIERS [ROUNDS]]
//
// Prints the archive's rate with projections and summaries, beside that of a bare loop that makes
// the same writes (both over the same first batches, turn by turn), the bytes a dossier takes, the
// times of each report, and a line of figures. PostgreSQL is a private server that does not wait
// for the disk.
#include <asio/executor_work_guard.hpp>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "common/auth/policy.h"
#include "common/base/clock.h"
#include "common/metrics/registry.h"
#include "common/shipped/shipped.h"
#include "services/reporting/bench/bare_loop.h"
#include "services/reporting/bench/event_source.h"
#include "services/reporting/bench/report_load.h"
#include "services/reporting/reports/report_service.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

constexpr char kStream[] = "{bench}:events";
constexpr size_t kBatch = 1000;
constexpr int kYear = 2023;
constexpr int64_t kBegin = 1672506000;  // 2023-01-01 00:00 local
constexpr int64_t kComparedEvents = 1000000;

template <class T>
T Must(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  std::exit(1);
}

struct FillResult {
  double rate = 0;   // events a second
  double ratio = 0;  // of the bare loop's
};

FillResult Fill(EventSource& source, const Database& database, BareLoop& bare) {
  ArchiveWriter writer(database, kStream);
  absl::Duration archiving, comparable, bare_time;
  int64_t events = 0;
  for (auto entries = source.Next(kBatch); !entries.empty(); entries = source.Next(kBatch)) {
    const bool compared = events < kComparedEvents;
    events += static_cast<int64_t>(entries.size());
    Stopwatch stopwatch;
    const absl::Status status = writer.Append(entries);
    if (!status.ok()) Must<int>(status);
    const absl::Duration took = stopwatch.Elapsed();
    archiving += took;
    if (!compared) continue;
    comparable += took;
    bare_time += bare.Write(entries);
  }
  return {static_cast<double>(events) / absl::ToDoubleSeconds(archiving),
          absl::FDivDuration(bare_time, comparable)};
}

int64_t SizeOf(const Database& database) {
  auto sql = Must(Connect(database, Access::kRead));
  int64_t bytes = 0;
  if (database.dialect == Dialect::kPostgresql) {
    *sql << "SELECT pg_database_size(current_database())", soci::into(bytes);
    return bytes;
  }
  int64_t page = 0;
  *sql << "PRAGMA page_count", soci::into(bytes);
  *sql << "PRAGMA page_size", soci::into(page);
  return bytes * page;
}

// PostgreSQL plans by what it knows of the tables; a server that runs for long gets to know them.
void Analyze(const Database& database) {
  auto sql = Must(Connect(database, Access::kWrite));
  *sql << "ANALYZE";
}

// A report service over the archive, with its own loop, on a free port.
class Server {
 public:
  Server(const Database& database, const catalogue::Catalogue& catalogue)
      : archive_(database, kStream, 2),
        service_(archive_, catalogue),
        thread_([this] { io_.run(); }) {
    runtime::Methods<ReportService> rpc(server_, "motcua.reporting.v1.ReportService", &service_);
    rpc.Unary("ListReports", &ReportService::ListReports);
    rpc.ServerStream("RunReport", &ReportService::RunReport);
    rpc.ServerStream("CompareReports", &ReportService::CompareReports);
    rpc.ServerStream("StreamDossierFacts", &ReportService::StreamDossierFacts);
    async::Detach(io_, Open());
    while (!opened_) std::this_thread::yield();
    if (!server_.Start().ok()) std::exit(1);
    server_.SetServing(true);
  }
  ~Server() {
    server_.Drain(absl::Seconds(1));
    work_.reset();
    io_.stop();
    thread_.join();
  }

  std::string address() const { return Cat("127.0.0.1:", server_.port()); }

 private:
  static auth::Policy EveryonesPolicy() {
    return Must(auth::Policy::FromText(R"(
        roles { name: "all" allow: "*" } callers { name: "bench" roles: "all" units: "*" })",
                                       "bench"));
  }

  async::Task<void> Open() {
    Must(co_await archive_.State());
    opened_ = true;
  }

  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  metrics::Registry registry_;
  Archive archive_;
  ReportService service_;
  runtime::RpcServer server_{
      io_, {.covers = [](auto, auto) { return true; }}, EveryonesPolicy(), registry_};
  std::atomic<bool> opened_ = false;
  std::thread thread_;
};

double PrintTimes(const ReportTimes& times) {
  double worst = 0;
  for (const auto& [name, taken] : times) {
    const double p99 = Quantile(taken, 0.99);
    worst = std::max(worst, p99);
    std::printf("    %-28s calls=%zu p50_ms=%.2f p99_ms=%.2f max_ms=%.2f\n", name.c_str(),
                taken.size(), Quantile(taken, 0.5), p99, Quantile(taken, 1));
  }
  return worst;
}

int Run(const std::string& backend, int64_t dossiers, int rounds) {
  const auto catalogue = Must(
      catalogue::Catalogue::Load(Must(shipped::FindCatalogue([](const char* name) -> std::string {
                                   const char* value = std::getenv(name);
                                   return value == nullptr ? "" : value;
                                 })) +
                                 "/dong-thap"));
  const TempDatabase temp(backend);
  EventSource source(catalogue, dossiers, 1, kBegin);
  FillResult filled;
  {
    const TempDatabase other(backend);
    BareLoop bare(other.database());
    filled = Fill(source, temp.database(), bare);
  }
  Analyze(temp.database());
  const int64_t bytes = SizeOf(temp.database());
  std::printf("    %-28s events_per_s=%.0f ratio=%.2f bytes_a_dossier=%ld\n", "archive",
              filled.rate, filled.ratio, static_cast<long>(bytes / dossiers));
  Server server(temp.database(), catalogue);
  const double worst = PrintTimes(Must(LoadReports(server.address(), kYear, rounds)));
  std::printf("backend=%s dossiers=%ld report_p99_ms=%.2f archive_ratio=%.2f bytes_a_dossier=%ld\n",
              backend.c_str(), static_cast<long>(dossiers), worst, filled.ratio,
              static_cast<long>(bytes / dossiers));
  return 0;
}

}  // namespace
}  // namespace motcua::reporting

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a line when it is known, also into a file
  const std::string backend = argc > 1 ? argv[1] : "sqlite";
  const int64_t dossiers = argc > 2 ? std::atoll(argv[2]) : 1000000;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
  return motcua::reporting::Run(backend, dossiers, rounds);
}

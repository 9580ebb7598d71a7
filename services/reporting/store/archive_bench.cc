// How many events a second the archive takes, and how long a report over them lasts.
//
//   archive_bench [DOSSIERS [sqlite | postgresql | ADDRESS]]
//
// By default 50000 dossiers into a temporary SQLite file; "postgresql" makes a private server,
// which does not wait for the disk.
#include <cstdio>
#include <cstdlib>

#include "common/base/clock.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

void Print(const char* what, absl::Duration took, double count) {
  const double seconds = absl::ToDoubleSeconds(took);
  std::printf("%s: %.3f s, %.0f/s\n", what, seconds, count / seconds);
}

int Run(int dossiers, const std::string& address) {
  const auto entries = EntriesOf(RandomHistories(dossiers, 1));
  const Database database = *Database::FromAddress(address);
  ArchiveWriter writer(database, "{bench}:events");
  Stopwatch archiving;
  for (size_t i = 0; i < entries.size(); i += 1000) {
    const size_t end = std::min(entries.size(), i + 1000);
    const absl::Status status = writer.Append({entries.begin() + i, entries.begin() + end});
    if (!status.ok()) return std::fprintf(stderr, "%s\n", status.ToString().c_str()), 1;
  }
  Print("events archived", archiving.Elapsed(), static_cast<double>(entries.size()));
  auto reader = *ArchiveReader::Open(database);
  for (const int days : {7, 31, 365}) {
    const int64_t begin = HistoryBegin() + (days < 365 ? int64_t{86400} * 30 * 1000000 : 0);
    const Period period{begin, begin + int64_t{86400} * days * 1000000};
    Stopwatch counting;
    const auto counts = reader->Count(period, GroupColumn::kField);
    if (!counts.ok()) return std::fprintf(stderr, "%s\n", counts.status().ToString().c_str()), 1;
    std::printf("report of %d days over %d dossiers: %.3f s\n", days, dossiers,
                absl::ToDoubleSeconds(counting.Elapsed()));
  }
  return 0;
}

}  // namespace
}  // namespace motcua::reporting

int main(int argc, char** argv) {
  const int dossiers = argc > 1 ? std::atoi(argv[1]) : 50000;
  const std::string where = argc > 2 ? argv[2] : "sqlite";
  if (where.find(':') != std::string::npos) return motcua::reporting::Run(dossiers, where);
  motcua::reporting::TempDatabase temp(where);
  return motcua::reporting::Run(dossiers, temp.address());
}

// motcua export events
#include <fstream>
#include <memory>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/histories.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/event_log.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

struct Args {
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfinitePast();
  std::string unit;
  std::string format;
  std::string file;
  bool identified = false;
};

std::unique_ptr<EventLogWriter> WriterOf(const std::string& format, std::ostream& out) {
  if (format == "csv") return std::make_unique<CsvWriter>(out);
  return std::make_unique<XesWriter>(out);
}

absl::Status Write(Session& session, const Args& args, std::ostream& out) {
  const auto writer = WriterOf(args.format, out);
  int64_t dossiers = 0;
  writer->Begin();
  const HistoryWish wish{args.from, args.to, args.unit, args.identified};
  MOTCUA_RETURN_IF_ERROR(ReadHistories(session, wish, [&](const auto& history) {
    writer->Add(history);
    ++dossiers;
  }));
  writer->End();
  out.flush();
  if (!out) return absl::UnavailableError("the log could not be written");
  session.err() << dossiers << " dossiers\n";
  return absl::OkStatus();
}

absl::Status Export(Session& session, const Args& args) {
  if (args.file.empty()) return Write(session, args, session.out());
  std::ofstream file(args.file, std::ios::binary);
  if (!file) return UsageError(Cat("cannot write ", args.file));
  return Write(session, args, file);
}

}  // namespace

void AddExportEvents(Program& program) {
  auto args = std::make_shared<Args>();
  program.Family("export", Group::kFigures, "Writes what other programs read.");
  program
      .Command("export events", Group::kFigures,
               "Writes an event log for process mining, without names of people or dossiers.")
      .Time("--from", &args->from, "Dossiers accepted since then, in Vietnam's time.")
      .Required()
      .Time("--to", &args->to, "And before then.")
      .Required()
      .Choice("--format", &args->format, {"xes", "csv"}, "Default: xes (IEEE 1849-2016).")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .File("--out", &args->file, "Default: standard output.")
      .Flag("--identified", &args->identified, "Codes of dossiers and names of actors as they are.")
      .Example("motcua export events --from 2023-01-01 --to 2023-07-01 --out log.xes")
      .Run([args](Session& session) { return Export(session, *args); });
}

}  // namespace motcua::cli

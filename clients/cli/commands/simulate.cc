// motcua simulate
#include "absl/strings/str_format.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/histories.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/json.h"
#include "clients/cli/simulate/comparison.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/shipped/shipped.h"

namespace motcua::cli {
namespace {

using namespace simulate;  // NOLINT: the words of one thing

// So much before the month only fills the queues.
constexpr int kDaysBefore = 31;

struct Args {
  std::string month;
  std::string unit;
  std::string catalogue;
  std::vector<std::string> officers, half_time, merges, versions;
  int64_t seed = 1;
};

absl::StatusOr<absl::CivilMonth> ParseMonth(const std::string& text) {
  absl::CivilMonth month;
  if (absl::ParseCivilTime(text, &month)) return month;
  return UsageError(Cat("--month ", text, ": expected YYYY-MM"));
}

absl::StatusOr<catalogue::Catalogue> LoadCatalogue(Session& session, const std::string& path) {
  if (!path.empty()) return catalogue::Catalogue::Load(path);
  const auto variable = [&session](const char* name) { return session.Variable(name); };
  MOTCUA_ASSIGN_OR_RETURN(const std::string shipped, shipped::FindCatalogue(variable));
  return catalogue::Catalogue::Load(shipped + "/dong-thap");
}

std::vector<std::string> CellsOf(const std::string& key, const Row& row) {
  std::vector<std::string> cells = {key, Cat(row.dossiers)};
  for (const Outcome* outcome : {&row.real, &row.replayed, &row.changed}) {
    cells.push_back(Cat(outcome->late));
    cells.push_back(absl::StrFormat("%.1f", outcome->mean_hours()));
  }
  return cells;
}

std::string TableOf(Session& session, const Comparison& comparison) {
  std::vector<Column> columns = {{"UNIT"}};
  for (const char* title : {"DOSSIERS", "LATE", "HOURS", "LATE AGAIN", "HOURS AGAIN",
                            "LATE CHANGED", "HOURS CHANGED"}) {
    columns.push_back({title, Align::kRight});
  }
  Table table(std::move(columns));
  for (const auto& [unit, row] : comparison.units) table.Add(CellsOf(unit, row));
  table.Add(CellsOf("TOTAL", comparison.total));
  return session.Show(table, "");
}

std::string JsonOf(const Row& row) {
  const auto outcome = [](const Outcome& one) {
    return absl::StrFormat("{\"late\":%d,\"resolved\":%d,\"mean_working_hours\":%.2f}", one.late,
                           one.resolved, one.mean_hours());
  };
  return Cat("{\"dossiers\":", row.dossiers, ",\"real\":", outcome(row.real),
             ",\"replayed\":", outcome(row.replayed), ",\"changed\":", outcome(row.changed), "}");
}

std::string JsonOf(const Comparison& comparison) {
  std::string units;
  for (const auto& [unit, row] : comparison.units) {
    Append(&units, units.empty() ? "" : ",", JsonString(unit), ":", JsonOf(row));
  }
  return Cat("{\"units\":{", units, "},\"total\":", JsonOf(comparison.total),
             ",\"left_out\":", comparison.left_out, "}");
}

absl::StatusOr<std::vector<Arrival>> ReadArrivals(Session& session, const Args& args,
                                                  absl::Time from, absl::Time to,
                                                  const calendar::Calendar& calendar) {
  std::vector<Arrival> arrivals;
  const HistoryWish wish{.from = from, .to = to, .unit = args.unit};
  MOTCUA_RETURN_IF_ERROR(ReadHistories(session, wish, [&](const auto& history) {
    arrivals.push_back(ArrivalOf(history, calendar));
  }));
  return arrivals;
}

absl::Status Run(Session& session, const Args& args) {
  MOTCUA_ASSIGN_OR_RETURN(const absl::CivilMonth month, ParseMonth(args.month));
  MOTCUA_ASSIGN_OR_RETURN(const Change change,
                          ParseChange(args.officers, args.half_time, args.merges, args.versions));
  MOTCUA_ASSIGN_OR_RETURN(const auto catalogue, LoadCatalogue(session, args.catalogue));
  const absl::Time from = absl::FromCivil(absl::CivilDay(month), LocalZone());
  const absl::Time before = absl::FromCivil(absl::CivilDay(month) - kDaysBefore, LocalZone());
  const absl::Time to = absl::FromCivil(absl::CivilDay(month + 1), LocalZone());
  MOTCUA_ASSIGN_OR_RETURN(const auto arrivals,
                          ReadArrivals(session, args, before, to, catalogue.calendar()));
  const Roster roster = RosterOf(arrivals);
  const auto seed = static_cast<uint64_t>(args.seed);
  Stopwatch watch;
  const auto replayed = Simulate(catalogue, arrivals, roster, {}, seed);
  const auto changed =
      change.empty() ? replayed : Simulate(catalogue, arrivals, roster, change, seed);
  const double seconds = absl::ToDoubleSeconds(watch.Elapsed()) / (change.empty() ? 1 : 2);
  const Comparison comparison = Compare(arrivals, replayed, changed, from, catalogue.calendar());
  if (session.json()) {
    session.out() << JsonOf(comparison) << "\n";
    return absl::OkStatus();
  }
  session.out()
      << TableOf(session, comparison)
      << "\nLATE: as it really was; AGAIN: replayed with the officers there were; CHANGED: "
         "replayed with the change.\nHOURS: office hours from acceptance to result, of dossiers "
         "that were resolved.\n";
  if (comparison.left_out > 0) {
    session.out() << comparison.left_out << " dossiers have no route in this catalogue.\n";
  }
  const double rate = seconds > 0 ? static_cast<double>(arrivals.size()) / seconds : 0;
  session.err() << absl::StrFormat("%d dossiers, %.0f a second\n", arrivals.size(), rate);
  return absl::OkStatus();
}

}  // namespace

void AddSimulate(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("simulate", Group::kFigures,
               "Replays a past month with other officers, units or procedures.")
      .Text("--month", &args->month, "YYYY-MM", "Whose arrivals are replayed.")
      .Required()
      .Text("--unit", &args->unit, "UNIT", "Only dossiers received at or under this unit.")
      .List("--officers", &args->officers, "UNIT=N", "So many officers more or fewer, e.g. 866=-1.")
      .List("--half-time", &args->half_time, "UNIT", "Officers of this unit do half as much.")
      .List("--merge", &args->merges, "UNIT=INTO", "Another unit does its work, with its officers.")
      .List("--version", &args->versions, "PROCEDURE=N", "Under another version of a procedure.")
      .Number("--seed", &args->seed, 0, INT64_MAX, "Of what no record tells. Default: 1.")
      .Text("--catalogue", &args->catalogue, "DIR", "Default: the one that is shipped.")
      .Example("motcua simulate --month 2023-03 --officers 866=-1")
      .Example("motcua simulate --month 2023-03 --half-time 29881 --merge 29884=29881 --json")
      .Run([args](Session& session) { return Run(session, *args); });
}

}  // namespace motcua::cli

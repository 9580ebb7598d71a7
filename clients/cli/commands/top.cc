#include <algorithm>
#include <map>

#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service
using type::v1::Level;

// Escape sequences of terminals since the VT100.
constexpr char kOtherScreen[] = "\x1b[?1049h\x1b[?25l";
constexpr char kFirstScreen[] = "\x1b[?25h\x1b[?1049l";
constexpr char kHome[] = "\x1b[H";
constexpr char kClearLine[] = "\x1b[K";
constexpr char kClearBelow[] = "\x1b[J";

struct TopArgs {
  std::string unit;
  bool once = false;
  bool all = false;
  absl::Duration every = absl::Seconds(2);
};

using Summaries = std::vector<QueueSummary>;

// Highest level first; within it the most overdue, then the longest queue.
bool Before(const QueueSummary& a, const QueueSummary& b) {
  auto key = [](const QueueSummary& s) {
    return std::make_tuple(-s.level(), -s.overdue(), -s.queued());
  };
  if (key(a) != key(b)) return key(a) < key(b);
  return a.unit_code() < b.unit_code();
}

std::string LevelTable(Session& session, const Summaries& summaries) {
  struct Sum {
    int64_t units = 0, queued = 0, leased = 0, overdue = 0;
  };
  std::map<Level, Sum, std::greater<>> levels;
  for (const auto& one : summaries) {
    Sum& sum = levels[one.level()];
    sum = {sum.units + 1, sum.queued + one.queued(), sum.leased + one.leased(),
           sum.overdue + one.overdue()};
  }
  Table table({{"LEVEL"},
               {"UNITS", Align::kRight},
               {"QUEUED", Align::kRight},
               {"IN HAND", Align::kRight},
               {"OVERDUE", Align::kRight}});
  for (const auto& [level, sum] : levels) {
    table.Add({Word(level), Cat(sum.units), Cat(sum.queued), Cat(sum.leased), Cat(sum.overdue)});
  }
  return session.Show(table, "");
}

// At most `most` rows; 0: all.
std::string UnitTable(Session& session, const Summaries& summaries, int most) {
  Table table({{"UNIT"},
               {"NAME"},
               {"LEVEL"},
               {"QUEUED", Align::kRight},
               {"IN HAND", Align::kRight},
               {"OVERDUE", Align::kRight},
               {"FIRST DUE"}});
  int rows = 0;
  for (const auto& one : summaries) {
    if (most > 0 && ++rows > most) break;
    table.Add({one.unit_code(), one.unit_name(), Word(one.level()), Cat(one.queued()),
               Cat(one.leased()), Cat(one.overdue()), Local(one.first_due_time())});
  }
  return session.Show(table, "");
}

absl::StatusOr<ListQueueSummariesResponse> Ask(Session& session, const TopArgs& args) {
  ListQueueSummariesRequest request;
  request.set_unit_code(args.unit);
  request.set_only_busy(!args.all);
  return Call<RoutingService>(session, &RoutingService::Stub::ListQueueSummaries, request);
}

std::string View(Session& session, const ListQueueSummariesResponse& answer, int lines) {
  Summaries summaries(answer.summaries().begin(), answer.summaries().end());
  if (summaries.empty()) return "Nothing is queued and nothing is in hand.\n";
  std::sort(summaries.begin(), summaries.end(), Before);
  const std::string levels = LevelTable(session, summaries);
  const int used = static_cast<int>(std::count(levels.begin(), levels.end(), '\n')) + 4;
  const int most = lines == 0 ? 0 : std::max(lines - used, 1);
  return Cat(levels, "\n", UnitTable(session, summaries, most));
}

// Draws over what was there, so that nothing flickers.
std::string Frame(const std::string& text) {
  std::string frame = kHome;
  for (std::string_view line : Split(text, '\n')) Append(&frame, line, kClearLine, "\n");
  frame.pop_back();
  return frame + kClearBelow;
}

absl::Status Live(Session& session, const TopArgs& args) {
  Interrupt interrupt([] {});
  session.out() << kOtherScreen;
  absl::Status status;
  do {
    const auto answer = Ask(session, args);
    // An outage is shown and waited out; anything else will not pass by itself.
    if (!answer.ok() && ExitCodeOf(answer.status()) != kExitUnavailable) status = answer.status();
    const std::string text =
        answer.ok() ? View(session, *answer, session.lines()) : Describe(answer.status());
    const std::string now = absl::FormatTime("%H:%M:%S", session.clock().Now(), LocalZone());
    session.out() << Frame(Cat("motcua top  ", now, "  (Ctrl-C ends)\n", text));
    session.out().flush();
  } while (status.ok() && interrupt.Wait(args.every));
  session.out() << kFirstScreen;
  session.out().flush();
  return status;
}

absl::Status Top(Session& session, const TopArgs& args) {
  if (!args.once && !session.json() && session.columns() > 0) return Live(session, args);
  MOTCUA_ASSIGN_OR_RETURN(const auto answer, Ask(session, args));
  return session.Answer(answer, View(session, answer, /*lines=*/0));
}

}  // namespace

void AddTop(Program& program) {
  auto args = std::make_shared<TopArgs>();
  program
      .Command("top", Group::kFigures,
               "Shows the queues by level and unit, again and again in place on a terminal.")
      .Text("--unit", &args->unit, "UNIT", "Only at or under this unit.")
      .Flag("--all", &args->all, "Also units with nothing to do.")
      .Flag("--once", &args->once, "Only once; always so where the output is no terminal.")
      .Duration("--every", &args->every, "How often. Default: 2s.")
      .Example("motcua top")
      .Example("motcua top --once --unit 866")
      .Run([args](Session& session) { return Top(session, *args); });
}

}  // namespace motcua::cli

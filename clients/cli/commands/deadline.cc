#include <algorithm>
#include <optional>

#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/table.h"
#include "clients/cli/output/words.h"
#include "clients/cli/verdicts.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/calendar/calendar.h"
#include "common/shipped/shipped.h"

namespace motcua::cli {
namespace {

using calendar::Calendar;
using calendar::LimitKind;
using calendar::TimeLimit;
using validate::Refused;
using validate::Verdict;

constexpr int kLargestAmount = 10'000;

struct DeadlineArgs {
  std::string lines, received, limit, calendar;
  bool explain = false;
};

struct Ending {
  std::string_view text;
  LimitKind kind;
};
// "wd" before "d": the first that fits is taken.
constexpr Ending kEndings[] = {{"wd", LimitKind::kWorkingDays},
                               {"d", LimitKind::kCalendarDays},
                               {"h", LimitKind::kWorkingHours}};

std::optional<TimeLimit> ParseLimit(std::string_view text) {
  if (text == "none") return TimeLimit{LimitKind::kNone};
  if (text == "same-day") return TimeLimit{LimitKind::kSameDay};
  for (const Ending& ending : kEndings) {
    if (!text.ends_with(ending.text)) continue;
    text.remove_suffix(ending.text.size());
    TimeLimit limit{ending.kind};
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    if (!digits || !ParseInt(text, &limit.amount)) return std::nullopt;
    if (limit.amount < 1 || limit.amount > kLargestAmount) return std::nullopt;
    return limit;
  }
  return std::nullopt;
}

std::optional<absl::Time> ParseReceived(std::string_view text) {
  const auto time = ParseTime(text);
  if (time == absl::InfiniteFuture() || time == absl::InfinitePast()) return std::nullopt;
  return time;
}

// "2023-01-25T17:00:00+07:00".
std::string Rfc3339(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*S%Ez", time, LocalZone());
}

// A line taken apart: the limit is what stands after the last blank.
struct Question {
  std::string_view received;
  std::string_view limit;
};

Question Split(std::string_view line) {
  constexpr std::string_view kBlanks = " \t";
  const size_t begin = std::min(line.find_first_not_of(kBlanks), line.size());
  line.remove_prefix(begin);
  line = line.substr(0, line.find_last_not_of(kBlanks) + 1);
  const size_t limit = line.find_last_of(kBlanks);
  if (limit == line.npos) return {line, ""};
  const std::string_view received = line.substr(0, limit);
  return {received.substr(0, received.find_last_not_of(kBlanks) + 1), line.substr(limit + 1)};
}

std::string IntervalsJson(const std::vector<calendar::Interval>& intervals) {
  std::vector<std::string> rows;
  for (const auto& interval : intervals) {
    rows.push_back(JsonObject({{"begin", JsonString(Rfc3339(interval.begin))},
                               {"end", JsonString(Rfc3339(interval.end))},
                               {"counted", interval.counted ? "true" : "false"},
                               {"reason", JsonString(interval.reason)},
                               {"rule", JsonString(interval.rule)}}));
  }
  return JsonArray(rows);
}

std::string IntervalsText(Session& session, const std::vector<calendar::Interval>& intervals) {
  Table table({{"FROM"}, {"TO"}, {"COUNTS"}, {"WHY"}, {"RULE"}});
  for (const auto& interval : intervals) {
    table.Add({Local(interval.begin), Local(interval.end), interval.counted ? "yes" : "no",
               interval.reason, interval.rule});
  }
  return session.Show(table, "No time runs.");
}

class Calculator {
 public:
  Calculator(Session& session, Calendar calendar, bool explain)
      : session_(session), calendar_(std::move(calendar)), explain_(explain) {}

  Answered Answer(std::string_view line) const {
    const Question question = Split(line);
    if (question.received.empty()) return {Refused(validate::kEmpty, "is empty")};
    if (question.limit.empty()) return {Refused("LINE", "is not RECEIVED LIMIT")};
    const auto received = ParseReceived(question.received);
    if (!received.has_value()) {
      return {Refused("RECEIVED", "is not a time such as 2023-01-18T15:20")};
    }
    const auto limit = ParseLimit(question.limit);
    if (!limit.has_value()) return {Refused("LIMIT", "is not 5wd, 30d, 4h, same-day or none")};
    return Answer(*received, *limit);
  }

 private:
  Answered Answer(absl::Time received, TimeLimit limit) const {
    const absl::Time due = calendar_.Due(received, limit);
    const bool none = limit.kind == LimitKind::kNone;
    const absl::CivilDay first(2018, 1, 1);
    if ((!none && due == absl::InfiniteFuture()) ||
        absl::ToCivilDay(received, LocalZone()) < first) {
      return {Refused("BEYOND_CALENDAR", "leaves the days the calendar knows")};
    }
    Answered answered{{.value = none ? "none" : Rfc3339(due)}};
    if (explain_) Explain(received, limit, &answered);
    return answered;
  }

  void Explain(absl::Time received, TimeLimit limit, Answered* answered) const {
    const auto intervals = calendar_.ExplainDue(received, limit);
    answered->more_json.emplace_back("intervals", IntervalsJson(intervals));
    answered->more_text = Cat("\n", IntervalsText(session_, intervals));
  }

  Session& session_;
  Calendar calendar_;
  bool explain_;
};

absl::StatusOr<Calendar> CalendarOf(Session& session, const std::string& given) {
  std::string path = given;
  if (path.empty()) {
    auto variable = [&session](const char* name) { return session.Variable(name); };
    auto found = shipped::FindCatalogue(variable);
    if (!found.ok()) return UsageError(std::string(found.status().message()));
    path = *std::move(found);
  }
  auto calendar = shipped::LoadCalendar(path);
  if (!calendar.ok()) return UsageError(std::string(calendar.status().message()));
  return calendar;
}

// A wrong option is wrong use, where a wrong line is an answer.
absl::Status CheckOptions(const DeadlineArgs& args) {
  if (args.received.empty() != args.limit.empty()) {
    return UsageError("--received and --limit go together; without them lines are read");
  }
  if (!args.received.empty() && !args.lines.empty()) {
    return UsageError("give --received and --limit, or lines, not both");
  }
  if (!args.lines.empty() && args.lines != "-") return UsageError("lines are read from - only");
  if (args.received.empty()) return absl::OkStatus();
  if (!ParseReceived(args.received).has_value()) {
    return UsageError(Cat("--received: '", args.received,
                          "' is not a time such as "
                          "2023-01-18T15:20"));
  }
  if (ParseLimit(args.limit).has_value()) return absl::OkStatus();
  return UsageError(Cat("--limit: '", args.limit, "' is not 5wd, 30d, 4h, same-day or none"));
}

absl::Status Deadline(Session& session, const DeadlineArgs& args) {
  MOTCUA_RETURN_IF_ERROR(CheckOptions(args));
  MOTCUA_ASSIGN_OR_RETURN(Calendar calendar, CalendarOf(session, args.calendar));
  const Calculator calculator(session, std::move(calendar), args.explain);
  const Calculate calculate = [&](std::string_view line) { return calculator.Answer(line); };
  if (args.received.empty()) return AnswerLines(session, calculate);
  return AnswerOne(session, Cat(args.received, " ", args.limit), calculate);
}

}  // namespace

void AddDeadline(Program& program) {
  auto args = std::make_shared<DeadlineArgs>();
  program
      .Command("deadline", Group::kCalculators,
               "Works out the deadline of a dossier from its receipt and its limit; needs no "
               "server.")
      .Text("--received", &args->received, "TIME",
            "When it was handed in, Vietnam's time unless a zone is given.")
      .Text("--limit", &args->limit, "LIMIT",
            "5wd (working days), 30d (calendar days), 4h (working hours), same-day or none.")
      .Flag("--explain", &args->explain, "Say which time counts, which does not, and why.")
      .File("--calendar", &args->calendar,
            "A calendar file, or a catalogue's folder. Default: the shipped one; see "
            "$MOTCUA_CATALOGUE.")
      .Text("LINES", &args->lines, "",
            "-, the default without --received: each line RECEIVED LIMIT of standard input, a "
            "line of JSON for each.")
      .Example("motcua deadline --received 2023-01-18T15:20 --limit 5wd --explain")
      .Example("printf '2023-01-18T15:20 5wd\\n2023-01-19 30d\\n' | motcua deadline")
      .Run([args](Session& session) { return Deadline(session, *args); });
}

}  // namespace motcua::cli

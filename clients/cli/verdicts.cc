#include "clients/cli/verdicts.h"

#include "clients/cli/output/json.h"
#include "common/base/errors.h"
#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::cli {
namespace {

using validate::Verdict;

std::string TextOf(const Answered& answered) {
  const Verdict& verdict = answered.verdict;
  std::string text = Cat(verdict.value, "\n");
  for (const auto& [name, value] : verdict.facts) Append(&text, "  ", name, ": ", value, "\n");
  if (!verdict.hint.empty()) Append(&text, "  ", verdict.hint, "\n");
  return text + answered.more_text;
}

// A line without the carriage return that files of other systems end lines with.
std::string_view WithoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string ToJson(std::string_view input, const Answered& answered) {
  const Verdict& verdict = answered.verdict;
  std::vector<std::pair<std::string, std::string>> members = {
      {"input", JsonString(validate::Printable(input))},
      {"ok", verdict.ok() ? "true" : "false"},
      {"value", JsonString(verdict.value)},
      {"reason", JsonString(verdict.reason)}};
  if (!verdict.hint.empty()) members.emplace_back("hint", JsonString(verdict.hint));
  for (const auto& [name, value] : verdict.facts) members.emplace_back(name, JsonString(value));
  members.insert(members.end(), answered.more_json.begin(), answered.more_json.end());
  return JsonObject(members);
}

absl::Status AnswerOne(Session& session, std::string_view input, const Calculate& calculate) {
  const Answered answered = calculate(input);
  const Verdict& verdict = answered.verdict;
  if (session.json()) session.out() << ToJson(input, answered) << "\n";
  if (!verdict.ok()) return motcua::FailedPrecondition(verdict.reason, verdict.hint);
  if (!session.json()) session.out() << TextOf(answered);
  return absl::OkStatus();
}

absl::Status AnswerLines(Session& session, const Calculate& calculate) {
  int64_t lines = 0, refused = 0;
  for (std::string line; std::getline(session.in(), line); ++lines) {
    const std::string_view input = WithoutReturn(line);
    const Answered answered = calculate(input);
    refused += answered.verdict.ok() ? 0 : 1;
    session.out() << ToJson(input, answered) << "\n";
    // Whoever writes a line and waits for its answer gets it.
    if (session.in().rdbuf()->in_avail() <= 0) session.out().flush();
  }
  session.out().flush();
  if (refused == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(Cat(refused, " of ", lines, " lines were refused"));
}

}  // namespace motcua::cli

// Answers of the calculators: one text, or a line for each line of standard input.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "common/validate/verdict.h"

namespace motcua::cli {

// What a calculator says of an input.
struct Answered {
  validate::Verdict verdict;
  // Members of the JSON after those every answer has, and more lines for people.
  std::vector<std::pair<std::string, std::string>> more_json;
  std::string more_text;
};

using Calculate = std::function<Answered(std::string_view input)>;

// {"input":…,"ok":…,"value":…,"reason":…}, then "hint" and the verdict's facts where there are any.
std::string ToJson(std::string_view input, const Answered& answered);

// Answers one input: JSON with --json, else the value with its facts. An error with the reason when
// it is refused.
absl::Status AnswerOne(Session& session, std::string_view input, const Calculate& calculate);

// Answers every line of standard input by one line of JSON, as it comes; an empty line too, so that
// answers and lines stay together. An error at the end if any was refused.
absl::Status AnswerLines(Session& session, const Calculate& calculate);

}  // namespace motcua::cli

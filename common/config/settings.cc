#include "common/config/settings.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "common/base/strings.h"

namespace motcua::config {
namespace {

std::string EnvironmentName(std::string words) {
  std::ranges::replace(words, '-', '_');
  return Cat("MOTCUA_", absl::AsciiStrToUpper(words));
}

std::string InWords(DurationBounds bounds) {
  if (bounds.most == absl::InfiniteDuration()) {
    return Cat("at least ", absl::FormatDuration(bounds.least));
  }
  return Cat(absl::FormatDuration(bounds.least), " to ",
                      absl::FormatDuration(bounds.most));
}

bool ParseBool(std::string_view text, bool* target) {
  if (text == "true" || text == "1") return *target = true, true;
  if (text == "false" || text == "0") return *target = false, true;
  return false;
}

}  // namespace

void Settings::Add(std::string* target, std::string name, std::string fallback, Choices choices,
                   std::string help) {
  *target = fallback;
  std::string bounds = choices.empty() ? "" : Cat("one of ", absl::StrJoin(choices, ", "));
  auto assign = [target, choices = std::move(choices)](std::string_view text) {
    if (!choices.empty() && std::ranges::find(choices, text) == choices.end()) return false;
    *target = std::string(text);
    return true;
  };
  AddRow({std::move(name), std::move(fallback), std::move(bounds), std::move(help), false,
          std::move(assign)});
}

void Settings::Add(int* target, std::string name, int fallback, IntBounds bounds,
                   std::string help) {
  *target = fallback;
  bounds.most = std::min<int64_t>(bounds.most, std::numeric_limits<int>::max());
  AddInt([target](int64_t value) { *target = static_cast<int>(value); }, std::move(name), fallback,
         bounds, std::move(help));
}

void Settings::Add(int64_t* target, std::string name, int64_t fallback, IntBounds bounds,
                   std::string help) {
  *target = fallback;
  AddInt([target](int64_t value) { *target = value; }, std::move(name), fallback, bounds,
         std::move(help));
}

void Settings::AddInt(std::function<void(int64_t)> set, std::string name, int64_t fallback,
                      IntBounds bounds, std::string help) {
  auto assign = [set = std::move(set), bounds](std::string_view text) {
    int64_t value = 0;
    if (!ParseInt(text, &value)) return false;
    if (value < bounds.least || value > bounds.most) return false;
    set(value);
    return true;
  };
  AddRow({std::move(name), Cat(fallback), Cat(bounds.least, " to ", bounds.most),
          std::move(help), false, std::move(assign)});
}

void Settings::Add(bool* target, std::string name, bool fallback, std::string help) {
  *target = fallback;
  auto assign = [target](std::string_view text) { return ParseBool(text, target); };
  AddRow({std::move(name), fallback ? "true" : "false", "true or false", std::move(help), true,
          std::move(assign)});
}

void Settings::Add(absl::Duration* target, std::string name, absl::Duration fallback,
                   DurationBounds bounds, std::string help) {
  *target = fallback;
  auto assign = [target, bounds](std::string_view text) {
    absl::Duration value;
    if (!absl::ParseDuration(ToAbsl(text), &value)) return false;
    if (value < bounds.least || value > bounds.most) return false;
    *target = value;
    return true;
  };
  AddRow({std::move(name), absl::FormatDuration(fallback), InWords(bounds), std::move(help), false,
          std::move(assign)});
}

void Settings::AddRow(Row row) {
  if (Find(row.name) != nullptr) errors_.push_back(Cat("--", row.name, " is added twice"));
  rows_.push_back(std::move(row));
}

Settings::Row* Settings::Find(std::string_view name) {
  const auto row = std::ranges::find(rows_, name, &Row::name);
  return row == rows_.end() ? nullptr : &*row;
}

void Settings::Assign(const Row& row, std::string_view shown_name, std::string_view value) {
  if (row.assign(value)) return;
  errors_.push_back(Cat(shown_name, "=", value, ": must be ",
                                 row.bounds.empty() ? "another value" : row.bounds));
}

void Settings::ReadEnvironment(const char* const* environment) {
  if (environment == nullptr) return;
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const size_t equals = entry.find('=');
    if (!entry.starts_with("MOTCUA_") || equals == entry.npos) continue;
    for (const Row& row : rows_) {
      const std::string name = EnvironmentName(row.name);
      if (name == entry.substr(0, equals)) Assign(row, name, entry.substr(equals + 1));
    }
  }
}

void Settings::ReadFlags(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    if (!ConsumePrefix(&argument, "--")) {
      errors_.push_back(Cat("\"", argument, "\" is not a flag"));
      continue;
    }
    const size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const Row* row = Find(name);
    if (row == nullptr) {
      errors_.push_back(Cat("--", name, " is unknown; --help lists all settings"));
    } else if (equals != argument.npos) {
      Assign(*row, Cat("--", name), argument.substr(equals + 1));
    } else if (row->is_switch) {
      Assign(*row, Cat("--", name), "true");
    } else if (i + 1 < argc) {
      Assign(*row, Cat("--", name), argv[++i]);
    } else {
      errors_.push_back(Cat("--", name, " needs a value"));
    }
  }
}

absl::Status Settings::Parse(int argc, const char* const* argv, const char* const* environment) {
  help_asked_ = std::any_of(argv + std::min(argc, 1), argv + argc,
                            [](std::string_view argument) { return argument == "--help"; });
  if (help_asked_) return absl::OkStatus();
  ReadEnvironment(environment);
  ReadFlags(argc, argv);
  if (errors_.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(errors_, "\n"));
}

std::string Settings::Help() const {
  std::string text;
  for (const Row& row : rows_) {
    Append(&text, "  --", row.name, "=", row.fallback.empty() ? "\"\"" : row.fallback,
                    "\n      ", row.help, ".\n      ",
                    row.bounds.empty() ? "" : Cat("Values: ", row.bounds, ". "),
                    "Environment: ", EnvironmentName(row.name), "\n");
  }
  return text;
}

}  // namespace motcua::config

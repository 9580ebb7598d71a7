#include "common/base/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/strings.h"

namespace motcua {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"debug", "info", "warning", "error"};

std::atomic<LogLevel> lowest_level{LogLevel::kInfo};
std::mutex write_mutex;

std::string& ServiceName() {
  static auto* const name = new std::string;  // Outlives every thread that may still log.
  return *name;
}

// Length of the well-formed UTF-8 character at the front of `text`, or 0.
size_t CharacterLength(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (length == 1) return 1;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool outside = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
  return overlong || outside ? 0 : length;
}

void AppendEscaped(char c, std::string& out) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    default: absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned char>(c));
  }
}

void WriteWhole(std::string_view line) {
  const std::lock_guard lock(write_mutex);
  while (!line.empty()) {
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written <= 0) return;  // Nobody reads; a log must never stop the service.
    line.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const size_t length = CharacterLength(text);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
    } else if (length == 1 && (text[0] == '"' || text[0] == '\\' || text[0] < 0x20 ||
                               text[0] == 0x7F)) {
      AppendEscaped(text[0], out);
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

void LogValue::AppendJson(std::string& out) const {
  if (const auto* text = std::get_if<std::string_view>(&value_)) {
    AppendJsonString(*text, out);
  } else if (const auto* truth = std::get_if<bool>(&value_)) {
    out += *truth ? "true" : "false";
  } else if (const auto* integer = std::get_if<int64_t>(&value_)) {
    Append(&out, *integer);
  } else {
    const double number = std::get<double>(value_);
    Append(&out, std::isfinite(number) ? Cat(number) : "null");
  }
}

bool LogEnabled(LogLevel level) { return level >= lowest_level.load(std::memory_order_relaxed); }

void SetLogLevel(LogLevel level) { lowest_level.store(level, std::memory_order_relaxed); }

void SetLogService(std::string name) { ServiceName() = std::move(name); }

absl::StatusOr<LogLevel> ParseLogLevel(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<LogLevel>(i);
  }
  return absl::InvalidArgumentError(
      Cat("\"", name, "\" is not one of debug, info, warning, error"));
}

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (!LogEnabled(level)) return;
  static const RealClock clock;
  std::string line = Cat(
      "{\"time\":\"",
      absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", clock.Now(), absl::UTCTimeZone()),
      "\",\"level\":\"", kNames[static_cast<size_t>(level)], "\"");
  if (!ServiceName().empty()) {
    line += ",\"service\":";
    AppendJsonString(ServiceName(), line);
  }
  line += ",\"message\":";
  AppendJsonString(message, line);
  for (const LogField& field : fields) {
    line += ',';
    AppendJsonString(field.key, line);
    line += ':';
    field.value.AppendJson(line);
  }
  line += "}\n";
  WriteWhole(line);
}

}  // namespace motcua

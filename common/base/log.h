// Structured log: one JSON object a line on standard error.
//
// Fields never carry personal data: codes, counts, reasons and durations only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"

namespace motcua {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
using enum LogLevel;

// A value of a log line: text, a number or a truth value.
class LogValue {
 public:
  LogValue(std::string_view text) : value_(text) {}
  LogValue(const char* text) : value_(std::string_view(text)) {}
  LogValue(const std::string& text) : value_(std::string_view(text)) {}
  LogValue(bool truth) : value_(truth) {}
  LogValue(int number) : value_(int64_t{number}) {}
  LogValue(int64_t number) : value_(number) {}
  LogValue(uint64_t number) : value_(static_cast<int64_t>(number)) {}
  LogValue(double number) : value_(number) {}

  void AppendJson(std::string& out) const;

 private:
  std::variant<std::string_view, bool, int64_t, double> value_;
};

struct LogField {
  std::string_view key;
  LogValue value;
};

// Writes {"time","level","service","message", fields…} if `level` is at least the set level.
// Thread-safe; a line is written whole.
void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

// True if lines of `level` are written; lets callers skip costly fields.
bool LogEnabled(LogLevel level);

// Lines below `level` are dropped from now on. Initially kInfo.
void SetLogLevel(LogLevel level);

// Name put into every line's "service" field; empty (the default) leaves the field out. Call it
// before other threads log.
void SetLogService(std::string name);

// "debug", "info", "warning" or "error".
absl::StatusOr<LogLevel> ParseLogLevel(std::string_view name);

// Appends `text` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void AppendJsonString(std::string_view text, std::string& out);

}  // namespace motcua

// Settings of a program: each is one row with a name, a default, bounds and help; flags,
// environment variables, --help and the checks at start all come from the rows.
//
//   config::Settings settings;
//   settings.Add(&port, "port", 7101, {1, 65535}, "port to listen on");
//   absl::Status status = settings.Parse(argc, argv, environ);
//
// A flag (--redis-connections=8 or --redis-connections 8; a bare --plaintext means true) beats the
// environment (MOTCUA_REDIS_CONNECTIONS), which beats the default.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace motcua::config {

// Least and greatest value allowed, both included.
struct IntBounds {
  int64_t least = 0;
  int64_t most = std::numeric_limits<int32_t>::max();
};
struct DurationBounds {
  absl::Duration least = absl::ZeroDuration();
  absl::Duration most = absl::InfiniteDuration();
};
// Texts allowed; empty allows any.
using Choices = std::vector<std::string>;

class Settings {
 public:
  // Each Add sets *target to the default at once; the target must outlive Parse. Names are
  // lower-case words joined by '-'. Adding a name twice is an error that Parse reports.
  void Add(std::string* target, std::string name, std::string fallback, Choices choices,
           std::string help);
  void Add(int* target, std::string name, int fallback, IntBounds bounds, std::string help);
  void Add(int64_t* target, std::string name, int64_t fallback, IntBounds bounds,
           std::string help);
  void Add(bool* target, std::string name, bool fallback, std::string help);
  // Durations are written like "2s", "1500ms" or "1h30m".
  void Add(absl::Duration* target, std::string name, absl::Duration fallback,
           DurationBounds bounds, std::string help);

  // Reads the environment, then the flags. INVALID_ARGUMENT naming every bad setting, its value and
  // its bounds, every unknown flag, and every argument that is not a flag.
  absl::Status Parse(int argc, const char* const* argv, const char* const* environment);

  // True if --help was among the flags; nothing else is checked then.
  bool help_asked() const { return help_asked_; }

  // All rows: flag, default, bounds, environment variable, help.
  std::string Help() const;

 private:
  struct Row {
    std::string name;
    std::string fallback;
    std::string bounds;  // In words; empty if any value will do.
    std::string help;
    bool is_switch = false;
    std::function<bool(std::string_view)> assign;  // False: bad value, target unchanged.
  };

  void AddRow(Row row);
  void AddInt(std::function<void(int64_t)> set, std::string name, int64_t fallback,
              IntBounds bounds, std::string help);
  Row* Find(std::string_view name);
  void ReadEnvironment(const char* const* environment);
  void ReadFlags(int argc, const char* const* argv);
  void Assign(const Row& row, std::string_view shown_name, std::string_view value);

  std::vector<Row> rows_;
  std::vector<std::string> errors_;
  bool help_asked_ = false;
};

}  // namespace motcua::config

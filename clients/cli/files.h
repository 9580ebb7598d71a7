// Files of the person at the terminal; errors are usage errors naming the file.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::cli {

absl::StatusOr<std::string> ReadFile(const std::string& path);

// A line of a file, with its number from 1.
struct NumberedLine {
  int number = 0;
  std::string text;
};

// The lines that hold more than blanks; "-" reads `in`.
absl::StatusOr<std::vector<NumberedLine>> ReadLines(const std::string& path, std::istream& in);

// Replaces a file as a whole: whoever reads it sees the old text or the new one.
absl::Status WriteWhole(const std::string& path, const std::string& text);

// The same, readable by its owner alone; makes the folder it stands in.
absl::Status WritePrivately(const std::string& path, const std::string& text);

}  // namespace motcua::cli

#include "clients/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/errors.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

absl::Status CannotWrite(const std::string& path) {
  return UsageError(Cat("cannot write ", path, ": ", std::strerror(errno)));
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

absl::Status Replace(const std::string& path, const std::string& text, mode_t mode) {
  const std::string fresh = Cat(path, ".new");
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return CannotWrite(path);
  const bool written = fchmod(file, mode) == 0 && WriteAll(file, text) && fsync(file) == 0;
  close(file);
  if (!written || rename(fresh.c_str(), path.c_str()) != 0) return CannotWrite(path);
  return absl::OkStatus();
}

std::vector<NumberedLine> LinesOf(std::istream& in) {
  std::vector<NumberedLine> lines;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back({number, line});
  }
  return lines;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) return UsageError(Cat("cannot read ", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

absl::StatusOr<std::vector<NumberedLine>> ReadLines(const std::string& path, std::istream& in) {
  if (path == "-") return LinesOf(in);
  MOTCUA_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::istringstream lines(text);
  return LinesOf(lines);
}

absl::Status WriteWhole(const std::string& path, const std::string& text) {
  return Replace(path, text, 0644);
}

absl::Status WritePrivately(const std::string& path, const std::string& text) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  return Replace(path, text, 0600);
}

}  // namespace motcua::cli

#include "common/shipped/shipped.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"

namespace motcua::shipped {
namespace {

namespace fs = std::filesystem;

constexpr char kCalendarFile[] = "calendar.textproto";

// The program that runs; "" where the system does not tell.
fs::path Self() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

// The nearest folder `name` in `from` or above it.
std::optional<fs::path> FindUpwards(fs::path from, const char* name) {
  std::error_code error;
  while (!from.empty()) {
    if (fs::is_directory(from / name, error)) return from / name;
    if (from == from.root_path()) break;
    from = from.parent_path();
  }
  return std::nullopt;
}

std::vector<fs::path> FoldersIn(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_directory(error)) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  return folders;
}

// What $`named` names, else the folder `what` of the installation or of the checkout.
absl::StatusOr<std::string> Find(const Variable& variable, const char* named, const char* what) {
  if (std::string path = variable(named); !path.empty()) return path;
  std::error_code error;
  const fs::path bin = Self().parent_path();
  const fs::path installed = bin.parent_path() / "share/motcua" / what;
  if (fs::is_directory(installed, error)) return installed.string();
  for (const fs::path& from : {fs::current_path(error), bin, fs::path(MOTCUA_SOURCE_DIR)}) {
    if (const auto found = FindUpwards(from, Cat("deploy/", what).c_str())) return found->string();
  }
  return NotFound(kCatalogueInvalid, Cat("no ", what, " folder is installed; set ", named));
}

absl::StatusOr<calendar::Calendar> LoadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return NotFound(kCatalogueInvalid, Cat("cannot read ", path.string()));
  std::string text(std::istreambuf_iterator<char>(file), {});
  const std::vector<catalogue::Catalogue::File> files = {{path.string(), std::move(text)}};
  MOTCUA_ASSIGN_OR_RETURN(const auto catalogue, catalogue::Catalogue::FromFiles(files));
  return catalogue.calendar();
}

}  // namespace

absl::StatusOr<std::string> FindCatalogue(const Variable& variable) {
  return Find(variable, "MOTCUA_CATALOGUE", "catalogue");
}

absl::StatusOr<std::string> FindCarriers(const Variable& variable) {
  return Find(variable, "MOTCUA_CARRIERS", "carriers");
}

absl::StatusOr<calendar::Calendar> LoadCalendar(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return LoadFile(path);
  if (fs::exists(fs::path(path) / kCalendarFile, error)) {
    return LoadFile(fs::path(path) / kCalendarFile);
  }
  for (const fs::path& folder : FoldersIn(path)) {
    if (fs::exists(folder / kCalendarFile, error)) return LoadFile(folder / kCalendarFile);
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto catalogue, catalogue::Catalogue::Load(path));
  return catalogue.calendar();
}

}  // namespace motcua::shipped

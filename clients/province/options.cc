#include "clients/province/options.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/config/settings.h"

namespace motcua::province {
namespace {

namespace fs = std::filesystem;

constexpr char kCatalogue[] = "deploy/catalogue/dong-thap";

constexpr char kAbout[] =
    "motcua-province: plays the people of the demo province (citizens, post clerks, officers and\n"
    "postmen) as clients of the public API. deploy/run.sh starts it.\n\n";

// Settings as they were written.
struct Words {
  std::string at;
  std::string from;
  std::string to;
};

void AddTo(config::Settings& settings, Options& options, Words& words) {
  settings.Add(&options.set_clock, "set-clock", "", {}, "only make this clock file, showing --at");
  settings.Add(&words.at, "at", "2023-01-01T00:00:00+07:00", {}, "RFC 3339, for --set-clock");
  settings.Add(&options.run_clock, "run-clock", "", {},
               "only drive this clock file at the pace of real time, until stopped");
  settings.Add(&options.endpoints, "endpoints", "var/endpoints", {},
               "file that says where the services are, NAME=HOST:PORT a line");
  settings.Add(&options.certs, "certs", "var/certs", {}, "folder of the people's certificates");
  settings.Add(&options.clock, "clock", "var/clock", {}, "clock file that this program drives");
  settings.Add(&options.state, "state", "var/province", {},
               "folder for what must be remembered between starts");
  settings.Add(&options.catalogue, "catalogue", "", {},
               Cat("folder of the catalogue; by default ", kCatalogue, " of the source tree"));
  settings.Add(&options.plan.dossiers, "dossiers", 2000, {1, 10'000'000},
               "how many dossiers are filed over the period");
  settings.Add(&options.plan.seed, "seed", int64_t{1}, {}, "another number, another course");
  settings.Add(&words.from, "from", "2023-01-01", {}, "first day of the period");
  settings.Add(&words.to, "to", "2023-08-18", {}, "last day of the period");
  settings.Add(&options.quantum, "quantum", absl::Minutes(30), {absl::Minutes(1), absl::Hours(4)},
               "people act at the nearest multiple of this");
  settings.Add(&options.reorganise, "reorganise", false,
               "carry out the catalogue's reorganisations whose day lies in the period");
  settings.Add(&options.keep_time, "keep-time", false,
               "go on at the pace of real time after the period, until stopped");
}

absl::Status Wrong(std::string_view setting, std::string_view value, std::string_view wanted) {
  return InvalidArgument(kSettingInvalid, Cat("--", setting, "=", value, ": must be ", wanted));
}

absl::Status ReadDay(std::string_view setting, const std::string& word, absl::CivilDay& day) {
  if (absl::ParseCivilTime(word, &day)) return absl::OkStatus();
  return Wrong(setting, word, "a day, as 2023-01-01");
}

absl::Status ReadWords(const Words& words, Options& options) {
  if (!absl::ParseTime(absl::RFC3339_full, words.at, &options.at, nullptr)) {
    return Wrong("at", words.at, "a time, as 2023-01-01T00:00:00+07:00");
  }
  MOTCUA_RETURN_IF_ERROR(ReadDay("from", words.from, options.plan.from));
  MOTCUA_RETURN_IF_ERROR(ReadDay("to", words.to, options.plan.to));
  if (options.plan.from > options.plan.to) return Wrong("to", words.to, "no earlier than --from");
  return absl::OkStatus();
}

// The catalogue of the tree the program was started in or built in.
std::string FindCatalogue() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder : {fs::current_path(error), program.parent_path()}) {
    for (; !folder.empty(); folder = folder.parent_path()) {
      if (fs::exists(folder / kCatalogue, error)) return folder / kCatalogue;
      if (folder == folder.parent_path()) break;
    }
  }
  return kCatalogue;
}

}  // namespace

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv) {
  Options options;
  Words words;
  config::Settings settings;
  AddTo(settings, options, words);
  MOTCUA_RETURN_IF_ERROR(settings.Parse(argc, argv, environ));
  if (settings.help_asked()) {
    std::printf("%s%s", kAbout, settings.Help().c_str());
    return std::nullopt;
  }
  MOTCUA_RETURN_IF_ERROR(ReadWords(words, options));
  if (options.catalogue.empty()) options.catalogue = FindCatalogue();
  return options;
}

}  // namespace motcua::province

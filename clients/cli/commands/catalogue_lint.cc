#include <algorithm>
#include <optional>

#include "clients/cli/commands/catalogue.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/json.h"
#include "common/base/strings.h"
#include "common/catalogue/lint/lint.h"
#include "common/catalogue/unit_index.h"

namespace motcua::cli {
namespace {

using catalogue::Catalogue;
using catalogue::Finding;
using catalogue::Severity;

struct Args {
  std::string directory;
  std::string on;
  bool strict = false;
};

const char* WordOf(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

std::string JsonOf(const Finding& finding) {
  return JsonObject({{"severity", JsonString(WordOf(finding.severity))},
                     {"rule", JsonString(finding.rule)},
                     {"file", JsonString(finding.file)},
                     {"line", Cat(finding.line)},
                     {"message", JsonString(finding.message)}});
}

void ShowJson(Session& session, const std::vector<Finding>& findings, int errors, int warnings) {
  std::vector<std::string> items;
  for (const Finding& finding : findings) items.push_back(JsonOf(finding));
  session.out() << JsonObject({{"findings", JsonArray(items)},
                               {"errors", Cat(errors)},
                               {"warnings", Cat(warnings)}})
                << "\n";
}

void ShowText(Session& session, const std::vector<Finding>& findings, int errors, int warnings) {
  for (const Finding& finding : findings) {
    session.out() << Cat(finding.file, ":", finding.line, ": ", WordOf(finding.severity), ": ",
                         finding.message, " [", finding.rule, "]\n");
  }
  session.out() << Cat(errors, errors == 1 ? " error, " : " errors, ", warnings,
                       warnings == 1 ? " warning\n" : " warnings\n");
}

absl::Status Lint(Session& session, const Args& args) {
  std::optional<absl::CivilDay> on;
  if (!args.on.empty() && !catalogue::ParseDay(args.on, &on.emplace())) {
    return UsageError(Cat("--on: '", args.on, "' is not a day as 2023-01-18"));
  }
  const auto files = Catalogue::ReadFiles(args.directory);
  if (!files.ok()) return AsUsage(files.status());
  const std::vector<Finding> findings = catalogue::Lint(*files, on);
  const int all = static_cast<int>(findings.size());
  const int errors = static_cast<int>(std::ranges::count_if(findings, [](const Finding& finding) {
    return finding.severity == Severity::kError;
  }));
  (session.json() ? ShowJson : ShowText)(session, findings, errors, all - errors);
  if (errors > 0) return absl::FailedPreconditionError("the catalogue has errors");
  if (args.strict && all > 0) return absl::FailedPreconditionError("the catalogue has warnings");
  return absl::OkStatus();
}

}  // namespace

void AddCatalogueLint(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("catalogue lint", Group::kCalculators,
               "Finds what is wrong or odd in a catalogue; the rules are in docs/catalogue.md.")
      .Text("DIR", &args->directory, "", "Folder of the catalogue.")
      .Required()
      .Text("--on", &args->on, "DAY", "Look at this day alone. Default: all days.")
      .Flag("--strict", &args->strict, "Fail on warnings too.")
      .Example("motcua catalogue lint deploy/catalogue/dong-thap")
      .Example("motcua catalogue lint deploy/catalogue/dong-thap --on 2025-07-01 --json")
      .Run([args](Session& session) { return Lint(session, *args); });
}

}  // namespace motcua::cli

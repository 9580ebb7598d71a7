#include "clients/cli/commands/catalogue.h"
#include "clients/cli/output/json.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/diff/diff.h"

namespace motcua::cli {
namespace {

using catalogue::Catalogue;
using catalogue::Change;

struct Args {
  std::string before;
  std::string after;
};

std::string JsonOf(const Change& change) {
  std::vector<std::string> details;
  for (const std::string& detail : change.details) details.push_back(JsonString(detail));
  return JsonObject({{"kind", JsonString(WordOf(change.kind))},
                     {"what", JsonString(change.what)},
                     {"key", JsonString(change.key)},
                     {"name", JsonString(change.name)},
                     {"details", JsonArray(details)}});
}

std::string TextOf(const Change& change) {
  std::string text = Cat(WordOf(change.kind), " ", change.what, " ", change.key);
  Append(&text, change.name.empty() ? "" : "  ", change.name, "\n");
  for (const std::string& detail : change.details) Append(&text, "    ", detail, "\n");
  return text;
}

absl::StatusOr<Catalogue> Load(const std::string& directory) {
  auto loaded = Catalogue::Load(directory);
  if (!loaded.ok()) return AsUsage(loaded.status());
  return loaded;
}

absl::Status Diff(Session& session, const Args& args) {
  MOTCUA_ASSIGN_OR_RETURN(const Catalogue before, Load(args.before));
  MOTCUA_ASSIGN_OR_RETURN(const Catalogue after, Load(args.after));
  const std::vector<Change> changes = catalogue::Diff(before, after);
  if (session.json()) {
    std::vector<std::string> items;
    for (const Change& change : changes) items.push_back(JsonOf(change));
    session.out() << JsonObject({{"changes", JsonArray(items)}}) << "\n";
    return absl::OkStatus();
  }
  for (const Change& change : changes) session.out() << TextOf(change);
  if (changes.empty()) session.out() << "Nothing has changed.\n";
  return absl::OkStatus();
}

}  // namespace

void AddCatalogueDiff(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("catalogue diff", Group::kCalculators,
               "Says in words what changed from one catalogue to another.")
      .Text("OLD", &args->before, "", "Folder of the catalogue before.")
      .Required()
      .Text("NEW", &args->after, "", "Folder of the catalogue after.")
      .Required()
      .Example("motcua catalogue diff deploy/catalogue/dong-thap next-year")
      .Run([args](Session& session) { return Diff(session, *args); });
}

}  // namespace motcua::cli

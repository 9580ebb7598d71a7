#include <filesystem>

#include "clients/cli/commands/catalogue.h"
#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/import/import.h"

namespace motcua::cli {
namespace {

using catalogue::Import;
using catalogue::RowRemark;

struct Args {
  std::string table;
  std::string out;
  std::string report;
  bool strict = false;
};

std::string JsonOf(const RowRemark& remark) {
  return JsonObject({{"row", Cat(remark.row)},
                     {"line", Cat(remark.line)},
                     {"code", JsonString(remark.code)},
                     {"outcome", JsonString(remark.rejected ? "rejected" : "taken")},
                     {"reason", JsonString(remark.reason)},
                     {"message", JsonString(remark.message)}});
}

void Show(Session& session, const Import& import) {
  if (session.json()) {
    std::vector<std::string> remarks;
    for (const RowRemark& remark : import.remarks) remarks.push_back(JsonOf(remark));
    session.out() << JsonObject({{"rows", Cat(import.rows)},
                                 {"taken", Cat(import.procedures.size())},
                                 {"rejected", Cat(import.rejected())},
                                 {"remarks", JsonArray(remarks)}})
                  << "\n";
    return;
  }
  Table table({{"ROW", Align::kRight}, {"LINE", Align::kRight}, {"CODE"}, {"OUTCOME"}, {"WHY"}});
  for (const RowRemark& remark : import.remarks) {
    table.Add({Cat(remark.row), Cat(remark.line), remark.code,
               remark.rejected ? "rejected" : "taken", remark.message});
  }
  if (!table.empty()) session.out() << session.Show(table, "") << "\n";
  session.out() << Cat(import.rows, " rows: ", import.procedures.size(), " taken, ",
                       import.rejected(), " rejected\n");
}

absl::Status ImportTable(Session& session, const Args& args) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string csv, ReadFile(args.table));
  const auto import = catalogue::ImportProcedures(csv);
  if (!import.ok()) return UsageError(Cat(args.table, ": ", std::string(import.status().message())));
  if (!args.report.empty()) MOTCUA_RETURN_IF_ERROR(WriteWhole(args.report, ToReport(*import)));
  Show(session, *import);
  if (args.strict && import->rejected() > 0) {
    return absl::FailedPreconditionError("rows were rejected, so nothing was written");
  }
  const std::string origin = std::filesystem::path(args.table).filename().string();
  return WriteWhole(args.out, ToTextproto(*import, origin));
}

}  // namespace

void AddCatalogueImport(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("catalogue import", Group::kCalculators,
               "Makes procedures of a table (CSV) and says which rows it rejects and why.")
      .File("TABLE", &args->table, "The table; its columns are in docs/catalogue.md.")
      .Required()
      .File("--out", &args->out, "Where the procedures go (*.textproto).")
      .Required()
      .File("--report", &args->report, "Also write the remarks there, as CSV.")
      .Flag("--strict", &args->strict, "Write no procedures if any row is rejected.")
      .Example("motcua catalogue import table.csv --out procedures.textproto --report report.csv")
      .Run([args](Session& session) { return ImportTable(session, *args); });
}

}  // namespace motcua::cli

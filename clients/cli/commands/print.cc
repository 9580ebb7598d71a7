#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "clients/cli/print/facts.h"
#include "clients/cli/print/postal.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "common/forms/chromium.h"

namespace motcua::cli {
namespace {

struct PrintArgs {
  std::string form, what, html, pdf;
  int year = 0;
  reporting::v1::ReportUnits units = reporting::v1::REPORT_UNITS_OF_THE_DAY;
  ByHand by_hand;
};

absl::StatusOr<std::string> PageOf(Session& session, const PrintArgs& args) {
  if (args.form == "register") {
    const auto today = absl::ToCivilDay(session.clock().Now(), LocalZone());
    const int year = args.year == 0 ? static_cast<int>(today.year()) : args.year;
    return RegisterPage(session, args.what, year, args.units);
  }
  if (args.form == "slip") return SlipPage(session, args.what);
  if (args.form == "record") return RecordPage(session, args.what);
  MOTCUA_ASSIGN_OR_RETURN(const DossierFacts facts, AskDossier(session, args.what, args.by_hand));
  if (args.form == "receipt") return ReceiptPage(facts);
  if (args.form == "supplement") return SupplementPage(facts);
  if (args.form == "refusal") return RefusalPage(facts);
  if (args.form == "apology") return ApologyPage(facts, session.clock().Now());
  if (args.form == "stop") return StopPage(facts);
  return ControlPage(session, facts);
}

absl::Status Print(Session& session, const PrintArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string page, PageOf(session, args));
  if (args.html.empty() && args.pdf.empty()) {
    session.out() << page;
    return absl::OkStatus();
  }
  // The pages hold personal data: the files are their owner's alone.
  if (!args.html.empty()) MOTCUA_RETURN_IF_ERROR(WritePrivately(args.html, page));
  if (args.pdf.empty()) return absl::OkStatus();
  const auto pdf = forms::PdfOf(page);
  if (absl::IsNotFound(pdf.status())) return UsageError(std::string(pdf.status().message()));
  MOTCUA_RETURN_IF_ERROR(pdf.status());
  return WritePrivately(args.pdf, *pdf);
}

}  // namespace

void AddPrint(Program& program) {
  auto args = std::make_shared<PrintArgs>();
  program
      .Command("print", Group::kCitizens,
               "Prints a form of the circulars: on the output as HTML, or into files.")
      .Choice("FORM", &args->form,
              {"receipt", "supplement", "refusal", "apology", "stop", "control", "register", "slip",
               "record"},
              "Which form.")
      .Required()
      .Text("CODE", &args->what, "",
            "The dossier; for the register the one-stop unit, for the slip the parcel, for the "
            "record "
            "the bag.")
      .Required()
      .File("--html", &args->html, "Writes the page to this file.")
      .File("--pdf", &args->pdf, "Writes a PDF to this file; Chromium makes it.")
      .Number("--year", &args->year, 2000, 2100, "Year of the register; default: this one.")
      .Choice("--units", &args->units,
              "today: the register also of units whose work the unit goes on with, theirs first. "
              "Default: of-the-day, only its own.")
      .Text("--officer", &args->by_hand.officer, "NAME", "Who signs for the agency.")
      .Text("--phone", &args->by_hand.phone, "NUMBER", "Whom the citizen may ring up.")
      .Text("--reason", &args->by_hand.reason, "TEXT", "Why an apology must be made.")
      .Time("--new-due", &args->by_hand.new_due, "The new date of an apology.")
      .Example("motcua print receipt 000.31.14.H20-230118-0002 --pdf receipt.pdf")
      .Example("motcua print register 30037 --year 2023 --pdf register.pdf")
      .Example("motcua print register 30037 --year 2025 --units today --html register.html")
      .Run([args](Session& session) { return Print(session, *args); });
}

}  // namespace motcua::cli

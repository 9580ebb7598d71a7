#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/words.h"
#include "clients/cli/verdicts.h"
#include "common/base/strings.h"
#include "common/validate/dossier_code.h"
#include "common/validate/identity.h"
#include "common/validate/name.h"
#include "common/validate/phone.h"

namespace motcua::cli {
namespace {

struct CheckArgs {
  std::string kind;
  std::vector<std::string> value;
  absl::Time on = absl::InfinitePast();
};

Calculate CheckOf(const CheckArgs& args, absl::CivilDay today) {
  if (args.kind == "identity") {
    return
        [today](std::string_view text) { return Answered{validate::CheckIdentity(text, today)}; };
  }
  if (args.kind == "phone") {
    return [](std::string_view text) { return Answered{validate::CheckPhone(text)}; };
  }
  if (args.kind == "name") {
    return [](std::string_view text) { return Answered{validate::CheckName(text)}; };
  }
  return [](std::string_view text) { return Answered{validate::CheckDossierCode(text)}; };
}

// A name may come as several arguments.
std::string Together(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) Append(&text, text.empty() ? "" : " ", word);
  return text;
}

absl::Status Check(Session& session, const CheckArgs& args) {
  const bool now = args.on == absl::InfinitePast();
  const absl::Time on = now ? session.clock().Now() : args.on;
  const Calculate calculate = CheckOf(args, absl::ToCivilDay(on, LocalZone()));
  const std::string value = Together(args.value);
  const bool lines = args.value.empty() || value == "-";
  return lines ? AnswerLines(session, calculate) : AnswerOne(session, value, calculate);
}

}  // namespace

void AddCheck(Program& program) {
  auto args = std::make_shared<CheckArgs>();
  program
      .Command("check", Group::kCalculators,
               "Checks an identity number, a phone, a name or a dossier's code by its form and "
               "puts it in order; needs no server.")
      .Choice("KIND", &args->kind, {"identity", "phone", "name", "code"}, "What it is.")
      .Required()
      .List("VALUE", &args->value, "",
            "What to check. Default, and -: each line of standard input, a line of JSON for each.")
      .Time("--on", &args->on, "The day births must not lie after. Default: today.")
      .Example("motcua check identity 087190001234")
      .Example("motcua check name --json 'NguyÔn V¨n An'")
      .Example("motcua check phone < phones.txt")
      .Run([args](Session& session) { return Check(session, *args); });
}

}  // namespace motcua::cli

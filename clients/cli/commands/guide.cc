#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/text.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct GuideArgs {
  std::vector<std::string> words;
  std::string case_key;
  std::string unit;
  std::string filing_day;
  std::string home;
  type::v1::Channel channel = type::v1::CHANNEL_UNSPECIFIED;
  std::vector<std::string> answers;  // KEY=yes, KEY=no
  bool ask = false;
  int limit = 20;
};

// "1.001193": digits, a point, digits.
bool IsProcedureCode(const std::string& text) {
  const size_t point = text.find('.');
  return point != 0 && point != std::string::npos && point + 1 < text.size() &&
         text.find_first_not_of("0123456789.") == std::string::npos;
}

std::string LevelWords(const ProcedureSummary& procedure) {
  std::vector<std::string> words;
  for (int level : procedure.levels()) words.push_back(Word(static_cast<type::v1::Level>(level)));
  return Join(words);
}

std::string ProcedureTable(Session& session, const SearchProceduresResponse& found) {
  Table table({{"CODE"}, {"PROCEDURE"}, {"FIELD"}, {"LEVELS"}, {"LIMIT"}, {"FEE", Align::kRight}});
  for (const auto& p : found.procedures()) {
    table.Add({p.code(), p.name(), p.field(), LevelWords(p), Limit(p.limit()), Money(p.fee_vnd())});
  }
  std::string text = session.Show(table, "No procedure has these words.");
  if (!found.next_page_token().empty()) text += "There are more: add words, or raise --limit.\n";
  return text;
}

// "07:00-11:30, 13:30-17:00; Saturdays 07:00-11:30".
std::string HoursOf(const GetGuidanceResponse& guidance) {
  std::vector<std::string> working_days, saturdays;
  for (const auto& hours : guidance.opening_hours()) {
    (hours.saturday() ? saturdays : working_days).push_back(Cat(hours.begin(), "-", hours.end()));
  }
  return saturdays.empty() ? Join(working_days)
                           : Cat(Join(working_days), "; Saturdays ", Join(saturdays));
}

std::string FactsOf(const GetGuidanceResponse& guidance, const std::string& filing_day) {
  const ProcedureSummary& p = guidance.procedure();
  const std::string promise = guidance.has_due_time() ? Local(guidance.due_time()) : "";
  return Facts(
      {{"Procedure", Cat(p.code(), "  ", p.name())},
       {"Field", p.field()},
       {"Levels", LevelWords(p)},
       {"Limit", Limit(p.limit())},
       {"Fee", p.fee_known() || p.fee_vnd() > 0 ? Money(p.fee_vnd()) : "as the province says"},
       {"Case", guidance.case_key()},
       {"Post", guidance.personal_presence() ? "no: come in person" : "yes"},
       {filing_day.empty() ? "If accepted now" : "If filed that day", promise},
       {"Counts from", Local(guidance.counts_from_time())},
       {"Open", HoursOf(guidance)},
       {"Closed until", Local(guidance.opens_time())},
       {"Postage both ways", guidance.postage_vnd() > 0 ? Money(guidance.postage_vnd()) : ""},
       {"Postman comes", Local(guidance.postman_visit().begin_time())}});
}

std::string PapersOf(Session& session, const GetGuidanceResponse& guidance) {
  Table table({{"PAPER"}, {"KIND"}, {"COUNT", Align::kRight}, {"REQUIRED"}, {"CASES"}});
  for (const auto& paper : guidance.papers()) {
    const std::vector<std::string> cases(paper.case_keys().begin(), paper.case_keys().end());
    table.Add({paper.name(), Word(paper.kind()), Cat(paper.count()),
               paper.required() ? "yes" : "if there is one", cases.empty() ? "all" : Join(cases)});
  }
  return session.Show(table, "No papers.");
}

std::string CasesOf(Session& session, const GetGuidanceResponse& guidance) {
  if (guidance.decided() || guidance.cases().empty()) return "";
  Table table({{"CASE"}, {"WHEN"}});
  for (const auto& one : guidance.cases()) table.Add({one.key(), one.question()});
  return Cat("\n", session.Show(table, ""));
}

std::string StepsOf(Session& session, const GetGuidanceResponse& guidance) {
  Table table({{"STAGE", Align::kRight}, {"STEP"}, {"UNIT"}, {""}});
  for (const auto& step : guidance.steps()) {
    table.Add({Cat(step.stage()), step.name(), step.unit_code(), step.unit_name()});
  }
  return session.Show(table, "No steps.");
}

std::string AdviceOf(const GetGuidanceResponse& guidance) {
  std::string text;
  for (const std::string& sentence : guidance.advice()) Append(&text, sentence, "\n");
  return text.empty() ? "" : Cat("\n", text);
}

absl::Status AddAnswers(const std::vector<std::string>& answers, GetGuidanceRequest& request) {
  for (const std::string& text : answers) {
    const size_t sign = text.rfind('=');
    const std::string word = sign == std::string::npos ? "" : text.substr(sign + 1);
    if (word != "yes" && word != "no") {
      return absl::InvalidArgumentError(Cat("--answer ", text, ": must be KEY=yes or KEY=no"));
    }
    CaseAnswer& answer = *request.add_answers();
    answer.set_case_key(text.substr(0, sign));
    answer.set_yes(word == "yes");
  }
  return absl::OkStatus();
}

// y or n (c for "có", k for "không"), asked again until it is one of them.
absl::StatusOr<bool> ReadAnswer(Session& session, const std::string& question) {
  std::string line;
  do {
    session.err() << question << " [y/n] " << std::flush;
    if (!std::getline(session.in(), line)) {
      return absl::InvalidArgumentError("the questions were not all answered");
    }
    if (!line.empty()) line = Fold(line).substr(0, 1);
  } while (line.empty() || std::string_view("ynck").find(line) == std::string_view::npos);
  return line == "y" || line == "c";
}

absl::StatusOr<GetGuidanceResponse> GetGuidance(Session& session, GetGuidanceRequest request,
                                                bool ask) {
  while (true) {
    MOTCUA_ASSIGN_OR_RETURN(
        GetGuidanceResponse guidance,
        Call<IntakeService>(session, &IntakeService::Stub::GetGuidance, request));
    if (!ask || !guidance.has_next_question()) return guidance;
    MOTCUA_ASSIGN_OR_RETURN(const bool yes,
                            ReadAnswer(session, guidance.next_question().question()));
    CaseAnswer& answer = *request.add_answers();
    answer.set_case_key(guidance.next_question().key());
    answer.set_yes(yes);
  }
}

absl::Status ShowDetails(Session& session, const std::string& code, const GuideArgs& args) {
  GetGuidanceRequest request;
  request.set_procedure_code(code);
  request.set_case_key(args.case_key);
  request.set_receiving_unit(args.unit);
  request.set_filing_day(args.filing_day);
  request.set_channel(args.channel);
  request.set_home_commune(args.home);
  MOTCUA_RETURN_IF_ERROR(AddAnswers(args.answers, request));
  MOTCUA_ASSIGN_OR_RETURN(const auto guidance, GetGuidance(session, request, args.ask));
  return session.Answer(guidance, Cat(FactsOf(guidance, args.filing_day), CasesOf(session, guidance), "\n",
                                      PapersOf(session, guidance), "\n", StepsOf(session, guidance),
                                      AdviceOf(guidance)));
}

absl::Status Guide(Session& session, const GuideArgs& args) {
  if (args.words.size() == 1 && IsProcedureCode(args.words[0])) {
    return ShowDetails(session, args.words[0], args);
  }
  SearchProceduresRequest request;
  std::string text;
  for (const std::string& word : args.words) text += (text.empty() ? "" : " ") + word;
  request.set_text(text);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto found,
      CallPaged<IntakeService>(session, &IntakeService::Stub::SearchProcedures, request, args.limit,
                               &SearchProceduresResponse::procedures_size));
  // One hit is what was looked for. Programs get what they asked for.
  if (found.procedures_size() == 1 && !session.json()) {
    return ShowDetails(session, found.procedures(0).code(), args);
  }
  return session.Answer(found, ProcedureTable(session, found));
}

}  // namespace

void AddGuide(Program& program) {
  auto args = std::make_shared<GuideArgs>();
  program
      .Command("guide", Group::kCitizens,
               "Finds procedures by words, or says what one needs: papers, fee, limit, steps.")
      .List("WORDS", &args->words, "", "Words of its name or field, or its code. None: all.")
      .Text("--case", &args->case_key, "KEY", "Only the papers of this case.")
      .Flag("--ask", &args->ask, "Ask the questions that decide the case, on the terminal.")
      .List("--answer", &args->answers, "KEY=yes|no", "An answer to the question of a case.")
      .Choice("--channel", &args->channel,
              "How it would come in: limit and fee may depend on it. Default: counter.")
      .Text("--unit", &args->unit, "UNIT",
            "One-stop unit it would be filed at: adds the promise and the opening hours.")
      .Text("--home", &args->home, "COMMUNE",
            "With --channel postal, where the applicant lives: adds postage and the postman's visit.")
      .Text("--filing-day", &args->filing_day, "DAY",
            "What holds when it is filed on that day, 2023-01-18. Default: now.")
      .Number("--limit", &args->limit, 1, 10000, "At most so many procedures. Default: 20.")
      .Example("motcua guide khai sinh")
      .Example("motcua guide 1.001193 --unit 30037")
      .Example("motcua guide 1.001193 --unit 30037 --channel postal --home 30037")
      .Example("motcua guide 1.001193 --unit 30037 --filing-day 2024-07-01")
      .Example("motcua guide 1.009999 --ask")
      .Example("motcua guide 1.009999 --answer permit_kept=no --answer permit_lost=yes")
      .Run([args](Session& session) { return Guide(session, *args); });
}

}  // namespace motcua::cli

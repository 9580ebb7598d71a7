#include <map>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/event_submit.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service
using routing::v1::RoutingService;

struct GuideArgs {
  std::string code;
  std::string unit;
  std::string filing_day;
  std::vector<std::string> cases;
};

std::string Codes(const google::protobuf::RepeatedPtrField<std::string>& codes) {
  return Join(std::vector<std::string>(codes.begin(), codes.end()));
}

absl::Status ListEvents(Session& session, const GuideArgs& args) {
  ListCitizenEventsRequest request;
  request.set_filing_day(args.filing_day);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      Call<IntakeService>(session, &IntakeService::Stub::ListCitizenEvents, request));
  Table table({{"EVENT"}, {"NAME"}, {"PROCEDURES"}});
  for (const auto& event : list.events()) {
    std::vector<std::string> codes;
    for (const auto& procedure : event.procedures()) codes.push_back(procedure.code());
    table.Add({event.code(), event.name(), Join(codes)});
  }
  return session.Answer(list, session.Show(table, "There is no event on that day."));
}

std::string GuidanceText(Session& session, const GetEventGuidanceResponse& guidance) {
  Table steps({{"PROCEDURE"}, {"NAME"}, {"LIMIT"}, {"AFTER"}, {"PROMISE IF FILED NOW"}});
  for (const auto& step : guidance.steps()) {
    steps.Add({step.procedure().code(), step.procedure().name(), Limit(step.procedure().limit()),
               Codes(step.after()), Local(step.due_time())});
  }
  Table papers({{"PAPER"}, {"KIND"}, {"COUNT", Align::kRight}, {"REQUIRED"}, {"FOR"}});
  for (const auto& paper : guidance.papers()) {
    papers.Add({paper.name(), Word(paper.kind()), Cat(paper.count()),
                paper.required() ? "yes" : "if there is one", Codes(paper.procedure_codes())});
  }
  const std::string more = guidance.fee_known() ? "" : " and what the province says";
  return Cat(Facts({{"Event", Cat(guidance.event_code(), "  ", guidance.name())},
                    {"Fee", Cat(Money(guidance.fee_vnd()), more)},
                    {"Post", guidance.personal_presence() ? "no: come in person" : "yes"}}),
             "\n", session.Show(steps, ""), "\n", session.Show(papers, "No papers."));
}

absl::Status Guide(Session& session, const GuideArgs& args) {
  if (args.code.empty()) return ListEvents(session, args);
  GetEventGuidanceRequest request;
  request.set_event_code(args.code);
  request.set_receiving_unit(args.unit);
  request.set_filing_day(args.filing_day);
  MOTCUA_ASSIGN_OR_RETURN(const auto cases, ParseCases(args.cases));
  for (const auto& [procedure, key] : cases) {
    EventCase& one = *request.add_cases();
    one.set_procedure_code(procedure);
    one.set_case_key(key);
  }
  MOTCUA_ASSIGN_OR_RETURN(
      const auto guidance,
      Call<IntakeService>(session, &IntakeService::Stub::GetEventGuidance, request));
  return session.Answer(guidance, GuidanceText(session, guidance));
}

// Where the journey stands and the promise in force, of an accepted dossier.
std::pair<std::string, std::string> JourneyOf(Session& session, const std::string& code) {
  routing::v1::GetJourneyRequest request;
  request.set_dossier_code(code);
  const auto found = Call<RoutingService>(session, &RoutingService::Stub::GetJourney, request);
  if (!found.ok()) return {};
  return {Word(found->journey().state()), Local(found->journey().due_time())};
}

absl::Status Show(Session& session, const std::string& code) {
  GetCitizenEventRequest request;
  request.set_dossier_code(code);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto group,
      Call<IntakeService>(session, &IntakeService::Stub::GetCitizenEvent, request));
  Table table({{"DOSSIER"}, {"PROCEDURE"}, {"STATE"}, {"ACCEPTED"}, {"JOURNEY"}, {"PROMISE"},
               {"WAITS FOR"}});
  for (const EventDossier& one : group.dossiers()) {
    std::pair<std::string, std::string> journey;
    if (one.has_accept_time() && !session.json()) journey = JourneyOf(session, one.dossier_code());
    const std::string first = Local(one.due_time());
    table.Add({one.dossier_code(), one.procedure_code(), Word(one.state()),
               Local(one.accept_time()), journey.first,
               journey.second.empty() ? first : journey.second, Codes(one.waits_for())});
  }
  for (const std::string& archived : group.archived_codes()) table.Add({archived, "", "archived"});
  return session.Answer(group,
                        Cat(Facts({{"Event", Cat(group.event_code(), "  ", group.name())},
                                   {"Group", group.event_group()}}),
                            "\n", session.Show(table, "")));
}

void AddEventGuide(Program& program) {
  auto args = std::make_shared<GuideArgs>();
  program
      .Command("event guide", Group::kCitizens,
               "Lists citizens' events, or says what one needs: one checklist for all of it.")
      .Text("EVENT", &args->code, "", "Code of the event. None: lists them.")
      .Text("--unit", &args->unit, "UNIT", "One-stop unit it would be filed at: adds promises.")
      .Text("--filing-day", &args->filing_day, "DAY", "Filed on that day, 2023-01-18. Default: now.")
      .List("--case", &args->cases, "PROCEDURE=KEY", "The case of one of its procedures.")
      .Example("motcua event guide")
      .Example("motcua event guide 2.000986 --unit 30037")
      .Run([args](Session& session) { return Guide(session, *args); });
}

void AddEventShow(Program& program) {
  auto code = std::make_shared<std::string>();
  program
      .Command("event show", Group::kCitizens,
               "Shows the dossiers filed for a citizen's event: clocks, promises, who waits for whom.")
      .Text("CODE", code.get(), "", "Any dossier of the event.")
      .Required()
      .Example("motcua event show 000.31.14.H20-230118-0002")
      .Run([code](Session& session) { return Show(session, *code); });
}

}  // namespace

void AddEvent(Program& program) {
  program.Family("event", Group::kCitizens,
                 "Events of a citizen's life: several procedures filed together.");
  AddEventGuide(program);
  AddEventSubmit(program);
  AddEventShow(program);
}

}  // namespace motcua::cli

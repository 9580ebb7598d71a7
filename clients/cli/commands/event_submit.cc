#include "clients/cli/commands/event_submit.h"

#include "clients/cli/commands/papers.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct SubmitArgs {
  std::string event;
  std::string from;
  std::string unit;
  type::v1::Channel channel = type::v1::CHANNEL_COUNTER;
  type::v1::ReturnMethod return_method = type::v1::RETURN_METHOD_UNSPECIFIED;
  type::v1::Applicant applicant;
  std::string name, identity, phone, email, address, commune;
  std::vector<std::string> papers;
  std::vector<std::string> cases;
  bool all_papers = false;
  bool accept = false;
};

// The checklist as papers: those of one procedure go to it alone.
absl::Status AddRequiredPapers(Session& session, const std::map<std::string, std::string>& cases,
                               SubmitCitizenEventRequest& request) {
  GetEventGuidanceRequest ask;
  ask.set_event_code(request.event_code());
  for (const auto& [procedure, key] : cases) {
    EventCase& one = *ask.add_cases();
    one.set_procedure_code(procedure);
    one.set_case_key(key);
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto guidance,
                          Call<IntakeService>(session, &IntakeService::Stub::GetEventGuidance, ask));
  std::map<std::string, EventPart*> parts;
  for (EventPart& part : *request.mutable_parts()) parts[part.procedure_code()] = &part;
  for (const auto& needed : guidance.papers()) {
    if (!needed.required()) continue;
    type::v1::Paper paper;
    paper.set_name(needed.name());
    paper.set_kind(needed.kind());
    paper.set_count(needed.count());
    if (needed.procedure_codes_size() > 1) {
      *request.add_papers() = paper;
      continue;
    }
    EventPart*& part = parts[needed.procedure_codes(0)];
    if (part == nullptr) {
      part = request.add_parts();
      part->set_procedure_code(needed.procedure_codes(0));
    }
    *part->add_papers() = paper;
  }
  return absl::OkStatus();
}

void Fill(const SubmitArgs& args, SubmitCitizenEventRequest& request) {
  request.set_event_code(args.event);
  request.set_receiving_unit(args.unit);
  request.set_channel(args.channel);
  request.set_return_method(args.return_method);
  auto& applicant = *request.mutable_applicant();
  applicant.set_name(args.name);
  applicant.set_identity_number(args.identity);
  applicant.set_phone(args.phone);
  applicant.set_email(args.email);
  applicant.set_address(args.address);
  applicant.set_commune_code(args.commune);
  ParsePapers(args.papers, request.mutable_papers());
  request.set_accept(args.accept);
}

std::string FiledText(Session& session, const SubmitCitizenEventResponse& filed) {
  Table table({{"DOSSIER"}, {"PROCEDURE"}, {"STATE"}, {"PROMISE"}, {"WAITS FOR"}});
  for (const EventDossier& one : filed.dossiers()) {
    const std::vector<std::string> waits(one.waits_for().begin(), one.waits_for().end());
    table.Add({one.dossier_code(), one.procedure_code(), Word(one.state()), Local(one.due_time()),
               Join(waits)});
  }
  return session.Show(table, "");
}

absl::Status Submit(Session& session, const SubmitArgs& args) {
  SubmitCitizenEventRequest request;
  if (!args.from.empty()) {
    MOTCUA_ASSIGN_OR_RETURN(const std::string json, ReadFile(args.from));
    MOTCUA_RETURN_IF_ERROR(FromJson(json, &request));
  } else {
    Fill(args, request);
    MOTCUA_ASSIGN_OR_RETURN(const auto cases, ParseCases(args.cases));
    for (const auto& [procedure, key] : cases) {
      EventPart& part = *request.add_parts();
      part.set_procedure_code(procedure);
      part.set_case_key(key);
    }
    if (args.all_papers) MOTCUA_RETURN_IF_ERROR(AddRequiredPapers(session, cases, request));
  }
  if (request.request_id().empty()) request.set_request_id(session.RequestId());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto filed,
      Call<IntakeService>(session, &IntakeService::Stub::SubmitCitizenEvent, request));
  return session.Answer(filed, FiledText(session, filed));
}

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ParseCases(
    const std::vector<std::string>& texts) {
  std::map<std::string, std::string> cases;
  for (const std::string& text : texts) {
    const size_t sign = text.find('=');
    const bool whole = sign != std::string::npos && sign > 0;
    if (!whole || !cases.emplace(text.substr(0, sign), text.substr(sign + 1)).second) {
      return UsageError(Cat("--case ", text, ": must be PROCEDURE=KEY, each procedure once"));
    }
  }
  return cases;
}

void AddEventSubmit(Program& program) {
  auto args = std::make_shared<SubmitArgs>();
  program
      .Command("event submit", Group::kCitizens,
               "Files the dossiers of a citizen's event together: one applicant, papers once.")
      .Text("EVENT", &args->event, "", "Code of the event; see motcua event guide.")
      .Text("--unit", &args->unit, "UNIT", "One-stop unit that takes them in.")
      .Choice("--channel", &args->channel, "How they come in. Default: counter.")
      .Choice("--return", &args->return_method, "How the results go back. Default: counter.")
      .Text("--name", &args->name, "NAME", "The applicant's full name.")
      .Text("--identity", &args->identity, "NUMBER", "The applicant's CCCD or CMND number.")
      .Text("--phone", &args->phone, "NUMBER", "The applicant's phone.")
      .Text("--email", &args->email, "ADDRESS", "The applicant's e-mail address.")
      .Text("--address", &args->address, "ADDRESS", "The applicant's home; needed by post.")
      .Text("--commune", &args->commune, "UNIT", "Commune of the home; needed by post.")
      .List("--paper", &args->papers, "NAME[:KIND[:COUNT]]",
            "A paper handed in; a shared one counts for every procedure that asks for it.")
      .List("--case", &args->cases, "PROCEDURE=KEY", "The case of one of its procedures.")
      .Flag("--all-papers", &args->all_papers, "Every required paper is handed in, as it must be.")
      .Flag("--accept", &args->accept,
            "Also accept it: what waits for a result, when that is there; at counters.")
      .File("--from", &args->from, "Instead of all this a SubmitCitizenEventRequest in JSON.")
      .Example(
          "motcua event submit 2.000986 --unit 30037 --name 'Nguyễn Văn An' --all-papers --accept")
      .Run([args](Session& session) { return Submit(session, *args); });
}

}  // namespace motcua::cli

#include <fstream>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/papers.h"
#include "clients/cli/commands/submit_batch.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct SubmitArgs {
  std::string from;
  std::string batch;
  bool check = false;
  bool check_duplicates = false;
  bool all_papers = false;
  bool accept = false;
  int64_t paid = 0;
  type::v1::PaymentCollector collector = type::v1::PAYMENT_COLLECTOR_UNSPECIFIED;
  std::vector<std::string> papers;
  DossierDraft draft;
  std::string procedure, case_key, unit;
  type::v1::Channel channel = type::v1::CHANNEL_UNSPECIFIED;
  type::v1::ReturnMethod return_method = type::v1::RETURN_METHOD_UNSPECIFIED;
  type::v1::SubjectKind kind = type::v1::SUBJECT_KIND_UNSPECIFIED;
  std::string name, identity, phone, email, address, commune;
};

// A SubmitDossierRequest, or the DossierDraft in it alone.
absl::Status ReadRequest(const std::string& path, SubmitDossierRequest* request) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
  const absl::Status status = FromJson(json, request);
  if (status.ok()) return status;
  request->Clear();
  return FromJson(json, request->mutable_draft()).ok() ? absl::OkStatus() : status;
}

template <class Set>
void IfGiven(const std::string& value, Set set) {
  if (!value.empty()) set(value);
}

void Overlay(const SubmitArgs& args, DossierDraft* draft) {
  auto* applicant = draft->mutable_applicant();
  IfGiven(args.procedure, [&](auto& v) { draft->set_procedure_code(v); });
  IfGiven(args.case_key, [&](auto& v) { draft->set_case_key(v); });
  IfGiven(args.unit, [&](auto& v) { draft->set_receiving_unit(v); });
  IfGiven(args.name, [&](auto& v) { applicant->set_name(v); });
  IfGiven(args.identity, [&](auto& v) { applicant->set_identity_number(v); });
  IfGiven(args.phone, [&](auto& v) { applicant->set_phone(v); });
  IfGiven(args.email, [&](auto& v) { applicant->set_email(v); });
  IfGiven(args.address, [&](auto& v) { applicant->set_address(v); });
  IfGiven(args.commune, [&](auto& v) { applicant->set_commune_code(v); });
  if (args.kind != type::v1::SUBJECT_KIND_UNSPECIFIED) applicant->set_kind(args.kind);
  if (args.channel != type::v1::CHANNEL_UNSPECIFIED) draft->set_channel(args.channel);
  if (draft->channel() == type::v1::CHANNEL_UNSPECIFIED) {
    draft->set_channel(type::v1::CHANNEL_COUNTER);
  }
  if (args.return_method != type::v1::RETURN_METHOD_UNSPECIFIED) {
    draft->set_return_method(args.return_method);
  }
  ParsePapers(args.papers, draft->mutable_papers());
}

absl::Status AddRequiredPapers(Session& session, DossierDraft* draft) {
  GetGuidanceRequest request;
  request.set_procedure_code(draft->procedure_code());
  request.set_case_key(draft->case_key());
  MOTCUA_ASSIGN_OR_RETURN(const auto guidance,
                          Call<IntakeService>(session, &IntakeService::Stub::GetGuidance, request));
  for (const auto& needed : guidance.papers()) {
    if (!needed.required()) continue;
    auto* paper = draft->add_papers();
    paper->set_name(needed.name());
    paper->set_kind(needed.kind());
    paper->set_count(needed.count());
  }
  return absl::OkStatus();
}

// Open dossiers that may be about the same; "" if there are none.
std::string DuplicatesOf(Session& session, const auto& response) {
  if (response.possible_duplicates().empty()) return "";
  Table table({{"DOSSIER"}, {"STATE"}, {"FILED"}, {"UNIT"}, {"SAME"}});
  for (const auto& one : response.possible_duplicates()) {
    table.Add({one.dossier_code(), Word(one.state()), Local(one.submit_time()),
               one.receiving_unit(), Word(one.match())});
  }
  return Cat("\nPossible duplicates, open:\n", session.Show(table, ""));
}

absl::Status Check(Session& session, const DossierDraft& draft) {
  CheckDossierRequest request;
  *request.mutable_draft() = draft;
  MOTCUA_ASSIGN_OR_RETURN(
      const auto checked,
      Call<IntakeService>(session, &IntakeService::Stub::CheckDossier, request));
  Table table({{"REASON"}, {"FIELD"}, {"WHAT IS WRONG"}});
  for (const auto& problem : checked.problems()) {
    table.Add({problem.reason(), problem.field(), problem.message()});
  }
  MOTCUA_RETURN_IF_ERROR(session.Answer(
      checked, Cat(session.Show(table, "It can be accepted."), DuplicatesOf(session, checked))));
  if (checked.problems().empty()) return absl::OkStatus();
  return absl::FailedPreconditionError("the draft cannot be accepted as it is");
}

absl::Status Submit(Session& session, const SubmitArgs& args) {
  if (!args.batch.empty()) return SubmitBatch(session, args.batch);
  SubmitDossierRequest request;
  if (!args.from.empty()) MOTCUA_RETURN_IF_ERROR(ReadRequest(args.from, &request));
  Overlay(args, request.mutable_draft());
  if (args.all_papers) {
    MOTCUA_RETURN_IF_ERROR(AddRequiredPapers(session, request.mutable_draft()));
  }
  if (args.check) return Check(session, request.draft());
  if (args.accept) request.set_accept(true);
  if (args.check_duplicates) request.set_check_duplicates(true);
  if (args.paid > 0) request.set_paid_vnd(args.paid);
  if (args.paid > 0) request.set_paid_collector(args.collector);
  if (request.request_id().empty()) request.set_request_id(session.RequestId());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto filed, Call<IntakeService>(session, &IntakeService::Stub::SubmitDossier, request));
  const std::string promise = Local(filed.due_time());
  const std::string facts = Facts({{"Dossier", filed.dossier_code()},
                                   {"State", Word(filed.state())},
                                   {"Counts from", Local(filed.counts_from_time())},
                                   {"Promise", promise},
                                   {"Warning", filed.outside_hours() ? kOutsideHours : ""},
                                   {"Version", Cat(filed.version())}});
  return session.Answer(filed, Cat(facts, DuplicatesOf(session, filed)));
}

void AddDraftOptions(CommandBuilder& command, SubmitArgs* args) {
  command.Text("--procedure", &args->procedure, "CODE", "Procedure, e.g. 1.001193.")
      .Text("--case", &args->case_key, "KEY", "Which of its cases; see motcua guide CODE.")
      .Text("--unit", &args->unit, "UNIT", "One-stop unit that takes it in.")
      .Choice("--channel", &args->channel, "How it comes in. Default: counter.")
      .Choice("--return", &args->return_method, "How the result goes back. Default: counter.")
      .Text("--name", &args->name, "NAME", "The applicant's full name.")
      .Choice("--kind", &args->kind, "What kind of subject it is. Default: by the identity number.")
      .Text("--identity", &args->identity, "NUMBER", "The applicant's CCCD or CMND number.")
      .Text("--phone", &args->phone, "NUMBER", "The applicant's phone.")
      .Text("--email", &args->email, "ADDRESS", "The applicant's e-mail address.")
      .Text("--address", &args->address, "ADDRESS", "The applicant's home; needed by post.")
      .Text("--commune", &args->commune, "UNIT", "Commune of the home; needed by post.")
      .List("--paper", &args->papers, "NAME[:KIND[:COUNT]]",
            "A paper handed in; KIND is original (default), certified-copy or plain-copy.")
      .Flag("--all-papers", &args->all_papers, "Every required paper is handed in, as it must be.");
}

}  // namespace

void AddSubmit(Program& program) {
  auto args = std::make_shared<SubmitArgs>();
  CommandBuilder command = program.Command("submit", Group::kCitizens, "Files a dossier.");
  AddDraftOptions(command, args.get());
  command.Flag("--accept", &args->accept, "Also accept it at once; at counters.")
      .Number("--paid", &args->paid, 0, int64_t{1} << 40, "Fee paid with it, in đồng.")
      .Choice("--collector", &args->collector, "Who has what was paid. Default: the agency.")
      .File("--from", &args->from, "Start from a SubmitDossierRequest or DossierDraft in JSON.")
      .File("--batch", &args->batch,
            "File many: a SubmitDossierRequest in JSON a line; - for stdin.")
      .Flag("--check", &args->check, "Only say what is wrong; file nothing.")
      .Flag("--check-duplicates", &args->check_duplicates,
            "Also show open dossiers of the same person for the same procedure.")
      .Example(
          "motcua submit --procedure 1.001193 --unit 30037 --name 'Nguyễn Văn An' "
          "--paper 'Tờ khai' --accept")
      .Example("motcua submit --from draft.json --check")
      .Example("motcua submit --batch dossiers.jsonl --request-id monday-")
      .Run([args](Session& session) { return Submit(session, *args); });
}

}  // namespace motcua::cli

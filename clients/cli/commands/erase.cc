// motcua erase, motcua retention.
#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/reporting/v1/retention_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct EraseArgs {
  std::string code, reason;
  bool early = false;
};

struct RetentionArgs {
  std::vector<std::string> codes;
  int limit = 50;
};

absl::Status Erase(Session& session, const EraseArgs& args) {
  ErasePersonalDataRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_reason(args.reason);
  request.set_before_retention_ends(args.early);
  MOTCUA_ASSIGN_OR_RETURN(const auto erased,
                          Call<RetentionService>(
                              session, &RetentionService::Stub::ErasePersonalData, request));
  return session.Answer(erased, Cat("The personal data of ", args.code, " were erased at ",
                                    Local(erased.retention().erase_time()), ".\n"));
}

Table TableOf(const google::protobuf::RepeatedPtrField<Retention>& retentions) {
  Table table({{"DOSSIER"}, {"PROCEDURE"}, {"UNIT"}, {"ENDED"}, {"YEARS"}, {"KEEP UNTIL"}, {"ERASED"}});
  for (const Retention& one : retentions) {
    table.Add({one.dossier_code(), one.procedure_code(), one.receiving_unit(),
               one.has_end_time() ? Local(one.end_time()) : "-", Cat(one.years()),
               one.has_retain_until_time() ? Local(one.retain_until_time()) : "-",
               one.has_erase_time() ? Local(one.erase_time()) : "-"});
  }
  return table;
}

absl::Status ShowRetention(Session& session, const RetentionArgs& args) {
  if (!args.codes.empty()) {
    GetRetentionRequest request;
    for (const std::string& code : args.codes) request.add_dossier_codes(code);
    MOTCUA_ASSIGN_OR_RETURN(
        const auto found,
        Call<RetentionService>(session, &RetentionService::Stub::GetRetention, request));
    return session.Answer(found, session.Show(TableOf(found.retentions()), "None of them is known."));
  }
  ListEndedRetentionsRequest request;
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<RetentionService>(session, &RetentionService::Stub::ListEndedRetentions, request,
                                  args.limit, &ListEndedRetentionsResponse::retentions_size));
  return session.Answer(
      list, session.Show(TableOf(list.retentions()), "No dossier's retention is over."));
}

}  // namespace

void AddErase(Program& program) {
  auto args = std::make_shared<EraseArgs>();
  program
      .Command("erase", Group::kFigures,
               "Erases the personal data of an ended dossier for good; events and figures stay.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Text("--reason", &args->reason, "TEXT", "Why, for the record; no personal data.")
      .Required()
      .Flag("--before-retention-ends", &args->early,
            "Although it must be kept longer: by a decision of the agency.")
      .Example("motcua erase 000.01.37.H20-230116-0002 --reason 'Hết thời hạn lưu trữ'")
      .Run([args](Session& session) { return Erase(session, *args); });
}

void AddRetention(Program& program) {
  auto args = std::make_shared<RetentionArgs>();
  program
      .Command("retention", Group::kFigures,
               "Says until when dossiers' personal data are kept, or lists those that may be erased.")
      .List("CODE", &args->codes, "", "Dossiers. Default: those whose time is over.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua retention 000.01.37.H20-230116-0002")
      .Example("motcua retention --limit 1000")
      .Run([args](Session& session) { return ShowRetention(session, *args); });
}

}  // namespace motcua::cli

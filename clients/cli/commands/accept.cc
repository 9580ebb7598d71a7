#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/papers.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct AcceptArgs {
  std::string code;
  int64_t version = 0;
};

absl::Status Accept(Session& session, const AcceptArgs& args) {
  AcceptDossierRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<IntakeService>(session, &IntakeService::Stub::AcceptDossier, request));
  return session.Answer(done, Facts({{"Dossier", done.dossier_code()},
                                     {"Accepted", Local(done.accept_time())},
                                     {"Counts from", Local(done.counts_from_time())},
                                     {"Warning", done.outside_hours() ? kOutsideHours : ""},
                                     {"Promise", Local(done.due_time())},
                                     {"Version", Cat(done.version())}}));
}

}  // namespace

void AddAccept(Program& program) {
  auto args = std::make_shared<AcceptArgs>();
  program
      .Command("accept", Group::kCitizens,
               "Accepts a submitted dossier: receipt, promise, start of the legal clock.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the dossier is at this version.")
      .Example("motcua accept 000.31.14.H20-230118-0002")
      .Run([args](Session& session) { return Accept(session, *args); });
}

}  // namespace motcua::cli

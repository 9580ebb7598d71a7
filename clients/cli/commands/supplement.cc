#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/papers.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct SupplementArgs {
  std::string code;
  std::vector<std::string> papers;
  int64_t version = 0;
};

absl::Status Supplement(Session& session, const SupplementArgs& args) {
  SupplementDossierRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  ParsePapers(args.papers, request.mutable_papers());
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<IntakeService>(session, &IntakeService::Stub::SupplementDossier, request));
  return session.Answer(done, Cat(args.code, " is ", Word(done.state()), ".\n"));
}

}  // namespace

void AddSupplement(Program& program) {
  auto args = std::make_shared<SupplementArgs>();
  program
      .Command("supplement", Group::kCitizens,
               "Records papers handed in later; after acceptance the clock runs again.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .List("--paper", &args->papers, "NAME[:KIND[:COUNT]]",
            "A paper handed in; KIND is original (default), certified-copy or plain-copy.")
      .Required()
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the dossier is at this version.")
      .Example("motcua supplement 000.31.14.H20-230118-0002 --paper 'Bản vẽ:certified-copy:2'")
      .Run([args](Session& session) { return Supplement(session, *args); });
}

}  // namespace motcua::cli

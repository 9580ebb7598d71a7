#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct HandoverArgs {
  std::string code;
  int64_t version = 0;
};

absl::Status Handover(Session& session, const HandoverArgs& args) {
  HandOverResultRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<RoutingService>(session, &RoutingService::Stub::HandOverResult, request));
  return session.Answer(done,
                        Cat(args.code, ": result handed over, ", Local(done.close_time()), ".\n"));
}

}  // namespace

void AddHandover(Program& program) {
  auto args = std::make_shared<HandoverArgs>();
  program
      .Command("handover", Group::kCitizens,
               "Hands the result over at the counter; the journey ends.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the journey is at this version.")
      .Example("motcua handover 000.31.14.H20-230118-0002")
      .Run([args](Session& session) { return Handover(session, *args); });
}

}  // namespace motcua::cli

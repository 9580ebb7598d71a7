#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/timeline.h"
#include "clients/cli/rpc.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct WatchArgs {
  std::string resume, unit, dossier;
  bool only_new = false;
  bool until_caught_up = false;
};

void Print(Session& session, const WatchEventsResponse& message) {
  if (session.json()) {
    session.out() << ToJson(message) << "\n";
  } else if (message.has_event()) {
    const auto& event = message.event();
    session.out() << event.sequence() << "  " << event.event().dossier_code() << "  "
                  << EventText(event) << "\n";
  }
  session.out().flush();
}

absl::Status Watch(Session& session, const WatchArgs& args) {
  WatchEventsRequest request;
  request.set_resume_token(args.resume);
  request.set_unit_code(args.unit);
  request.set_dossier_code(args.dossier);
  request.set_only_new(args.only_new);
  request.set_until_caught_up(args.until_caught_up);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportingService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->WatchEvents(&context, request);
  WatchEventsResponse message;
  std::string token = args.resume;
  while (stream->Read(&message)) {
    Print(session, message);
    token = message.resume_token();
  }
  const absl::Status status = FromGrpc(stream->Finish());
  // In JSON every message carries its token.
  if (!token.empty() && !session.json()) session.err() << "go on with --resume " << token << "\n";
  return interrupt.Came() ? absl::OkStatus() : status;
}

}  // namespace

void AddWatch(Program& program) {
  auto args = std::make_shared<WatchArgs>();
  program
      .Command("watch", Group::kFigures,
               "Shows events from the archive as they come, until interrupted.")
      .Text("--resume", &args->resume, "TOKEN", "Go on after the message that had this token.")
      .Text("--unit", &args->unit, "UNIT", "Only of units at or under this one.")
      .Text("--dossier", &args->dossier, "CODE", "Only of this dossier.")
      .Flag("--new", &args->only_new, "Leave out what happened before.")
      .Flag("--until-caught-up", &args->until_caught_up, "End where the archive ends now.")
      .Example("motcua watch --unit 866 --new")
      .Example("motcua watch --json --until-caught-up > events.jsonl")
      .Run([args](Session& session) { return Watch(session, *args); });
}

}  // namespace motcua::cli

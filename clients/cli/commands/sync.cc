#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct SyncArgs {
  std::string resume;
  bool until_caught_up = false;
};

void Print(Session& session, const SyncNationalPortalResponse& message) {
  if (session.json()) {
    session.out() << ToJson(message) << "\n";
  } else {
    for (const NationalStep& step : message.steps()) {
      session.out() << step.progress().thoi_diem_xu_ly() << "  " << step.dossier().ma_ho_so()
                    << "  " << static_cast<int>(step.dossier().trang_thai_ho_so()) << " "
                    << Word(step.dossier().trang_thai_ho_so()) << "  "
                    << step.progress().noi_dung_xu_ly() << "\n";
    }
  }
  session.out().flush();
}

absl::Status Sync(Session& session, const SyncArgs& args) {
  SyncNationalPortalRequest request;
  request.set_resume_token(args.resume);
  request.set_until_caught_up(args.until_caught_up);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportingService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->SyncNationalPortal(&context, request);
  SyncNationalPortalResponse message;
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

void AddSync(Program& program) {
  auto args = std::make_shared<SyncArgs>();
  program
      .Command("sync", Group::kFigures,
               "Shows what the national portal is to be told, as it comes, until interrupted.")
      .Text("--resume", &args->resume, "TOKEN", "Go on after the message that had this token.")
      .Flag("--until-caught-up", &args->until_caught_up, "End where the archive ends now.")
      .Example("motcua sync --until-caught-up")
      .Example("motcua sync --json --resume TOKEN")
      .Run([args](Session& session) { return Sync(session, *args); });
}

}  // namespace motcua::cli

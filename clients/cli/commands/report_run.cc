#include "clients/cli/commands/report_run.h"

#include "clients/cli/files.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/rpc.h"
#include "motcua/reporting/v1/report_service.grpc.pb.h"

namespace motcua::cli {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

void ShowProgress(Session& session, const ReportProgress& progress) {
  if (session.columns() == 0) return;
  session.err() << "\r" << progress.done() << " of " << progress.total() << " dossiers";
  session.err().flush();
}

void EndProgress(Session& session) {
  if (session.columns() > 0) session.err() << "\r\033[K";
}

absl::StatusOr<ReportDocument> RunReport(Session& session, const RunReportRequest& request) {
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->RunReport(&context, request);
  ReportDocument report;
  *report.mutable_request() = request;
  RunReportResponse part;
  while (stream->Read(&part)) {
    if (part.has_progress()) ShowProgress(session, part.progress());
    if (part.has_head()) *report.mutable_head() = part.head();
    report.mutable_rows()->MergeFrom(part.rows().rows());
  }
  EndProgress(session);
  MOTCUA_RETURN_IF_ERROR(FromGrpc(stream->Finish()));
  return report;
}

absl::Status WriteOut(Session& session, const std::string& path, const std::string& text) {
  if (!path.empty()) return WriteWhole(path, text);
  session.out() << text;
  return absl::OkStatus();
}

}  // namespace motcua::cli

#include "clients/cli/commands/histories.h"

#include "clients/cli/interrupt.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/history_service.grpc.pb.h"

namespace motcua::cli {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

absl::Status ReadHistories(Session& session, const HistoryWish& wish,
                           const std::function<void(const StreamHistoriesResponse&)>& take) {
  StreamHistoriesRequest request;
  *request.mutable_begin_time() = ToProto(wish.from);
  *request.mutable_end_time() = ToProto(wish.to);
  request.set_unit_code(wish.unit);
  request.set_identified(wish.identified);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<HistoryService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->StreamHistories(&context, request);
  StreamHistoriesResponse history;
  while (stream->Read(&history)) take(history);
  const absl::Status status = FromGrpc(stream->Finish());
  return interrupt.Came() ? absl::OkStatus() : status;
}

}  // namespace motcua::cli

#include "common/reorganisation/service.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"

namespace motcua::reorganisation {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service

}  // namespace

async::Task<absl::StatusOr<CountReorganisationResponse>> Service::CountReorganisation(
    const runtime::CallContext& call, const CountReorganisationRequest& request) {
  const Plan* plan = orders_.catalogue().succession().Find(request.id());
  if (plan == nullptr) {
    co_return NotFound(kReorganisationNotFound, "the catalogue has no such reorganisation")
        .With("id", request.id());
  }
  co_return co_await count_(plan);
}

async::Task<absl::StatusOr<ApplyReorganisationResponse>> Service::ApplyReorganisation(
    const runtime::CallContext& call, const ApplyReorganisationRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  auto command = store::CommandOf(committer_.keys(), service_, call.caller.name, request);
  auto run = co_await orders_.Apply(std::move(command), request.id(), call.caller.name);
  if (!run.ok()) co_return run.status();
  ApplyReorganisationResponse response;
  *response.mutable_run() = *std::move(run);
  co_return response;
}

async::Task<absl::StatusOr<UndoReorganisationResponse>> Service::UndoReorganisation(
    const runtime::CallContext& call, const UndoReorganisationRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  auto command = store::CommandOf(committer_.keys(), service_, call.caller.name, request);
  auto run = co_await orders_.Undo(std::move(command), request.id(), call.caller.name);
  if (!run.ok()) co_return run.status();
  UndoReorganisationResponse response;
  *response.mutable_run() = *std::move(run);
  co_return response;
}

async::Task<absl::StatusOr<ListReorganisationsResponse>> Service::ListReorganisations(
    const runtime::CallContext& call, const ListReorganisationsRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(co_await orders_.Refresh());
  ListReorganisationsResponse response;
  for (const Run& run : orders_.runs()) {
    const Plan* plan = orders_.catalogue().succession().Find(run.id());
    ReorganisationStatus& status = *response.add_reorganisations();
    status.set_id(run.id());
    status.set_title(plan->text().title());
    *status.mutable_effective_time() = ToProto(plan->effective_time());
    *status.mutable_run() = run;
  }
  co_return response;
}

void Serve(Service& service, runtime::RpcServer& server) {
  runtime::Methods<Service> rpc(server, "motcua.ops.v1.ReorganisationService", &service);
  rpc.Unary("CountReorganisation", &Service::CountReorganisation);
  rpc.Unary("ApplyReorganisation", &Service::ApplyReorganisation);
  rpc.Unary("UndoReorganisation", &Service::UndoReorganisation);
  rpc.Unary("ListReorganisations", &Service::ListReorganisations);
}

}  // namespace motcua::reorganisation

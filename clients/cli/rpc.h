// Calls through the stubs generated from the protos.
//
//   auto reply = Call<IntakeService>(session, &IntakeService::Stub::GetDossier, request);
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/errors.h"
#include "clients/cli/session.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "grpcpp/client_context.h"

namespace motcua::cli {

// "motcua.intake.v1.IntakeService" → "intake".
template <class Service>
std::string EndpointOf() {
  return std::string(Split(Service::service_full_name(), '.')[1]);
}

template <class Service>
absl::StatusOr<std::unique_ptr<typename Service::Stub>> StubOf(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(auto channel, session.connection().To(EndpointOf<Service>()));
  return Service::NewStub(channel);
}

// One call; errors come back with reason, fields and retry delay.
template <class Service, class Stub, class Req, class Res>
absl::StatusOr<Res> Call(Session& session,
                         grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Res*),
                         const Req& request) {
  MOTCUA_ASSIGN_OR_RETURN(auto stub, StubOf<Service>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/true);
  Res response;
  MOTCUA_RETURN_IF_ERROR(FromGrpc((stub.get()->*method)(&context, request, &response)));
  return response;
}

// Reads pages until `limit` entries are there or the list ends; the answer holds them all.
template <class Service, class Stub, class Req, class Res>
absl::StatusOr<Res> CallPaged(Session& session,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Res*),
                              Req request, int limit, int (Res::*size)() const) {
  constexpr int kMostPerPage = 200;
  Res all;
  while ((all.*size)() < limit) {
    request.set_page_size(std::min(limit - (all.*size)(), kMostPerPage));
    MOTCUA_ASSIGN_OR_RETURN(const Res page, Call<Service>(session, method, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
    if (page.next_page_token().empty()) break;
    request.set_page_token(page.next_page_token());
  }
  return all;
}

}  // namespace motcua::cli

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
#include "common/base/errors.h"
#include "common/base/reasons.h"
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

// One call through a channel; errors come back with reason, fields and retry delay.
template <class Service, class Stub, class Req, class Res>
absl::StatusOr<Res> CallThrough(std::shared_ptr<grpc::Channel> channel, Session& session,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&,
                                                             Res*),
                                const Req& request) {
  const auto stub = Service::NewStub(std::move(channel));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/true);
  Res response;
  MOTCUA_RETURN_IF_ERROR(FromGrpc((stub.get()->*method)(&context, request, &response)));
  return response;
}

// One call to "intake", "routing", "postal" or "reporting". What went to another cell is asked for
// there, as the service says.
template <class Service, class Stub, class Req, class Res>
absl::StatusOr<Res> CallAt(Session& session, const std::string& endpoint,
                           grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Res*),
                           const Req& request) {
  MOTCUA_ASSIGN_OR_RETURN(auto channel, session.connection().To(endpoint));
  auto response = CallThrough<Service>(std::move(channel), session, method, request);
  const std::string moved_to = MetadataOf(response.status(), "address");
  if (ReasonOf(response.status()) != kMovedToCell || moved_to.empty()) return response;
  MOTCUA_ASSIGN_OR_RETURN(auto there, session.connection().ToAddress(moved_to));
  return CallThrough<Service>(std::move(there), session, method, request);
}

// The same where the package of the service says where it is.
template <class Service, class Stub, class Req, class Res>
absl::StatusOr<Res> Call(Session& session,
                         grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Res*),
                         const Req& request) {
  return CallAt<Service>(session, EndpointOf<Service>(), method, request);
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

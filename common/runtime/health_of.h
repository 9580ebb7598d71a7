// Asks the standard health service: for tests.
#pragma once

#include <future>
#include <string>

#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace motcua::runtime {

// grpc.health.v1.HealthCheckResponse in bytes: field 1, a varint.
inline constexpr char kServing[] = "\x08\x01";
inline constexpr char kNotServing[] = "\x08\x02";

// The server's answer for all its services, or "error".
inline std::string HealthOf(const std::string& target) {
  const auto channel = grpc::CreateChannel(target, grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  const grpc::ByteBuffer request(nullptr, 0);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                 [&](grpc::Status status) { done.set_value(status); });
  grpc::Slice slice;
  if (!done.get_future().get().ok() || !response.DumpToSingleSlice(&slice).ok()) return "error";
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

}  // namespace motcua::runtime

#include <future>
#include <string>
#include <thread>

#include "common/base/reasons.h"
#include "common/runtime/echo_fixture.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

using testdata::CountRequest;
using testdata::EchoResponse;

TEST(DrainTest, WaitsForCallsInHandAndTakesNoNewOnes) {
  EchoServer server;
  const auto client = server.Client();
  auto waiting =
      std::async(std::launch::async, [&] { return CallEcho(*client, EchoOf("a", "wait")); });
  while (server.server().in_flight() == 0) std::this_thread::yield();
  auto drained =
      std::async(std::launch::async, [&] { server.server().Drain(absl::Seconds(30)); });
  EXPECT_EQ(drained.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
  EXPECT_THAT(CallEcho(*server.Client(), EchoOf("late")),
              StatusIs(absl::StatusCode::kUnavailable, kPeerUnavailable));
  server.service().Release();
  EXPECT_THAT(waiting.get(), IsOk());
  drained.get();
}

TEST(DrainTest, CancelsWhatTakesTooLong) {
  EchoServer server;
  const auto client = server.Client();
  auto waiting =
      std::async(std::launch::async, [&] { return CallEcho(*client, EchoOf("a", "wait")); });
  while (server.server().in_flight() == 0) std::this_thread::yield();
  auto drained =
      std::async(std::launch::async, [&] { server.server().Drain(absl::Milliseconds(50)); });
  EXPECT_FALSE(waiting.get().ok());
  server.service().Release();
  drained.get();
}

TEST(DrainTest, EndsStreamsThatHaveNoEnd) {
  EchoServer server;
  CountRequest request;
  request.set_count(-1);
  const auto client = server.Client();
  std::promise<void> begun;
  auto stream = std::async(std::launch::async, [&] {
    int seen = 0;
    return client->StreamSync<EchoResponse>(kCount, request, absl::Seconds(30),
                                            [&](const EchoResponse&) {
                                              if (++seen == 3) begun.set_value();
                                              return true;
                                            });
  });
  begun.get_future().wait();
  server.server().Drain(absl::Seconds(30));
  EXPECT_THAT(stream.get(), IsOk());
}

// grpc.health.v1.HealthCheckResponse in bytes: field 1, a varint.
std::string HealthOf(const std::string& target) {
  const auto channel = grpc::CreateChannel(target, grpc::InsecureChannelCredentials());
  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> stub(channel);
  grpc::ClientContext context;
  const grpc::ByteBuffer request(nullptr, 0);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                 [&](grpc::Status status) { done.set_value(status); });
  if (!done.get_future().get().ok()) return "error";
  grpc::Slice slice;
  EXPECT_TRUE(response.DumpToSingleSlice(&slice).ok());
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

TEST(HealthTest, SaysWhatItIsTold) {
  EchoServer server;
  EXPECT_EQ(HealthOf(server.target()), "\x08\x02");  // NOT_SERVING
  server.server().SetServing(true);
  EXPECT_EQ(HealthOf(server.target()), "\x08\x01");  // SERVING
}

}  // namespace
}  // namespace motcua::runtime

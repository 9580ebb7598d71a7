#include <future>
#include <string>
#include <thread>

#include "common/base/reasons.h"
#include "common/runtime/echo_fixture.h"
#include "common/runtime/health_of.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "google/protobuf/empty.pb.h"
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

TEST(HealthTest, SaysWhatItIsTold) {
  EchoServer server;
  EXPECT_EQ(HealthOf(server.target()), kNotServing);
  server.server().SetServing(true);
  EXPECT_EQ(HealthOf(server.target()), kServing);
}

TEST(ReflectionTest, ListsTheServices) {
  EchoServer server;
  // grpc.reflection.v1alpha.ServerReflectionRequest with list_services (field 7) set.
  google::protobuf::Empty request;
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(7, "");
  std::string answer;
  const absl::Status status = server.Client()->StreamSync<google::protobuf::Empty>(
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", request, absl::Seconds(10),
      [&](const google::protobuf::Empty& response) {
        answer += response.SerializeAsString();
        return true;
      });
  EXPECT_THAT(status, IsOk());
  EXPECT_THAT(answer, ::testing::HasSubstr(std::string(kEchoService)));
}

}  // namespace
}  // namespace motcua::runtime

#include "common/runtime/rpc_server.h"

#include <future>
#include <string>
#include <vector>

#include "common/base/reasons.h"
#include "common/runtime/echo_fixture.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::Le;
using testdata::CountRequest;
using testdata::EchoRequest;
using testdata::EchoResponse;

TEST(RpcServerTest, AnswersAUnaryCall) {
  EchoServer server;
  ASSERT_THAT(server.started(), IsOk());
  const auto response = CallEcho(*server.Client(), EchoOf("hồ sơ"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), "hồ sơ");
  EXPECT_EQ(response->caller(), "tester");
}

TEST(RpcServerTest, HandsTheDeadlineOn) {
  EchoServer server;
  const auto response = CallEcho(*server.Client(), EchoOf("a"), absl::Seconds(5));
  ASSERT_THAT(response, IsOk());
  // gRPC rounds deadlines up on the wire.
  EXPECT_THAT(response->wait_millis(), AllOf(Gt(0), Le(5500)));
}

TEST(RpcServerTest, EveryErrorDetailArrives) {
  EchoServer server;
  const absl::Status error = CallEcho(*server.Client(), EchoOf("a", "detailed")).status();
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kFailedPrecondition, "TEST_REASON"));
  EXPECT_EQ(std::string(error.message()), "wrong state");
  EXPECT_EQ(MetadataOf(error, "state"), "closed");
  EXPECT_THAT(FieldsOf(error), ElementsAre("text"));
  EXPECT_EQ(RetryAfterOf(error), absl::Seconds(3));
}

TEST(RpcServerTest, AnErrorWithoutDetailsArrivesToo) {
  EchoServer server;
  const absl::Status error = CallEcho(*server.Client(), EchoOf("a", "plain")).status();
  EXPECT_EQ(error, absl::NotFoundError("plain"));
}

TEST(RpcServerTest, AHandlerThatThrowsIsAnInternalErrorAndTheServerGoesOn) {
  EchoServer server;
  const auto client = server.Client();
  const absl::Status error = CallEcho(*client, EchoOf("a", "throw")).status();
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kInternal, kInternal));
  EXPECT_THAT(CallEcho(*client, EchoOf("a")), IsOk());
}

TEST(RpcServerTest, BytesThatAreNoMessageAreRefused) {
  EchoServer server;
  EchoResponse response;
  const absl::Status error =
      server.Client()->CallBytesSync(kEcho, "\x0a\xff", absl::Seconds(5), response);
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kInvalidArgument, kMalformedRequest));
}

TEST(RpcServerTest, ARequestThatIsTooLargeIsRefusedWithTheLimit) {
  EchoServer server({.max_request_bytes = 1000});
  const auto client = server.Client();
  EXPECT_THAT(CallEcho(*client, EchoOf(std::string(900, 'a'))), IsOk());
  const absl::Status error = CallEcho(*client, EchoOf(std::string(1000, 'a'))).status();
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kInvalidArgument, kRequestTooLarge));
  EXPECT_EQ(MetadataOf(error, "limit"), "1000");
}

TEST(RpcServerTest, TextNotInNormalFormIsRefusedWithItsField) {
  EchoServer server;
  EchoRequest request = EchoOf("a");
  request.add_parts()->set_text("ho\xCC\x82");  // o and a combining circumflex.
  const absl::Status error = CallEcho(*server.Client(), request).status();
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kInvalidArgument, kTextNotNfc));
  EXPECT_THAT(FieldsOf(error), ElementsAre("parts[0].text"));
}

TEST(RpcServerTest, ACallerWithoutANameOrUnknownIsUnauthenticated) {
  EchoServer server;
  for (const char* caller : {"", "stranger"}) {
    EXPECT_THAT(CallEcho(*server.Client(caller), EchoOf("a")),
                StatusIs(absl::StatusCode::kUnauthenticated, kCallerUnknown));
  }
}

TEST(RpcServerTest, ACallerWithoutTheRightIsDenied) {
  EchoServer server;
  EXPECT_THAT(CallEcho(*server.Client("nobody"), EchoOf("a")),
              StatusIs(absl::StatusCode::kPermissionDenied, kMethodNotAllowed));
}

TEST(RpcServerTest, CallersReachOnlyTheirUnits) {
  EchoServer server;
  const auto client = server.Client();
  EchoRequest request = EchoOf("a");
  request.set_unit("30127");
  EXPECT_THAT(CallEcho(*client, request), IsOk());
  request.set_unit("867");
  EXPECT_THAT(CallEcho(*client, request),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(CallEcho(*server.Client("root"), request), IsOk());
}

TEST(RpcServerTest, ARequestMustNameItsUnitUnlessTheCallerCoversAll) {
  EchoServer server;
  EchoRequest request = EchoOf("a");
  request.clear_unit();
  EXPECT_THAT(CallEcho(*server.Client(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(CallEcho(*server.Client("root"), request), IsOk());
}

TEST(RpcServerTest, RefusesCallsBeyondItsLimit) {
  EchoServer server({.max_in_flight = 1});
  const auto client = server.Client();
  auto waiting =
      std::async(std::launch::async, [&] { return CallEcho(*client, EchoOf("a", "wait")); });
  while (server.server().in_flight() == 0) std::this_thread::yield();
  const absl::Status error = CallEcho(*client, EchoOf("b")).status();
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kResourceExhausted, kOverloaded));
  EXPECT_TRUE(RetryAfterOf(error).has_value());
  server.service().Release();
  EXPECT_THAT(waiting.get(), IsOk());
}

TEST(RpcServerTest, StreamsInOrderAndEndsWithTheStatus) {
  EchoServer server;
  CountRequest request;
  request.set_count(3);
  std::vector<std::string> texts;
  const absl::Status status = server.Client()->StreamSync<EchoResponse>(
      kCount, request, absl::Seconds(10), [&](const EchoResponse& response) {
        texts.push_back(response.text());
        return true;
      });
  EXPECT_EQ(status, absl::AbortedError("after three"));
  EXPECT_THAT(texts, ElementsAre("0", "1", "2"));
}

TEST(RpcServerTest, AStreamEndsWhenItsClientLeaves) {
  EchoServer server;
  CountRequest request;
  request.set_count(-1);
  int seen = 0;
  const absl::Status status = server.Client()->StreamSync<EchoResponse>(
      kCount, request, absl::Seconds(10), [&](const EchoResponse&) { return ++seen < 3; });
  EXPECT_THAT(status, IsOk());
  while (server.service().streams_ended == 0) std::this_thread::yield();
  EXPECT_TRUE(server.service().client_left);
}

TEST(RpcServerTest, CountsCallsByStatus) {
  EchoServer server;
  const auto client = server.Client();
  for (int i = 0; i < 300; ++i) ASSERT_THAT(CallEcho(*client, EchoOf("a")), IsOk());
  EXPECT_FALSE(CallEcho(*client, EchoOf("a", "plain")).ok());
  const std::string page = server.registry().Text();
  EXPECT_THAT(page, HasSubstr("rpc_requests_total{code=\"OK\",method=\"Echo\","
                              "service=\"EchoService\"} 300"));
  EXPECT_THAT(page, HasSubstr("rpc_requests_total{code=\"NOT_FOUND\",method=\"Echo\","
                              "service=\"EchoService\"} 1"));
  EXPECT_THAT(page, HasSubstr("rpc_duration_seconds_count{method=\"Echo\","
                              "service=\"EchoService\"} 301"));
  EXPECT_THAT(page, HasSubstr("rpc_in_flight{method=\"Echo\",service=\"EchoService\"} 0"));
}

async::Task<void> CallMany(Channel& channel, int calls, std::promise<int>& done) {
  int ok = 0;
  const EchoRequest request = EchoOf("a");
  for (int i = 0; i < calls; ++i) {
    const auto response = co_await channel.Call<EchoResponse>(kEcho, request, absl::Seconds(10));
    ok += response.ok() ? 1 : 0;
  }
  done.set_value(ok);
}

TEST(ChannelTest, CoroutinesMayCall) {
  EchoServer server;
  const auto client = server.Client();
  std::promise<int> done;
  async::Detach(server.io(), CallMany(*client, 100, done));
  EXPECT_EQ(done.get_future().get(), 100);
}

TEST(ChannelTest, AnUnreachableServerIsUnavailableWithAReason) {
  const auto channel = Channel::Create(nullptr, {.target = "127.0.0.1:1", .attempts = 3});
  ASSERT_THAT(channel, IsOk());
  EXPECT_THAT(CallEcho(**channel, EchoOf("a")),
              StatusIs(absl::StatusCode::kUnavailable, kPeerUnavailable));
}

// Servers that must not start.
class StartTest : public ::testing::Test {
 protected:
  absl::Status Start(RpcServer::Options options, std::string_view policy, bool complete = true) {
    RpcServer server(io_, std::move(options), *auth::Policy::FromText(policy, "policy"), registry_);
    UnaryHandler<EchoRequest, EchoResponse> echo = {};
    if (complete) EchoService service(server);
    if (!complete) server.Unary<EchoRequest, EchoResponse>(kEchoService, "Echo", echo);
    if (!complete) server.Unary<EchoRequest, EchoResponse>(kEchoService, "Count", echo);
    return server.Start();
  }

  asio::io_context io_;
  metrics::Registry registry_;
};

TEST_F(StartTest, PlainTextStaysOnLoopback) {
  EXPECT_THAT(std::string(Start({.address = "0.0.0.0:0"}, kEchoPolicy).message()),
              HasSubstr("plain text is for loopback"));
}

TEST_F(StartTest, HandlersMustFitTheProto) {
  const absl::Status status = Start({}, kEchoPolicy, /*complete=*/false);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(status.message()), HasSubstr("Count has another shape"));
}

TEST_F(StartTest, ThePolicyMustNameRealMethods) {
  EXPECT_THAT(Start({}, "roles { name: \"a\" "
                        "allow: \"/motcua.runtime.testdata.EchoService/Ecco\" } "
                        "callers { name: \"b\" roles: \"a\" }"),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(StartTest, ATakenPortIsAnError) {
  EchoServer server;
  EXPECT_THAT(Start({.address = server.target()}, kEchoPolicy),
              StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace motcua::runtime

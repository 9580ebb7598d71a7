// The client against the listener, in plain text and by TLS.
#include "common/http/client.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <mutex>

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/http/listener.h"
#include "common/testing/matchers.h"
#include "common/testing/run.h"

namespace motcua::http {
namespace {

class HttpTest : public testing::Test {
 protected:
  std::unique_ptr<Listener> Listen(Listener::Options options) {
    auto listener = Listener::Start(std::move(options), [this](const Incoming& incoming) {
      const std::lock_guard lock(mutex);
      came.push_back(incoming);
      return answer;
    });
    EXPECT_THAT(listener, IsOk());
    return listener.ok() ? *std::move(listener) : nullptr;
  }
  Answer Post(Request request, Client::Options options = {.allow_private = true}) {
    Client client(io, std::move(options));
    return RunOn(io, client.Post(std::move(request)));
  }
  static std::string UrlOf(const Listener& listener, const char* scheme = "http") {
    return Cat(scheme, "://127.0.0.1:", listener.port(), "/carriers/ems?x=1");
  }

  asio::io_context io;
  std::mutex mutex;
  std::vector<Incoming> came;
  Outgoing answer{200, R"({"code":"success"})", {}};
};

TEST_F(HttpTest, BodyAndHeadersArriveAsTheyWere) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  const std::string body("{\"a\":\"\0ế\"}", 12);
  const Answer got = Post({UrlOf(*listener), {"Ems-Transaction: 12"}, body});
  EXPECT_EQ(got.status, 200) << got.error;
  EXPECT_TRUE(got.ok());
  ASSERT_EQ(came.size(), 1u);
  EXPECT_EQ(came[0].path, "/carriers/ems");
  EXPECT_EQ(came[0].Header("ems-transaction"), "12");
  EXPECT_EQ(came[0].Header("nothing"), "");
  EXPECT_EQ(came[0].body, body);
}

TEST_F(HttpTest, AStatusIsNoError) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  answer.status = 503;
  const Answer got = Post({UrlOf(*listener), {}, "{}"});
  EXPECT_EQ(got.status, 503);
  EXPECT_FALSE(got.ok());
  EXPECT_EQ(got.error, "");
}

TEST_F(HttpTest, RedirectsAreNotFollowed) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  answer = {302, "", {{"Location", UrlOf(*listener)}}};
  EXPECT_EQ(Post({UrlOf(*listener), {}, "{}"}).status, 302);
  EXPECT_EQ(came.size(), 1u);
}

TEST_F(HttpTest, NobodyListeningIsAnError) {
  const Answer got = Post({"http://127.0.0.1:1/", {}, "{}"});
  EXPECT_EQ(got.status, 0);
  EXPECT_NE(got.error, "");
}

TEST_F(HttpTest, OurOwnNetworkIsNotConnectedToWhateverTheName) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const std::string url = Cat("https://", host, ":", listener->port(), "/");
    const Answer got = Post({url, {}, "{}"}, {});
    EXPECT_EQ(got.status, 0) << url;
    EXPECT_NE(got.error, "") << url;
  }
  EXPECT_EQ(Post({UrlOf(*listener), {}, "{}"}, {}).status, 0) << "plain text";
  EXPECT_TRUE(came.empty());
}

TEST_F(HttpTest, TooLargeBodiesAreRefusedUnread) {
  const auto listener = Listen({.address = "127.0.0.1:0", .max_body_bytes = 100});
  EXPECT_EQ(Post({UrlOf(*listener), {}, std::string(100, 'x')}).status, 200);
  EXPECT_EQ(Post({UrlOf(*listener), {}, std::string(101, 'x')}).status, 413);
  EXPECT_EQ(came.size(), 1u);
}

TEST_F(HttpTest, PackedBodiesAreRefusedUnread) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  EXPECT_EQ(Post({UrlOf(*listener), {"Content-Encoding: gzip"}, "x"}).status, 415);
  EXPECT_EQ(Post({UrlOf(*listener), {"Transfer-Encoding: chunked"}, "x"}).status, 411);
  EXPECT_TRUE(came.empty());
}

TEST_F(HttpTest, ManyCallsRunSideBySide) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  Client client(io, {.allow_private = true});
  std::vector<async::Task<Answer>> calls;
  for (int i = 0; i < 50; ++i) {
    Request request{UrlOf(*listener), {}, Cat(i)};
    calls.push_back(client.Post(std::move(request)));
  }
  const std::vector<Answer> answers = RunOn(io, async::WhenAll(std::move(calls)));
  EXPECT_TRUE(std::ranges::all_of(answers, &Answer::ok));
  EXPECT_EQ(came.size(), 50u);
}

TEST_F(HttpTest, ByTlsWithACertificateOfAKnownAuthority) {
  const std::string folder = testing::TempDir() + "http-test-certs";
  ASSERT_EQ(std::system(Cat("deploy/local/certs.sh ", folder, " server").c_str()), 0);
  const std::string pem = folder + "/both.pem";
  std::ofstream both(pem);
  for (const char* part : {"/server.pem", "/server.key"}) both << std::ifstream(folder + part).rdbuf();
  both.close();
  const auto listener = Listen({.address = "127.0.0.1:0", .pem_file = pem});
  ASSERT_NE(listener, nullptr);
  const Answer good = Post({UrlOf(*listener, "https"), {}, "{}"},
                           {.allow_private = true, .ca_file = folder + "/ca.pem"});
  EXPECT_EQ(good.status, 200) << good.error;
  EXPECT_EQ(Post({UrlOf(*listener, "https"), {}, "{}"}).status, 0) << "an unknown authority";
}

TEST_F(HttpTest, PlainTextIsForLoopbackAlone) {
  const auto listener = Listener::Start({.address = "0.0.0.0:0"}, nullptr);
  EXPECT_THAT(listener, StatusIs(absl::StatusCode::kFailedPrecondition, kSettingInvalid));
}

TEST_F(HttpTest, AnAddressThatCannotBeListenedOnIsTold) {
  const auto listener = Listen({.address = "127.0.0.1:0"});
  const auto second =
      Listener::Start({.address = Cat("127.0.0.1:", listener->port())}, nullptr);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition, kSettingInvalid));
}

}  // namespace
}  // namespace motcua::http

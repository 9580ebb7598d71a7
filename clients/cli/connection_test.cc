#include "clients/cli/files.h"
#include "clients/cli/testing/cli_fixture.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

// A service that lets in whoever the demo authority vouches for, as the real ones do.
class TlsTest : public CliTest {
 protected:
  void SetUp() override {
    const std::string make = Cat("deploy/local/certs.sh ", certs(), " routing operator");
    ASSERT_EQ(std::system(make.c_str()), 0);
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = Pem("ca.pem");
    options.pem_key_cert_pairs.push_back({Pem("routing.key"), Pem("routing.pem")});
    secured_ = std::make_unique<FakeServices>(grpc::SslServerCredentials(options));
    secured_->Answer("routing.ListQueue", ListQueueResponse());
    endpoints_ = WriteFile("endpoints", Cat("routing=", secured_->address(), "\n"));
  }

  std::string certs() const { return folder_ / "certs"; }
  std::string Pem(const std::string& name) { return *ReadFile(Cat(certs(), "/", name)); }

  std::unique_ptr<FakeServices> secured_;
  std::string endpoints_;
};

TEST_F(TlsTest, TheCertificateIsFoundByName) {
  const Result result = RunAlone({"queue", "866", "--endpoints", endpoints_});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "The queue is empty.\n");
}

TEST_F(TlsTest, SingleFilesWin) {
  const Result result =
      RunAlone({"queue", "866", "--endpoints", endpoints_, "--as", "nobody", "--cert",
                certs() + "/operator.pem", "--key", certs() + "/operator.key"});
  EXPECT_EQ(result.code, 0) << result.err;
}

TEST_F(TlsTest, PlainTextGetsNowhere) {
  EXPECT_EQ(RunAlone({"queue", "866", "--endpoints", endpoints_, "--plaintext"}).code,
            kExitUnavailable);
}

}  // namespace
}  // namespace motcua::cli

#include "services/reporting/audit_service.h"

#include <sstream>

#include "common/audit/export_file.h"
#include "common/audit/testing.h"
#include "common/base/reasons.h"
#include "services/reporting/testing/collector.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

class AuditServiceTest : public ServiceFixture {
 protected:
  AuditServiceTest() : key_(audit::NewKey()), public_key_(Reread(key_)) {
    audit_.emplace(archive_, clock_, std::move(key_), AuditOptions{.page = 4});
    for (int i = 0; i < 5; ++i) AddAccepted(Cat("D", i), "866", i, i + 3);
  }

  static audit::PublicKey Reread(const audit::SigningKey& key) {
    return *audit::PublicKey::FromPem(key.public_key().pem());
  }

  template <class Response, class Request>
  absl::Status Stream(async::Task<absl::Status> (AuditService::*method)(
                          const runtime::CallContext&, const Request&, runtime::Writer<Response>&),
                      const Request& request, Collector<Response>& client,
                      const std::string& unit = "*") {
    const auto call = CallBy(unit);
    runtime::Writer<Response> writer(client);
    return RunOn(io_, ((*audit_).*method)(call, request, writer));
  }

  std::string Export(const v1::ExportAuditRequest& request) {
    Collector<v1::ExportAuditResponse> client;
    EXPECT_THAT(Stream(&AuditService::ExportAudit, request, client), IsOk());
    std::ostringstream file;
    for (const auto& message : client.messages()) audit::WriteLines(message, file);
    return file.str();
  }

  audit::FileVerdict VerifyText(const std::string& text) {
    std::istringstream file(text);
    const auto verdict = audit::VerifyFile(file, public_key_, {}, nullptr);
    EXPECT_THAT(verdict, IsOk());
    return verdict.ok() ? *verdict : audit::FileVerdict();
  }

  FakeClock clock_{absl::FromUnixSeconds(kMarch)};
  audit::SigningKey key_;
  audit::PublicKey public_key_;
  std::optional<AuditService> audit_;
};

TEST_F(AuditServiceTest, AnExportIsVerifiedByThePublicKeyAlone) {
  ASSERT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  AddClosed("D0", "866", 6);
  v1::ExportAuditRequest request;
  request.set_sign_now(true);
  const auto verdict = VerifyText(Export(request));
  EXPECT_FALSE(verdict.finding.has_value());
  EXPECT_EQ(verdict.rows, 12);
  EXPECT_EQ(verdict.checkpoints, 2);
  EXPECT_EQ(verdict.covered_to, 12);
}

TEST_F(AuditServiceTest, AnExportGoesOnWhereAnotherEnded) {
  ASSERT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  AddClosed("D0", "866", 6);
  v1::ExportAuditRequest request;
  request.set_sign_now(true);
  for (const int after : {3, 10, 11}) {
    request.set_after_sequence(after);
    const auto verdict = VerifyText(Export(request));
    EXPECT_FALSE(verdict.finding.has_value()) << after;
    EXPECT_EQ(verdict.after, after);
    EXPECT_EQ(verdict.rows, 12 - after);
  }
}

TEST_F(AuditServiceTest, VerifyingShowsHowFarItIs) {
  ASSERT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  Collector<v1::VerifyAuditResponse> client;
  ASSERT_THAT(Stream(&AuditService::VerifyAudit, v1::VerifyAuditRequest(), client), IsOk());
  ASSERT_EQ(client.messages().size(), 3u);
  EXPECT_EQ(client.messages()[0].verified(), 4);
  EXPECT_FALSE(client.messages()[0].done());
  const auto& verdict = client.messages().back();
  EXPECT_TRUE(verdict.done());
  EXPECT_FALSE(verdict.has_finding());
  EXPECT_EQ(verdict.verified(), 10);
  EXPECT_EQ(verdict.checkpoints(), 1);
  EXPECT_EQ(verdict.hash().size(), 32u);
}

TEST_F(AuditServiceTest, AClientThatLeavesEndsTheWork) {
  Collector<v1::VerifyAuditResponse> client(1);
  EXPECT_THAT(Stream(&AuditService::VerifyAudit, v1::VerifyAuditRequest(), client),
              StatusIs(absl::StatusCode::kUnavailable, kShuttingDown));
  EXPECT_EQ(client.messages().size(), 1u);
}

TEST_F(AuditServiceTest, ComparesProjectionsWithARebuild) {
  Collector<v1::CompareProjectionsResponse> client;
  ASSERT_THAT(Stream(&AuditService::CompareProjections, v1::CompareProjectionsRequest(), client),
              IsOk());
  const auto& last = client.messages().back();
  EXPECT_TRUE(last.done());
  EXPECT_EQ(last.events(), 10);
  EXPECT_EQ(last.total_events(), 10);
  EXPECT_GE(last.rows(), 6);
  EXPECT_EQ(last.difference_count(), 0);
}

TEST_F(AuditServiceTest, ListsCheckpointsNewestFirst) {
  ASSERT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  AddClosed("D0", "866", 6);
  ASSERT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  const auto call = CallBy("*");
  v1::ListCheckpointsRequest request;
  auto listed = RunOn(io_, audit_->ListCheckpoints(call, request));
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->checkpoints_size(), 2);
  EXPECT_EQ(listed->checkpoints(0).sequence(), 12);
  EXPECT_EQ(listed->checkpoints(1).sequence(), 10);
  EXPECT_EQ(listed->public_key(), public_key_.pem());
  EXPECT_TRUE(public_key_.Signed(listed->archive(), listed->checkpoints(0)));
  request.set_before_sequence(12);
  listed = RunOn(io_, audit_->ListCheckpoints(call, request));
  EXPECT_EQ(listed->checkpoints_size(), 1);
  request.set_page_size(-1);
  EXPECT_THAT(RunOn(io_, audit_->ListCheckpoints(call, request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST_F(AuditServiceTest, TheArchiveIsForThoseWhoCoverEverything) {
  Collector<v1::ExportAuditResponse> exported;
  const auto refused = StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope);
  EXPECT_THAT(Stream(&AuditService::ExportAudit, v1::ExportAuditRequest(), exported, "87"), refused);
  EXPECT_TRUE(exported.messages().empty());
}

TEST_F(AuditServiceTest, WithoutAKeyNothingIsSigned) {
  audit_.emplace(archive_, clock_, std::nullopt);
  EXPECT_THAT(RunOn(io_, audit_->SignCheckpoint()), IsOk());
  v1::ExportAuditRequest request;
  request.set_sign_now(true);
  Collector<v1::ExportAuditResponse> client;
  EXPECT_THAT(Stream(&AuditService::ExportAudit, request, client),
              StatusIs(absl::StatusCode::kFailedPrecondition, kAuditKeyMissing));
  request.set_sign_now(false);
  request.set_after_sequence(11);
  EXPECT_THAT(Stream(&AuditService::ExportAudit, request, client),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::reporting

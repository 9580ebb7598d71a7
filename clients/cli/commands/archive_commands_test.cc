// audit, retention, erase.
#include <sstream>

#include "clients/cli/files.h"
#include "clients/cli/testing/cli_fixture.h"
#include "common/audit/export_file.h"
#include "common/audit/testing.h"
#include "gmock/gmock.h"
#include "motcua/reporting/v1/retention_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service
using ::testing::HasSubstr;

class ArchiveCommandsTest : public CliTest {
 protected:
  // What an export of ten rows with a checkpoint at the end says.
  ExportAuditResponse Exported() {
    const auto rows = audit::ChainedRows(10);
    ExportAuditResponse message;
    *message.mutable_archive() = audit::TestArchive();
    message.set_start_hash(std::string(32, 0));
    message.set_last_sequence(10);
    for (const auto& row : rows) *message.add_rows() = row;
    *message.add_checkpoints() = audit::CheckpointOf(rows, key_);
    return message;
  }
  std::string Lines(const ExportAuditResponse& message) {
    std::ostringstream lines;
    audit::WriteLines(message, lines);
    return lines.str();
  }
  std::string PublicKeyFile() { return WriteFile("audit.pub", key_.public_key().pem()); }

  audit::SigningKey key_ = audit::NewKey();
};

TEST_F(ArchiveCommandsTest, AnExportIsVerifiedWithoutAServer) {
  services_.Stream("reporting.ExportAudit", {Exported().SerializeAsString()}, absl::OkStatus());
  const std::string file = folder_ / "archive.jsonl";
  const Result exported = Run({"audit", "export", "--sign", "--out", file});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_THAT(exported.out, HasSubstr("10 events exported"));
  EXPECT_TRUE(services_.Received<ExportAuditRequest>("reporting.ExportAudit")[0].sign_now());
  const Result verified =
      RunAlone({"audit", "verify", file, "--public-key", PublicKeyFile(), "--kept", file});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("10 events are whole; signed up to row 10"));
}

TEST_F(ArchiveCommandsTest, AChangedExportNamesTheRow) {
  auto message = Exported();
  message.mutable_rows(3)->set_event("changed");
  const std::string file = WriteFile("archive.jsonl", Lines(message));
  const Result result = RunAlone({"audit", "verify", file, "--public-key", PublicKeyFile()});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("row 4"));
}

TEST_F(ArchiveCommandsTest, RowsWithoutACheckpointProveNothing) {
  auto message = Exported();
  message.clear_checkpoints();
  const std::string file = WriteFile("archive.jsonl", Lines(message));
  const Result result = RunAlone({"audit", "verify", file, "--public-key", PublicKeyFile()});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("no checkpoint covers the rows after 0"));
}

TEST_F(ArchiveCommandsTest, AFileNeedsTheKey) {
  const std::string file = WriteFile("archive.jsonl", Lines(Exported()));
  EXPECT_EQ(RunAlone({"audit", "verify", file}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"audit", "verify", file, "--public-key", file}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"audit", "verify", "nowhere", "--public-key", PublicKeyFile()}).code,
            kExitUsage);
}

TEST_F(ArchiveCommandsTest, TheServiceNamesWhatItFinds) {
  const auto verdict = FromText<VerifyAuditResponse>(R"(verified: 6 total: 10 done: true
      finding { fault: AUDIT_FAULT_MISSING sequence: 7 detail: "row 7 is missing" })");
  services_.Stream("reporting.VerifyAudit", {verdict.SerializeAsString()}, absl::OkStatus());
  const Result result = Run({"audit", "verify"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("row 7: missing: row 7 is missing"));
}

TEST_F(ArchiveCommandsTest, RebuildListsDifferences) {
  const auto found = FromText<CompareProjectionsResponse>(R"(events: 5 total_events: 5 rows: 3
      difference_count: 1 done: true
      differences { table: "dossier" key: "D1" column: "ending" stored: "1" rebuilt: "2" })");
  services_.Stream("reporting.CompareProjections", {found.SerializeAsString()}, absl::OkStatus());
  const Result result = Run({"audit", "rebuild"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("dossier  D1   ending  1       2"));
}

TEST_F(ArchiveCommandsTest, CheckpointsAndTheKeyAreShown) {
  ListCheckpointsResponse list;
  *list.add_checkpoints() = audit::CheckpointOf(audit::ChainedRows(3), key_);
  list.set_public_key(key_.public_key().pem());
  services_.Answer("reporting.ListCheckpoints", list);
  const std::string file = folder_ / "key.pub";
  const Result result = Run({"audit", "checkpoints", "--public-key", file});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr(key_.public_key().id()));
  EXPECT_TRUE(audit::PublicKey::FromPem(*ReadFile(file)).ok());
}

TEST_F(ArchiveCommandsTest, ErasesOneDossier) {
  services_.Answer("reporting.ErasePersonalData", FromText<ErasePersonalDataResponse>(
      "retention { dossier_code: 'D1' erase_time { seconds: 1700000000 } }"));
  const Result result =
      Run({"erase", kCode, "--reason", "Hết thời hạn", "--before-retention-ends"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("were erased at 2023-11-15"));
  const auto requests =
      services_.Received<ErasePersonalDataRequest>("reporting.ErasePersonalData");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].dossier_code(), kCode);
  EXPECT_TRUE(requests[0].before_retention_ends());
  EXPECT_NE(requests[0].request_id(), "");
  EXPECT_EQ(Run({"erase", kCode}).code, kExitUsage);
}

TEST_F(ArchiveCommandsTest, RetentionIsShownOrListed) {
  services_.Answer("reporting.GetRetention", FromText<GetRetentionResponse>(
      "retentions { dossier_code: 'D1' years: 5 end_time { seconds: 1700000000 } }"));
  services_.Answer("reporting.ListEndedRetentions", ListEndedRetentionsResponse());
  EXPECT_THAT(Run({"retention", "D1"}).out, HasSubstr("D1"));
  EXPECT_THAT(Run({"retention"}).out, HasSubstr("No dossier's retention is over."));
}

}  // namespace
}  // namespace motcua::cli

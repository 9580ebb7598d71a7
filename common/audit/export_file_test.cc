#include "common/audit/export_file.h"

#include <sstream>

#include "common/audit/testing.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::audit {
namespace {

using namespace reporting::v1;  // NOLINT: enumerators

class ExportFileTest : public testing::Test {
 protected:
  // The archive's rows after `after`, checkpoints at row 4 and at the end.
  std::string Export(int64_t after) {
    const auto rows = ChainedRows(10);
    Chain chain(Genesis(TestArchive().archive_id(), TestArchive().stream()));
    for (int64_t i = 0; i < after; ++i) {
      chain.Extend({i + 1, rows[i].stream_id(), rows[i].receiving_unit(), rows[i].event()});
    }
    std::ostringstream file;
    ExportAuditResponse message;
    *message.mutable_archive() = TestArchive();
    message.set_start_hash(std::string(BytesOf(chain.hash())));
    message.set_after_sequence(after);
    message.set_last_sequence(10);
    for (int64_t i = after; i < 10; ++i) {
      *message.add_rows() = rows[i];
      if (i + 1 != 4 && i + 1 != 10) continue;
      const std::vector<AuditRow> covered(rows.begin(), rows.begin() + i + 1);
      *message.add_checkpoints() = CheckpointOf(covered, key_);
    }
    WriteLines(message, file);
    return file.str();
  }

  absl::StatusOr<FileVerdict> Verify(const std::string& text,
                                     std::vector<AuditCheckpoint> kept = {}) {
    std::istringstream file(text);
    return VerifyFile(file, key_.public_key(), std::move(kept), nullptr);
  }

  SigningKey key_ = NewKey();
};

TEST_F(ExportFileTest, IsVerifiedWithThePublicKeyAlone) {
  const auto verdict = Verify(Export(0));
  ASSERT_THAT(verdict, IsOk());
  EXPECT_FALSE(verdict->finding.has_value());
  EXPECT_EQ(verdict->rows, 10);
  EXPECT_EQ(verdict->checkpoints, 2);
  EXPECT_EQ(verdict->covered_to, 10);
  EXPECT_EQ(verdict->archive.archive_id(), "A1");
}

TEST_F(ExportFileTest, GoesOnWhereAnEarlierOneEnded) {
  const auto verdict = Verify(Export(6));
  ASSERT_THAT(verdict, IsOk());
  EXPECT_FALSE(verdict->finding.has_value());
  EXPECT_EQ(verdict->after, 6);
  EXPECT_EQ(verdict->rows, 4);
}

TEST_F(ExportFileTest, ALineThatIsChangedOrLeftOutIsFound) {
  std::istringstream lines(Export(0));
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) all.push_back(line);
  ASSERT_EQ(all.size(), 13u);
  for (size_t gone = 1; gone < all.size(); ++gone) {
    std::string text;
    for (size_t i = 0; i < all.size(); ++i) text += i == gone ? "" : all[i] + "\n";
    const auto verdict = Verify(text);
    ASSERT_THAT(verdict, IsOk());
    const bool checkpoint = gone == 5 || gone == 12;
    EXPECT_NE(verdict->finding.has_value(), checkpoint) << gone;
    EXPECT_EQ(verdict->covered_to, gone == 12 ? 4 : 10) << "what follows is not proved";
  }
}

TEST_F(ExportFileTest, AKeptCheckpointShowsAnArchiveMadeAnew) {
  auto rows = ChainedRows(10);
  rows[0].set_event("before it was made anew");
  const AuditCheckpoint kept = CheckpointOf(rows, key_);
  const auto verdict = Verify(Export(0), {kept});
  ASSERT_THAT(verdict, IsOk());
  ASSERT_TRUE(verdict->finding.has_value());
  EXPECT_EQ(verdict->finding->fault(), AUDIT_FAULT_CHECKPOINT);
}

TEST_F(ExportFileTest, CheckpointsAreReadToBeKept) {
  std::istringstream file(Export(0));
  const auto checkpoints = ReadCheckpoints(file);
  ASSERT_THAT(checkpoints, IsOk());
  ASSERT_EQ(checkpoints->size(), 2u);
  EXPECT_EQ((*checkpoints)[0].sequence(), 4);
}

TEST_F(ExportFileTest, OtherFilesAreRefused) {
  const auto refused = StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid);
  EXPECT_THAT(Verify(""), refused);
  EXPECT_THAT(Verify("nonsense\n"), refused);
  EXPECT_THAT(Verify(Export(0) + Export(0)), refused);
}

}  // namespace
}  // namespace motcua::audit

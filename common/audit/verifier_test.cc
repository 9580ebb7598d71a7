#include "common/audit/verifier.h"

#include <algorithm>

#include "common/audit/testing.h"
#include "common/testing/matchers.h"

namespace motcua::audit {
namespace {

using namespace reporting::v1;  // NOLINT: enumerators

class VerifierTest : public testing::Test {
 protected:
  // What is found in an archive of `last` rows, of which these are left.
  AuditFinding Verify(const std::vector<AuditRow>& rows, int64_t last = 10) {
    const AuditArchive archive = TestArchive();
    const Hash start = Genesis(archive.archive_id(), archive.stream());
    Verifier verifier(archive, start, 0, last, &key_.public_key());
    for (const AuditCheckpoint& checkpoint : checkpoints_) verifier.Expect(checkpoint);
    for (const AuditRow& row : rows) verifier.Take(row);
    verifier.Finish();
    met_ = verifier.checkpoints();
    return verifier.finding().value_or(AuditFinding());
  }

  void ExpectFound(AuditFault fault, int64_t sequence, const AuditFinding& finding) {
    EXPECT_EQ(AuditFault_Name(finding.fault()), AuditFault_Name(fault)) << finding.detail();
    EXPECT_EQ(finding.sequence(), sequence) << finding.detail();
  }

  // Checkpoint of the first `count` rows.
  void Keep(int count) { checkpoints_.push_back(CheckpointOf(ChainedRows(count), key_)); }

  // Makes the marks of changed rows fit.
  void MarkAnew(std::vector<AuditRow>& rows) {
    Chain chain(Genesis(TestArchive().archive_id(), TestArchive().stream()));
    for (AuditRow& row : rows) {
      chain.Extend({row.sequence(), row.stream_id(), row.receiving_unit(), row.event()});
      row.set_mark(chain.mark());
    }
  }

  SigningKey key_ = NewKey();
  std::vector<AuditCheckpoint> checkpoints_;
  int64_t met_ = 0;
  std::vector<AuditRow> rows_ = ChainedRows(10);
};

TEST_F(VerifierTest, FindsNothingInWhatIsWhole) {
  Keep(4);
  Keep(10);
  ExpectFound(AUDIT_FAULT_UNSPECIFIED, 0, Verify(rows_));
  EXPECT_EQ(met_, 2);
}

TEST_F(VerifierTest, NamesAChangedRow) {
  for (int i = 0; i < 10; ++i) {
    auto rows = rows_;
    rows[i].set_event("another");
    ExpectFound(AUDIT_FAULT_ALTERED, i + 1, Verify(rows));
    rows = rows_;
    rows[i].set_receiving_unit("867");
    ExpectFound(AUDIT_FAULT_ALTERED, i + 1, Verify(rows));
  }
}

TEST_F(VerifierTest, NamesAMissingRow) {
  for (int i = 0; i < 9; ++i) {
    auto rows = rows_;
    rows.erase(rows.begin() + i);
    ExpectFound(AUDIT_FAULT_MISSING, i + 1, Verify(rows));
  }
}

TEST_F(VerifierTest, NamesTheFirstOfTwoRowsThatChangedPlaces) {
  auto rows = rows_;
  std::swap(rows[3], rows[6]);
  ExpectFound(AUDIT_FAULT_REORDERED, 4, Verify(rows));
  for (const int i : {3, 6}) rows[i].set_sequence(i + 1);  // and took each other's numbers
  ExpectFound(AUDIT_FAULT_REORDERED, 4, Verify(rows));
}

TEST_F(VerifierTest, NamesARowThatWasPutIn) {
  auto rows = rows_;
  rows.insert(rows.begin() + 5, rows[2]);
  for (int i = 0; i < 11; ++i) rows[i].set_sequence(i + 1);
  const AuditFinding finding = Verify(rows, 11);
  EXPECT_EQ(finding.sequence(), 6);
  EXPECT_NE(finding.fault(), AUDIT_FAULT_UNSPECIFIED);
  rows = ChainedRows(11);
  ExpectFound(AUDIT_FAULT_ADDED, 11, Verify(rows, 10));
}

TEST_F(VerifierTest, NamesTheEndThatWasCutOff) {
  auto rows = rows_;
  rows.resize(7);
  ExpectFound(AUDIT_FAULT_CUT, 8, Verify(rows));
  // The archive's own end was set back, too: a checkpoint knows better.
  ExpectFound(AUDIT_FAULT_UNSPECIFIED, 0, Verify(rows, 7));
  Keep(9);
  ExpectFound(AUDIT_FAULT_CUT, 8, Verify(rows, 7));
}

// Who can write the archive can make marks that fit, but no signature.
TEST_F(VerifierTest, ACheckpointShowsAHistoryThatWasMadeAnew) {
  auto rows = rows_;
  rows[2].set_event("another");
  MarkAnew(rows);
  ExpectFound(AUDIT_FAULT_UNSPECIFIED, 0, Verify(rows));
  Keep(2);
  ExpectFound(AUDIT_FAULT_UNSPECIFIED, 0, Verify(rows));
  Keep(8);
  ExpectFound(AUDIT_FAULT_CHECKPOINT, 8, Verify(rows));
}

TEST_F(VerifierTest, ACheckpointNeedsItsSignature) {
  checkpoints_.push_back(CheckpointOf(rows_, NewKey()));
  ExpectFound(AUDIT_FAULT_SIGNATURE, 10, Verify(rows_));
}

}  // namespace
}  // namespace motcua::audit

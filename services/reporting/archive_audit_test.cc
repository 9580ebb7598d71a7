// What the audit says of an archive that somebody wrote into behind the program's back.
#include "services/reporting/archive_audit.h"

#include "common/audit/testing.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using namespace v1;  // NOLINT: enumerators

constexpr char kStream[] = "{test}:events";

class ArchiveAuditTest : public testing::TestWithParam<std::string> {
 protected:
  ArchiveAuditTest() {
    const auto entries = EntriesOf(RandomHistories(30, 21));
    last_ = static_cast<int64_t>(entries.size());
    for (size_t i = 0; i < entries.size(); i += 50) {
      const size_t end = std::min(entries.size(), i + 50);
      EXPECT_THAT(writer_.Append({entries.begin() + i, entries.begin() + end}), IsOk());
      if (i == 50) Sign();
    }
    sql_ = *Connect(temp_.database(), Access::kWrite);
  }

  void Sign() { EXPECT_THAT(writer_.SignCheckpoint(key_, absl::FromUnixSeconds(1)), IsOk()); }

  VerifyAuditResponse Verify(std::vector<audit::AuditCheckpoint> kept = {}, int page = 7) {
    auto reader = *ArchiveReader::Open(temp_.database());
    ArchiveAudit audit(ReadAuditHead(reader->sql(), reader->dialect()), std::move(kept),
                       &key_.public_key());
    while (true) {
      const auto more = audit.CheckPage(*reader, page);
      EXPECT_THAT(more, IsOk());
      if (!more.ok() || !*more) break;
    }
    return audit.Verdict();
  }

  void ExpectFound(AuditFault fault, int64_t sequence) {
    const auto verdict = Verify();
    EXPECT_TRUE(verdict.done());
    EXPECT_EQ(AuditFault_Name(verdict.finding().fault()), AuditFault_Name(fault))
        << verdict.finding().detail();
    EXPECT_EQ(verdict.finding().sequence(), sequence) << verdict.finding().detail();
  }

  void Run(const std::string& statement) { sql_->once << statement; }

  TempDatabase temp_{GetParam()};
  ArchiveWriter writer_{temp_.database(), kStream};
  audit::SigningKey key_ = audit::NewKey();
  std::unique_ptr<soci::session> sql_;
  int64_t last_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Databases, ArchiveAuditTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(ArchiveAuditTest, FindsNothingInWhatIsWhole) {
  Sign();
  const auto verdict = Verify();
  EXPECT_FALSE(verdict.has_finding()) << verdict.finding().detail();
  EXPECT_EQ(verdict.verified(), last_);
  EXPECT_EQ(verdict.total(), last_);
  EXPECT_EQ(verdict.checkpoints(), 2);
}

TEST_P(ArchiveAuditTest, NamesAChangedRow) {
  Run("UPDATE event SET payload = (SELECT payload FROM event WHERE sequence = 3)"
      " WHERE sequence = 40");
  ExpectFound(AUDIT_FAULT_ALTERED, 40);
}

TEST_P(ArchiveAuditTest, NamesARowWhoseReceivingUnitWasChanged) {
  Run("UPDATE event SET receiving_unit = '87' WHERE sequence = 41");
  ExpectFound(AUDIT_FAULT_ALTERED, 41);
}

TEST_P(ArchiveAuditTest, NamesARowWhoseColumnsWereChanged) {
  Run("UPDATE event SET unit_code = '87' WHERE sequence = 42");
  ExpectFound(AUDIT_FAULT_COLUMN, 42);
}

TEST_P(ArchiveAuditTest, NamesAMissingRow) {
  Run("DELETE FROM event WHERE sequence = 43");
  ExpectFound(AUDIT_FAULT_MISSING, 43);
}

TEST_P(ArchiveAuditTest, NamesTheFirstOfTwoRowsThatChangedPlaces) {
  Run("UPDATE event SET sequence = -44 WHERE sequence = 44");
  Run("UPDATE event SET sequence = 44 WHERE sequence = 60");
  Run("UPDATE event SET sequence = 60 WHERE sequence = -44");
  ExpectFound(AUDIT_FAULT_REORDERED, 44);
}

TEST_P(ArchiveAuditTest, NamesARowThatWasAdded) {
  Run(Cat("INSERT INTO event SELECT ", last_ + 1, ", stream_id, occur_time, dossier_code, unit_code,"
          " receiving_unit, kind, payload, mark FROM event WHERE sequence = 5"));
  ExpectFound(AUDIT_FAULT_ADDED, last_ + 1);
}

TEST_P(ArchiveAuditTest, NamesTheEndThatIsMissing) {
  Run(Cat("DELETE FROM event WHERE sequence > ", last_ - 3));
  ExpectFound(AUDIT_FAULT_CUT, last_ - 2);
}

// Whoever owns the database can cut the end and say so, and take the checkpoints, too: only who kept
// one notices.
TEST_P(ArchiveAuditTest, AKeptCheckpointShowsWhatTheArchiveHides) {
  const auto kept = writer_.SignCheckpoint(key_, absl::FromUnixSeconds(2));
  ASSERT_THAT(kept, IsOk());
  ASSERT_TRUE(kept->has_value());
  Run(Cat("DELETE FROM event WHERE sequence > ", last_ - 3));
  Run(Cat("UPDATE archive SET last_sequence = ", last_ - 3));
  Run("DELETE FROM checkpoint");
  EXPECT_FALSE(Verify().has_finding());
  EXPECT_EQ(Verify({**kept}).finding().fault(), AUDIT_FAULT_CUT);
}

TEST_P(ArchiveAuditTest, ACheckpointOfAnotherKeyIsNone) {
  Run(Cat("UPDATE checkpoint SET sign_time = sign_time + 1"));
  ExpectFound(AUDIT_FAULT_SIGNATURE, 100);
}

TEST_P(ArchiveAuditTest, NothingNewIsNotSignedAgain) {
  const auto first = writer_.SignCheckpoint(key_, absl::FromUnixSeconds(2));
  const auto again = writer_.SignCheckpoint(key_, absl::FromUnixSeconds(3));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(**again, EqualsProto(**first));
}

}  // namespace
}  // namespace motcua::reporting

#include "clients/province/ledger.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace motcua::province {
namespace {

using ::testing::HasSubstr;

const PlanParameters kPlan{5, 1, absl::CivilDay(2023, 1, 1), absl::CivilDay(2023, 8, 18)};

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() {
    std::string name = std::filesystem::temp_directory_path() / "ledgerXXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~LedgerTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(LedgerTest, RemembersWhatWasAcknowledged) {
  {
    auto ledger = Ledger::Open(folder_, kPlan);
    ASSERT_THAT(ledger, IsOk());
    EXPECT_EQ(ledger->acknowledged(), 0);
    ledger->Acknowledge(3, "code-3");
    ledger->Acknowledge(0, "code-0");
  }
  auto ledger = Ledger::Open(folder_, kPlan);
  ASSERT_THAT(ledger, IsOk());
  EXPECT_EQ(ledger->acknowledged(), 2);
  EXPECT_TRUE(ledger->IsAcknowledged(3));
  EXPECT_FALSE(ledger->IsAcknowledged(1));
  EXPECT_EQ(ledger->codes()[0], "code-0");
}

TEST_F(LedgerTest, ALineCutOffByACrashWasNotAcknowledged) {
  ASSERT_THAT(Ledger::Open(folder_, kPlan), IsOk());
  std::ofstream(folder_ + "/acknowledged") << "0 code-0\n1 cod";
  auto ledger = Ledger::Open(folder_, kPlan);
  ASSERT_THAT(ledger, IsOk());
  EXPECT_EQ(ledger->acknowledged(), 1);
  ledger->Acknowledge(1, "code-1");
  EXPECT_EQ(Ledger::Open(folder_, kPlan)->codes()[1], "code-1");
}

TEST_F(LedgerTest, AnotherPlanOnKeptDataIsRefused) {
  ASSERT_THAT(Ledger::Open(folder_, kPlan), IsOk());
  PlanParameters other = kPlan;
  other.dossiers = 6;
  const auto refused = Ledger::Open(folder_, other);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("--fresh"));
}

TEST_F(LedgerTest, AFolderThatIsNotThereIsAnError) {
  EXPECT_THAT(Ledger::Open(folder_ + "/none", kPlan), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace motcua::province

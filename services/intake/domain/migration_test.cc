#include "services/intake/domain/migration.h"

#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::intake {
namespace {

constexpr char kCatalogue[] = R"pb(
  units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE }
  units {
    code: "1" name: "Xã A" level: LEVEL_COMMUNE parent_code: "87" one_stop: true agency_code: "000.31.14.H20"
  }
  procedures {
    code: "1.1" name: "Thủ tục" field: "F" levels: LEVEL_COMMUNE fee_vnd: 10000
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 2 } version: 1 valid_to: "2023-06-30"
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  procedures {
    code: "1.1" name: "Thủ tục" field: "F" levels: LEVEL_COMMUNE fee_vnd: 8000
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 } version: 2 valid_from: "2023-07-01"
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Bản sao" kind: PAPER_KIND_PLAIN_COPY count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
)pb";

class MigrationTest : public testing::Test {
 protected:
  MigrationTest() : catalogue_(MakeCatalogue()) {
    dossier_.set_code("D");
    dossier_.set_procedure_code("1.1");
    dossier_.set_procedure_version(1);
    dossier_.set_receiving_unit("1");
    dossier_.set_state(dossier::v1::DOSSIER_STATE_SUBMITTED);
    dossier_.set_fee_vnd(10000);
    auto& paper = *dossier_.add_papers();
    paper.set_name("Đơn");
    paper.set_count(1);
  }
  static catalogue::Catalogue MakeCatalogue() {
    auto made = catalogue::Catalogue::FromFiles({{"test.textproto", kCatalogue}});
    EXPECT_THAT(made, IsOk());
    return *std::move(made);
  }
  const catalogue::v1::Procedure& Second() {
    return *catalogue_.FindProcedureKept("1.1", 2, absl::CivilDay());
  }
  absl::Status Run() {
    return Migrate(Second(), catalogue_, {dossier_, events_, "operator", absl::UnixEpoch()});
  }

  catalogue::Catalogue catalogue_;
  Dossier dossier_;
  std::vector<event::v1::Event> events_;
};

TEST_F(MigrationTest, TakesVersionAndFee) {
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(dossier_.procedure_version(), 2);
  EXPECT_EQ(dossier_.fee_vnd(), 8000);
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_EQ(events_[0].migrated().from_version(), 1);
  EXPECT_EQ(events_[0].migrated().to_version(), 2);
  EXPECT_THAT(PapersMissingUnder(Second(), dossier_), testing::ElementsAre("Bản sao"));
}

TEST_F(MigrationTest, ASecondTimeNothingHappens) {
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(events_.size(), 1u);
}

TEST_F(MigrationTest, WhatWasAcceptedIsRoutings) {
  dossier_.set_state(dossier::v1::DOSSIER_STATE_ACCEPTED);
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kFailedPrecondition, "MIGRATION_IMPOSSIBLE"));
  EXPECT_EQ(dossier_.procedure_version(), 1);
  EXPECT_TRUE(events_.empty());
}

TEST_F(MigrationTest, TheVersionMustHaveItsCase) {
  dossier_.set_case_key("other");
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kFailedPrecondition, "MIGRATION_IMPOSSIBLE"));
}

}  // namespace
}  // namespace motcua::intake

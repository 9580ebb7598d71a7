#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_replace.h"
#include "clients/cli/testing/cli_fixture.h"
#include "common/catalogue/test_catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/ops/v1/ops_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTable[] =
    "code,name,field,levels,agency,time_value,time_unit,fee_vnd,components,legal_documents\n"
    "1.001193,Đăng ký khai sinh,Hộ tịch,commune,UBND cấp xã,1,working_day,0,Tờ khai,60/2014/QH13\n"
    "1.000894,Đăng ký kết hôn,Hộ tịch,commune,UBND cấp xã,1,working_day,40,Tờ khai,60/2014/QH13\n";

class CatalogueCommandsTest : public CliTest {
 protected:
  // A folder with the small catalogue, `from` replaced by `to` in it.
  std::string Folder(const std::string& name, const std::string& from = "",
                     const std::string& to = "") {
    std::filesystem::create_directory(folder_ / name);
    const auto changed = [&](const std::string& text) {
      return from.empty() ? text : absl::StrReplaceAll(text, {{from, to}});
    };
    WriteFile(name + "/units.textproto", changed(catalogue::kSmallUnits));
    WriteFile(name + "/procedures.textproto", changed(catalogue::kSmallProcedures));
    return folder_ / name;
  }
  std::string Content(const std::string& name) {
    std::ifstream file(folder_ / name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
};

TEST_F(CatalogueCommandsTest, EachHasHelpWithAnExample) {
  EXPECT_THAT(RunAlone({"--help"}).out, HasSubstr("\n  catalogue "));
  for (const char* name : {"lint", "diff", "import", "publish", "status", "migrate"}) {
    const Result help = RunAlone({"catalogue", name, "--help"});
    EXPECT_EQ(help.code, kExitOk);
    EXPECT_THAT(help.out, HasSubstr(Cat("Examples:\n  motcua catalogue ", name)));
  }
  EXPECT_EQ(RunAlone({"catalogue"}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"catalogue", "burn"}).code, kExitUsage);
}

TEST_F(CatalogueCommandsTest, LintOfACleanCatalogue) {
  const Result result = RunAlone({"catalogue", "lint", Folder("clean")});
  EXPECT_EQ(result.code, kExitOk) << result.out << result.err;
  EXPECT_EQ(result.out, "0 errors, 0 warnings\n");
}

TEST_F(CatalogueCommandsTest, WarningsFailOnlyWhenStrict) {
  const std::string folder = Folder("odd", "fee_vnd: 15000", "fee_vnd: 40");
  const Result result = RunAlone({"catalogue", "lint", folder});
  EXPECT_EQ(result.code, kExitOk);
  EXPECT_THAT(result.out, HasSubstr("procedures.textproto:7: warning: procedure 1.001: a fee of 40 "
                                    "đồng is unusual; are these đồng? [suspicious-fee]\n"));
  EXPECT_THAT(result.out, HasSubstr("0 errors, 1 warning\n"));
  EXPECT_EQ(RunAlone({"catalogue", "lint", folder, "--strict"}).code, kExitRefused);
}

TEST_F(CatalogueCommandsTest, ErrorsFail) {
  const std::string folder = Folder("wrong", "share_permille: 500", "share_permille: 400");
  const Result result = RunAlone({"catalogue", "lint", folder, "--json"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("\"severity\":\"error\",\"rule\":\"load\""));
  EXPECT_THAT(result.out, HasSubstr("\"errors\":1,\"warnings\":0}\n"));
}

TEST_F(CatalogueCommandsTest, LintLooksAtOneDay) {
  const std::string folder =
      Folder("dated", R"(name: "Sở Xây dựng")", R"(name: "Sở Xây dựng" valid_to: "2024-06-30")");
  EXPECT_EQ(RunAlone({"catalogue", "lint", folder, "--on", "2024-06-30"}).code, kExitOk);
  EXPECT_EQ(RunAlone({"catalogue", "lint", folder, "--on", "2024-07-01"}).code, kExitRefused);
  EXPECT_EQ(RunAlone({"catalogue", "lint", folder, "--on", "soon"}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"catalogue", "lint", (folder_ / "nowhere").string()}).code, kExitUsage);
}

TEST_F(CatalogueCommandsTest, DiffSaysWhatChangedInWords) {
  const std::string before = Folder("before");
  const std::string after = Folder("after", "amount: 10", "amount: 7");
  const Result result = RunAlone({"catalogue", "diff", before, after});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_EQ(result.out,
            "changed procedure 1.001  Đăng ký đất đai\n"
            "    limit: 10 working days → 7 working days\n");
  EXPECT_THAT(RunAlone({"catalogue", "diff", before, after, "--json"}).out,
              HasSubstr("\"details\":[\"limit: 10 working days → 7 working days\"]"));
  EXPECT_EQ(RunAlone({"catalogue", "diff", before, before}).out, "Nothing has changed.\n");
}

TEST_F(CatalogueCommandsTest, DiffOfWhatDoesNotLoad) {
  const std::string before = Folder("good");
  const std::string after = Folder("bad", "amount: 10", "amount: 0");
  const Result result = RunAlone({"catalogue", "diff", before, after});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("limit of 0 is not in 1 to 3650"));
  EXPECT_EQ(RunAlone({"catalogue", "diff", before, (folder_ / "no").string()}).code, kExitUsage);
}

TEST_F(CatalogueCommandsTest, ImportTakesAndRejectsRows) {
  const std::string table = WriteFile("table.csv", kTable);
  const std::string out = folder_ / "out.textproto";
  const std::string report = folder_ / "report.csv";
  const Result result =
      RunAlone({"catalogue", "import", table, "--out", out, "--report", report});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("a fee of 40: đồng or thousands?"));
  EXPECT_THAT(result.out, HasSubstr("2 rows: 1 taken, 1 rejected\n"));
  EXPECT_THAT(Content("out.textproto"), HasSubstr("code: \"1.001193\""));
  EXPECT_THAT(Content("out.textproto"), Not(HasSubstr("1.000894")));
  EXPECT_THAT(Content("report.csv"), HasSubstr("\n2,3,1.000894,rejected,FEE_SUSPICIOUS,"));
}

TEST_F(CatalogueCommandsTest, StrictImportWritesAllOrNothing) {
  const std::string table = WriteFile("table.csv", kTable);
  const std::string out = folder_ / "out.textproto";
  EXPECT_EQ(RunAlone({"catalogue", "import", table, "--out", out, "--strict"}).code, kExitRefused);
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(CatalogueCommandsTest, ImportOfSomethingElse) {
  const std::string table = WriteFile("other.csv", "a,b\n1,2\n");
  const std::string out = folder_ / "out.textproto";
  const Result result = RunAlone({"catalogue", "import", table, "--out", out});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("there is no column code"));
  EXPECT_EQ(RunAlone({"catalogue", "import", table}).code, kExitUsage);
  const std::string good = WriteFile("table.csv", kTable);
  const std::string nowhere = folder_ / "nowhere" / "out.textproto";
  EXPECT_EQ(RunAlone({"catalogue", "import", good, "--out", nowhere}).code, kExitUsage);
}

TEST_F(CatalogueCommandsTest, PublishSendsAllFilesOnceLinted) {
  services_.Answer("intake.PublishCatalogue", FromText<intake::v1::PublishCatalogueResponse>(R"(
      old_version: "a" new_version: "b" restart_needed: true
      changes { kind: "changed" what: "procedure" key: "1.001" name: "Đất" details: "fee: 1 → 2" }
      in_use { procedure_code: "1.001" version: 1 open_dossiers: 7 })"));
  const Result result = Run({"catalogue", "publish", "--dry-run", Folder("next")});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("changed procedure 1.001  Đất\n    fee: 1 → 2\n"));
  EXPECT_THAT(result.out, HasSubstr("1.001            1              7\n"));
  EXPECT_THAT(result.out, HasSubstr("Would be published: a → b\n"));
  EXPECT_THAT(result.out, HasSubstr("when they start"));
  const auto sent =
      services_.Received<intake::v1::PublishCatalogueRequest>("intake.PublishCatalogue");
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_TRUE(sent[0].dry_run());
  ASSERT_EQ(sent[0].files_size(), 2);
  EXPECT_EQ(sent[0].files(1).name(), "units.textproto");
}

TEST_F(CatalogueCommandsTest, PublishSendsNothingFaulty) {
  const Result result =
      Run({"catalogue", "publish", Folder("faulty", "share_permille: 200", "share_permille: 1")});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("procedures.textproto:1"));
  EXPECT_TRUE(services_.Received<intake::v1::PublishCatalogueRequest>("intake.PublishCatalogue")
                  .empty());
}

TEST_F(CatalogueCommandsTest, StatusIsOfEveryService) {
  services_.Answer("ops.GetCatalogueStatus", FromText<ops::v1::GetCatalogueStatusResponse>(R"(
      service: "intake" running_version: "a" published_version: "a" publisher: "operator")"));
  services_.Answer("ops.GetCatalogueStatus", FromText<ops::v1::GetCatalogueStatusResponse>(R"(
      service: "routing" running_version: "a" published_version: "b" restart_needed: true)"));
  const Result result = Run({"catalogue", "status"});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("intake     a     as published    a          operator"));
  EXPECT_THAT(result.out, HasSubstr("reporting  a     restart needed"));
}

TEST_F(CatalogueCommandsTest, MigrateMovesWhatCanMove) {
  services_.Answer("routing.PlanMigration", FromText<routing::v1::PlanMigrationResponse>(R"(
      journeys { dossier_code: "A" open_steps: "Ký" new_open_steps: "Duyệt" }
      next_page_token: "p")"));
  services_.Answer("routing.PlanMigration", FromText<routing::v1::PlanMigrationResponse>(R"(
      journeys { dossier_code: "B" open_steps: "Ký" obstacle: "its clock stands" })"));
  services_.Answer("routing.MigrateJourney", FromText<routing::v1::MigrateJourneyResponse>(R"(
      moved: true migration { dossier_code: "A" open_steps: "Ký" new_open_steps: "Duyệt" })"));
  const std::vector<std::string> words = {"catalogue", "migrate", "1.001",        "--to",
                                          "2",         "--request-id", "r"};
  const Result result = Run(words);
  EXPECT_EQ(result.code, kExitRefused) << "one cannot move";
  EXPECT_THAT(result.out, HasSubstr("A        moved    Ký         Duyệt"));
  EXPECT_THAT(result.out, HasSubstr("its clock stands"));
  const auto sent = services_.Received<routing::v1::MigrateJourneyRequest>("routing.MigrateJourney");
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].request_id(), "r.A");
  EXPECT_EQ(sent[0].to_version(), 2);
}

TEST_F(CatalogueCommandsTest, MigrateDryMovesNothing) {
  services_.Answer("routing.PlanMigration", FromText<routing::v1::PlanMigrationResponse>(R"(
      journeys { dossier_code: "A" open_steps: "Ký" new_open_steps: "Duyệt" })"));
  const Result result = Run({"catalogue", "migrate", "1.001", "--to", "2", "--dry-run"});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("A        moves"));
  EXPECT_TRUE(services_.Received<routing::v1::MigrateJourneyRequest>("routing.MigrateJourney")
                  .empty());
}

}  // namespace
}  // namespace motcua::cli

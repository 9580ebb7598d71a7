// Publishing a catalogue: what it would change, what stands in its way, and that it happens once.
#include "services/intake/publication.h"

#include "absl/strings/str_replace.h"
#include "common/runtime/published_catalogue.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kBirthVersionTwo[] = R"pb(
  procedures {
    code: "1.001193"
    version: 2
    valid_from: "2023-07-01"
    name: "Đăng ký khai sinh"
    field: "Hộ tịch"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_SAME_DAY }
    fee_vnd: 0
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
)pb";

class PublicationTest : public ServiceFixture {
 protected:
  // The test catalogue with `from` replaced by `to`, and more.
  v1::PublishCatalogueRequest Changed(const std::string& from, const std::string& to,
                                      const std::string& more = "") {
    v1::PublishCatalogueRequest request;
    request.set_request_id(Cat("r-", ++last_request));
    v1::CatalogueText& file = *request.add_files();
    file.set_name("test.textproto");
    const std::string text(kTestCatalogue);
    file.set_text((from.empty() ? text : absl::StrReplaceAll(text, {{from, to}})) + more);
    return request;
  }
  v1::PublishCatalogueRequest WithVersionTwo() {
    return Changed("code: \"1.001193\"", "code: \"1.001193\" valid_to: \"2023-06-30\"",
                   kBirthVersionTwo);
  }
  absl::StatusOr<v1::PublishCatalogueResponse> Publish(const v1::PublishCatalogueRequest& request) {
    return RunOn(io, publisher.PublishCatalogue(caller, request));
  }

  PublishedCatalogues published{committer, runtime::kCatalogueKind,
                                [](const auto&) { return std::vector<store::Place>(); }, nullptr,
                                /*cache_size=*/0};
  CataloguePublisher publisher{dossiers, published, TestCatalogue(), clock};
};

TEST_F(PublicationTest, ADryRunSaysWhatChangesAndForWhom) {
  File();
  FileAccepted();
  auto request = WithVersionTwo();
  request.set_dry_run(true);
  auto answer = Publish(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_FALSE(answer->published());
  EXPECT_FALSE(answer->restart_needed());
  EXPECT_EQ(answer->old_version(), TestCatalogue().version());
  EXPECT_NE(answer->new_version(), answer->old_version());
  ASSERT_THAT(answer->changes(), SizeIs(2));
  EXPECT_EQ(answer->changes(1).key(), "1.001193 version 2");
  ASSERT_THAT(answer->in_use(), SizeIs(1));
  EXPECT_EQ(answer->in_use(0).version(), 1);
  EXPECT_EQ(answer->in_use(0).open_dossiers(), 2);
  EXPECT_EQ(Redis({"EXISTS", keys.Aggregate("catalogue", "published")}).integer, 0);
}

TEST_F(PublicationTest, HappensOnceAndIsKeptWhole) {
  const auto request = WithVersionTwo();
  auto answer = Publish(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_TRUE(answer->published());
  EXPECT_THAT(Publish(request), IsOkAndHolds(EqualsProto(answer->ShortDebugString())));
  auto kept = RunOn(io, published.Load(runtime::kPublishedId));
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(kept->version, 1);
  EXPECT_EQ(kept->state->version(), answer->new_version());
  EXPECT_EQ(kept->state->publisher(), "vnpost");
  EXPECT_EQ(kept->state->files(0).text(), request.files(0).text());
}

TEST_F(PublicationTest, ServicesTakeItUpWithoutARestart) {
  auto running = *catalogue::Catalogue::FromFiles({{"test.textproto", kTestCatalogue}});
  runtime::PublishedCatalogue follower(redis, "t", running);
  EXPECT_THAT(RunOn(io, follower.TakeUp(false)), IsOk());
  EXPECT_EQ(follower.Status().published_version(), "");
  auto answer = Publish(WithVersionTwo());
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(RunOn(io, follower.TakeUp(false)), IsOk());
  EXPECT_EQ(running.version(), answer->new_version());
  EXPECT_EQ(running.FindProcedure("1.001193")->version(), 2);
  EXPECT_EQ(follower.Status().running_version(), answer->new_version());
  EXPECT_FALSE(follower.Status().restart_needed());
}

TEST_F(PublicationTest, NewUnitsWaitForTheNextStart) {
  constexpr char kUnit[] =
      "units { code: '87.STP' name: 'Sở Tư pháp' level: LEVEL_PROVINCE parent_code: '87' }";
  auto answer = Publish(Changed("", "", kUnit));
  ASSERT_THAT(answer, IsOk());
  EXPECT_TRUE(answer->restart_needed());
  auto running = *catalogue::Catalogue::FromFiles({{"test.textproto", kTestCatalogue}});
  runtime::PublishedCatalogue follower(redis, "t", running);
  EXPECT_THAT(RunOn(io, follower.TakeUp(false)), IsOk());
  EXPECT_TRUE(follower.Status().restart_needed());
  EXPECT_EQ(running.version(), TestCatalogue().version());
  runtime::PublishedCatalogue started(redis, "t", running);
  EXPECT_THAT(RunOn(io, started.TakeUp(/*starting=*/true)), IsOk());
  EXPECT_NE(running.FindUnit("87.STP"), nullptr);
}

TEST_F(PublicationTest, AFaultyOneIsRefusedByFileAndLine) {
  auto request = Changed("share_permille: 600", "share_permille: 601");
  auto refused = Publish(request);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, kCatalogueInvalid));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("test.textproto:"));
  request.clear_files();
  EXPECT_THAT(Publish(request), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
}

TEST_F(PublicationTest, WhatOpenDossiersKeepIsLeftAlone) {
  FileAccepted();
  auto refused = Publish(Changed("share_permille: 600", "share_permille: 599 "));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, kCatalogueInvalid));
  constexpr char kPaper[] = R"(papers { name: "Ảnh" kind: PAPER_KIND_ORIGINAL count: 1 required: false })";
  refused = Publish(Changed(kPaper, ""));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition, kCatalogueInUse));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("procedure 1.001193 version 1 says something else, while 1 open"));
  EXPECT_THAT(Publish(Changed("name: \"Đăng ký khai sinh\"", "name: \"Khai sinh\"")), IsOk());
}

TEST_F(PublicationTest, WhatIsMissingIsNamed) {
  const auto after = *catalogue::Catalogue::FromFiles(
      {{"t", R"(units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE })"}});
  EXPECT_THAT(ObstaclesTo(TestCatalogue(), after, {{{"1.001193", 1}, 3}}),
              ElementsAre(HasSubstr("unit 87.SXD is missing"), HasSubstr("unit 866"),
                          HasSubstr("unit 29869"), HasSubstr("unit 29872"),
                          "procedure 1.001193 version 1 is missing: 3 open dossiers keep it"));
  EXPECT_THAT(ObstaclesTo(TestCatalogue(), TestCatalogue(), {{{"1.001193", 1}, 3}}), IsEmpty());
}

}  // namespace
}  // namespace motcua::intake

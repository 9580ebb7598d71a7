#include "common/catalogue/case_rules.h"

#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::HasSubstr;
using namespace type::v1;  // NOLINT: enumerators

v1::Procedure MakeProcedure(const std::string& rules) {
  v1::Procedure procedure;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      Cat(R"(code: "1.1" limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 } fee_vnd: 100000 )", rules),
      &procedure));
  return procedure;
}

// What the catalogue says of the small procedures with `text` added to the second of them.
std::string MistakesOf(const std::string& text) {
  const auto made = Catalogue::FromFiles(
      {{"u", kSmallUnits},
       {"p", Cat(R"(procedures { code: "2.1" name: "Thử" field: "Thử" levels: LEVEL_COMMUNE
limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 }
cases { key: "lost" name: "Mất" question: "Mất?" }
)",
                 text, "}")}});
  return made.ok() ? "" : std::string(made.status().message());
}
constexpr char kRoute[] =
    R"(route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" })";

TEST(CaseRulesTest, TheFirstRuleThatFitsDecidesElseTheProcedureItself) {
  const auto procedure = MakeProcedure(R"(
      limit_rules { cases: "lost" channels: CHANNEL_ONLINE
                    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 2 } }
      limit_rules { cases: "lost" limit { kind: LIMIT_KIND_WORKING_DAYS amount: 7 } }
      limit_rules { channels: CHANNEL_ONLINE limit { kind: LIMIT_KIND_WORKING_HOURS amount: 4 } }
      fee_rules { channels: CHANNEL_ONLINE fee_vnd: 50000 }
      fee_rules { cases: "poor" fee_vnd: 0 })");
  EXPECT_EQ(LimitFor(procedure, "lost", CHANNEL_ONLINE).amount(), 2);
  EXPECT_EQ(LimitFor(procedure, "lost", CHANNEL_POSTAL).amount(), 7);
  EXPECT_EQ(LimitFor(procedure, "", CHANNEL_ONLINE).kind(), LIMIT_KIND_WORKING_HOURS);
  EXPECT_EQ(LimitFor(procedure, "", CHANNEL_COUNTER).amount(), 5);
  EXPECT_EQ(LimitFor(procedure, "", CHANNEL_UNSPECIFIED).amount(), 5);
  EXPECT_EQ(FeeFor(procedure, "poor", CHANNEL_ONLINE), 50000) << "the first";
  EXPECT_EQ(FeeFor(procedure, "poor", CHANNEL_COUNTER), 0);
  EXPECT_EQ(FeeFor(procedure, "", CHANNEL_COUNTER), 100000);
}

TEST(CaseRulesTest, AFeeOnlyTheProvinceKnowsIsNotKnown) {
  auto procedure = MakeProcedure("fee_rules { channels: CHANNEL_ONLINE fee_vnd: 0 }");
  procedure.clear_fee_vnd();
  EXPECT_EQ(FeeFor(procedure, "", CHANNEL_COUNTER), std::nullopt);
  EXPECT_EQ(FeeFor(procedure, "", CHANNEL_ONLINE), 0);
}

TEST(CaseMistakesTest, AreReportedAtTheirLine) {
  EXPECT_EQ(MistakesOf(kRoute), "");
  EXPECT_EQ(MistakesOf(Cat(kRoute, "\nlimit_rules { limit { kind: LIMIT_KIND_SAME_DAY } }")),
            "p:5: the rule holds always: it names neither cases nor channels");
  EXPECT_EQ(MistakesOf(Cat(kRoute, "\nlimit_rules { cases: 'new' limit { } }")),
            "p:5: no case new\np:5: limit is missing or without kind");
  EXPECT_EQ(MistakesOf(Cat(kRoute, "\nfee_rules { channels: [CHANNEL_ONLINE, CHANNEL_ONLINE] "
                                   "fee_vnd: -1 }")),
            "p:5: channel is unspecified or there twice\np:5: fee is negative");
}

TEST(CaseMistakesTest, ARouteIsSoundInEveryCase) {
  const auto route = [](std::string_view more) {
    return Cat(R"(route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000
role: "leader" )", more, "}");
  };
  EXPECT_EQ(MistakesOf(route("cases: 'lost'")), "p:4: the route is empty when no case holds");
  EXPECT_EQ(MistakesOf(route("cases: 'new'")),
            "p:4: the route is empty when no case holds\np:4: the route is empty in case lost\n"
            "p:5: no case new");
  EXPECT_EQ(MistakesOf(route("post_stops_clock: true")),
            "p:5: the post carries nothing to a step without originals");
  EXPECT_THAT(MistakesOf(route("answer_limit { kind: LIMIT_KIND_NONE }")),
              HasSubstr("p:5: an answer is waited for without end where this is not set"));
  EXPECT_THAT(MistakesOf(route("answer_limit { kind: LIMIT_KIND_WORKING_DAYS amount: 3 }")),
              HasSubstr("p:4: stage 1 is of consultations alone when no case holds"));
}

}  // namespace
}  // namespace motcua::catalogue

#include "common/auth/policy.h"

#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::auth {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kPolicy = R"(
  roles { name: "clerk" allow: "/motcua.intake.v1.IntakeService/SubmitDossier" }
  roles { name: "auditor" allow: "/motcua.reporting.v1.ReportingService/*" }
  roles { name: "admin" allow: "*" }
  callers { name: "counter" roles: "clerk" roles: "auditor" units: "866" }
  callers { name: "root" roles: "admin" units: "*" }
)";

// "87" is over "866", which is over "30127".
struct Tree {
  bool Covers(std::string_view root, std::string_view unit) const {
    if (root == unit) return true;
    if (unit == "30127") return Covers(root, "866");
    return unit == "866" && root == "87";
  }
};

Policy Good() { return *Policy::FromText(kPolicy, "policy.txtpb"); }

std::string ErrorOf(std::string_view text) {
  return std::string(Policy::FromText(text, "policy.txtpb").status().message());
}

TEST(PolicyTest, AllowsWhatARoleNames) {
  const Policy policy = Good();
  const Principal* counter = policy.Find("counter");
  ASSERT_NE(counter, nullptr);
  EXPECT_TRUE(counter->Allows("/motcua.intake.v1.IntakeService/SubmitDossier"));
  EXPECT_TRUE(counter->Allows("/motcua.reporting.v1.ReportingService/GetForm"));
}

TEST(PolicyTest, DeniesByDefault) {
  const Policy policy = Good();
  const Principal* counter = policy.Find("counter");
  EXPECT_FALSE(counter->Allows("/motcua.intake.v1.IntakeService/WithdrawDossier"));
  EXPECT_FALSE(counter->Allows("/motcua.reporting.v1.ReportingServiceTwo/GetForm"));
  EXPECT_FALSE(counter->Allows(""));
  EXPECT_EQ(policy.Find("stranger"), nullptr);
}

TEST(PolicyTest, AStarAllowsEverything) {
  const Policy policy = Good();
  EXPECT_TRUE(policy.Find("root")->Allows("/any.Service/Method"));
}

TEST(PolicyTest, CallersCoverTheirSubtrees) {
  const Policy policy = Good();
  const Caller& counter = policy.Find("counter")->caller();
  EXPECT_TRUE(counter.Covers("866", Tree()));
  EXPECT_TRUE(counter.Covers("30127", Tree()));
  EXPECT_FALSE(counter.Covers("87", Tree()));
  EXPECT_TRUE(policy.Find("root")->caller().Covers("anything", Tree()));
}

TEST(CallerTest, RequireCoversNamesTheUnit) {
  const Caller caller{"counter", {"866"}};
  EXPECT_TRUE(RequireCovers(caller, "30127", Tree()).ok());
  const absl::Status denied = RequireCovers(caller, "87", Tree());
  EXPECT_EQ(denied.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(denied), kUnitOutOfScope);
  EXPECT_THAT(std::string(denied.message()), HasSubstr("\"87\""));
}

TEST(CallerTest, OneOfSeveralUnitsIsEnough) {
  const std::vector<std::string> units = {"87", "30127"};
  EXPECT_TRUE(RequireCoversAny(Caller{"counter", {"866"}}, units, Tree()).ok());
  EXPECT_FALSE(RequireCoversAny(Caller{"counter", {"999"}}, units, Tree()).ok());
  const std::vector<std::string> none;
  EXPECT_FALSE(RequireCoversAny(Caller{"counter", {"866"}}, none, Tree()).ok());
  EXPECT_TRUE(RequireCoversAny(Caller{"root", {"*"}}, none, Tree()).ok());
}

TEST(PolicyErrorsTest, SyntaxErrorsNameTheLine) {
  EXPECT_THAT(ErrorOf("roles { name: \"a\" }\nroles { nam: \"b\" }"),
              HasSubstr("policy.txtpb:2: "));
}

TEST(PolicyErrorsTest, EveryMistakeIsListed) {
  const std::string error = ErrorOf(R"(
    roles { name: "a" allow: "/x/*" }
    roles { name: "a" allow: "SubmitDossier" allow: "/*/Get" allow: "/x/Get*" }
    callers { name: "c" roles: "b" }
    callers { name: "c" units: "" }
  )");
  for (const char* mistake :
       {"role \"a\" appears twice", "\"SubmitDossier\", which is not", "\"/*/Get\", which is not",
        "\"/x/Get*\", which is not", "unknown role \"b\"", "caller \"c\" appears twice",
        "caller \"c\" has no role", "a unit without a code"}) {
    EXPECT_THAT(error, HasSubstr(mistake));
  }
}

TEST(PolicyErrorsTest, MisspeltMethodsAreFound) {
  const Policy policy = Good();
  EXPECT_TRUE(policy.CheckMethods("motcua.intake.v1.IntakeService", {"SubmitDossier"}).ok());
  const absl::Status status = policy.CheckMethods("motcua.intake.v1.IntakeService", {"Submit"});
  EXPECT_EQ(status.message(),
            "policy.txtpb: \"/motcua.intake.v1.IntakeService/SubmitDossier\" is no method");
}

TEST(PolicyErrorsTest, AMissingFileIsNamed) {
  EXPECT_THAT(std::string(Policy::Load("/no/such/file").status().message()),
              HasSubstr("/no/such/file"));
}

}  // namespace
}  // namespace motcua::auth

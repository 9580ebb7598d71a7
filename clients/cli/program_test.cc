#include "clients/cli/program.h"

#include "clients/cli/testing/cli_fixture.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using namespace motcua::routing::v1;  // NOLINT: the messages of one service

class ProgramTest : public CliTest {};

// Every command's name, as its own help lists them.
std::vector<std::string> CommandNames() {
  return {"guide",    "submit",   "accept",   "refuse",  "list",    "supplement", "pay",
          "withdraw", "handover", "track",    "explain", "queue",   "claim",      "renew",
          "complete", "release",  "handback", "stuck",   "requeue", "ship",       "parcels",
          "scan",     "top",      "report",   "watch",   "status",  "completion", "version"};
}

TEST_F(ProgramTest, EveryCommandHasHelpWithAnExample) {
  const Result all = RunAlone({"--help"});
  EXPECT_EQ(all.code, 0);
  for (const std::string& name : CommandNames()) {
    EXPECT_THAT(all.out, HasSubstr("\n  " + name + " "));
    const Result help = RunAlone({name, "--help"});
    EXPECT_EQ(help.code, 0) << name;
    EXPECT_THAT(help.out, HasSubstr("Examples:\n  motcua " + name)) << name;
  }
}

TEST_F(ProgramTest, WrongUseIsExitTwo) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"nonsense"},
      {"queue"},
      {"queue", "866", "--limit", "0"},
      {"queue", "866", "extra"},
      {"claim", "866", "--lease", "soon"},
      {"claim", "866", "--max", "101"},
      {"pay", kCode, "-5"},
      {"report", "--from", "yesterday", "--to", "2023-01-01"},
      {"report", "--from", "2023-01-01", "--to", "2023-01-31", "--by", "mood"},
      {"scan", "EQ473124829VN", "teleported"},
      {"completion", "tcsh"},
      {"submit", "--channel", "owl"}};
  for (const auto& arguments : wrong) {
    const Result result = RunAlone(arguments);
    EXPECT_EQ(result.code, kExitUsage) << ::testing::PrintToString(arguments);
    EXPECT_NE(result.err, "");
  }
}

TEST_F(ProgramTest, UnknownPlacesAndFilesAreExitTwo) {
  EXPECT_EQ(RunAlone({"queue", "866", "--endpoints", "/nowhere"}).code, kExitUsage);
  const std::string file = WriteFile("endpoints", "# places\n\nintake=127.0.0.1:1\nrouting\n");
  const Result result = RunAlone({"queue", "866", "--endpoints", file});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("endpoints:4: expected NAME=HOST:PORT"));
}

TEST_F(ProgramTest, MissingCertificatesAreExitTwo) {
  const std::string file = WriteFile("endpoints", "routing=127.0.0.1:1\n");
  const Result result = RunAlone({"queue", "866", "--endpoints", file, "--as", "lan"});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("certs/ca.pem"));
}

TEST_F(ProgramTest, AddressesComeFromTheEndpointsFile) {
  services_.Answer("routing.ListQueue", ListQueueResponse());
  variables_["MOTCUA_ENDPOINTS"] = WriteFile("endpoints", "routing=" + services_.address() + "\n");
  const Result result = RunAlone({"queue", "866", "--plaintext"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "The queue is empty.\n");
}

TEST_F(ProgramTest, TellsWhoCalls) {
  services_.Answer("routing.ListQueue", ListQueueResponse());
  Run({"queue", "866"});
  EXPECT_EQ(services_.caller(), "operator");
  Run({"queue", "866", "--as", "lan"});
  EXPECT_EQ(services_.caller(), "lan");
  variables_["MOTCUA_AS"] = "minh";
  Run({"queue", "866"});
  EXPECT_EQ(services_.caller(), "minh");
}

TEST_F(ProgramTest, NobodyThereIsExitThree) {
  const Result result = RunAlone({"queue", "866", "--plaintext", "--routing=127.0.0.1:1"});
  EXPECT_EQ(result.code, kExitUnavailable);
  EXPECT_THAT(result.err, HasSubstr("UNAVAILABLE"));
}

TEST_F(ProgramTest, JsonErrorsAreJson) {
  services_.Fail("routing.ListQueue", absl::NotFoundError("no such unit"));
  const Result result = Run({"queue", "x", "--json"});
  EXPECT_EQ(result.code, kExitNotFound);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("{\"error\":{\"code\":\"NOT_FOUND\""));
}

TEST_F(ProgramTest, TypedTextIsSentComposed) {
  services_.Answer("routing.ReleaseStep", ReleaseStepResponse());
  // The same letters, typed with combining marks.
  Run({"release", kCode, "--token", "T", "--unit", "866", "--step", "0", "--reason",
       "He\u0302\u0301t"});
  const auto requests = services_.Received<ReleaseStepRequest>("routing.ReleaseStep");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].reason(), "Hết");
}

TEST_F(ProgramTest, VersionIsTold) {
  EXPECT_THAT(RunAlone({"version"}).out, HasSubstr("motcua 0."));
  EXPECT_THAT(RunAlone({"version", "--json"}).out, HasSubstr("\"version\":\"0."));
}

}  // namespace
}  // namespace motcua::cli

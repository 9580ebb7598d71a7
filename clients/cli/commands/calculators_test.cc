#include "clients/cli/testing/cli_fixture.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// No service is told where it is: nothing may be called.
class CalculatorsTest : public CliTest {
 protected:
  std::string OnlyLine(const std::vector<std::string>& arguments, const std::string& line) {
    const Result result = RunAlone(arguments, line + "\n");
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 1) << result.out;
    return result.out.substr(0, result.out.find('\n'));
  }
};

TEST_F(CalculatorsTest, DeadlineOfOneReceipt) {
  const struct {
    const char* received;
    const char* limit;
    const char* due;
  } kRows[] = {
      // Received after 15:00 before Tết (NĐ 61/2018 Đ.18).
      {"2023-01-18T15:20", "5wd", "2023-02-02T17:00:00+07:00"},
      {"2023-01-18T15:00", "5wd", "2023-02-01T17:00:00+07:00"},
      {"2023-01-18T15:20", "same-day", "2023-01-19T17:00:00+07:00"},
      {"2023-03-01T08:00", "4h", "2023-03-01T14:00:00+07:00"},
      {"2023-03-01T01:00:00Z", "4h", "2023-03-01T14:00:00+07:00"},
      // The last day is a Sunday (BLDS 2015 Đ.148(5)).
      {"2023-03-03T08:00", "30d", "2023-04-03T17:00:00+07:00"},
      {"2023-03-03", "none", "none"},
  };
  for (const auto& row : kRows) {
    const Result result = RunAlone({"deadline", "--received", row.received, "--limit", row.limit});
    EXPECT_EQ(result.code, kExitOk) << result.err;
    EXPECT_EQ(result.out, Cat(row.due, "\n")) << row.received << " " << row.limit;
  }
}

TEST_F(CalculatorsTest, DeadlineExplainsEachStretch) {
  const std::vector<std::string> arguments = {"deadline", "--received", "2023-01-18T15:20",
                                              "--limit",  "1wd",        "--explain"};
  EXPECT_THAT(RunAlone(arguments).out, HasSubstr("Tết"));
  auto json = arguments;
  json.push_back("--json");
  const std::string out = RunAlone(json).out;
  EXPECT_THAT(out, StartsWith("{\"input\":\"2023-01-18T15:20 1wd\",\"ok\":true,\"value\":"
                              "\"2023-01-27T17:00:00+07:00\",\"reason\":\"\",\"intervals\":["
                              "{\"begin\":\"2023-01-18T15:20:00+07:00\",\"end\":"
                              "\"2023-01-19T07:00:00+07:00\",\"counted\":false,\"reason\":"
                              "\"RECEIVED_LATE\",\"rule\":\""));
  EXPECT_THAT(out, HasSubstr("\"reason\":\"COUNTED_DAY\""));
}

TEST_F(CalculatorsTest, DeadlineAnswersEveryLine) {
  const Result result = RunAlone({"deadline"},
                                 "2023-01-18T15:20 5wd\r\n"
                                 "2023-01-18 15:20\t5wd\n"
                                 "\n"
                                 "2023-01-18T15:20\n"
                                 "2023-02-30 5wd\n"
                                 "infinite-future 5wd\n"
                                 "2023-01-18 0wd\n"
                                 "2023-01-18 5m\n"
                                 "2017-12-31 5wd\n"
                                 "2045-12-30 5wd\n"
                                 "\xff\xfe 5wd\n"
                                 "2023-01-18T08:00 none");
  EXPECT_EQ(result.code, kExitRefused);
  std::istringstream lines(result.out);
  for (const char* expected :
       {"{\"input\":\"2023-01-18T15:20 5wd\",\"ok\":true,\"value\":\"2023-02-02T17:00:00+07:00\","
        "\"reason\":\"\"}",
        "\"ok\":true,\"value\":\"2023-02-02T17:00:00+07:00\"",
        "\"ok\":false,\"value\":\"\",\"reason\":\"EMPTY\"", "\"reason\":\"LINE\"",
        "\"reason\":\"RECEIVED\"", "\"reason\":\"RECEIVED\"", "\"reason\":\"LIMIT\"",
        "\"reason\":\"LIMIT\"", "\"reason\":\"BEYOND_CALENDAR\"", "\"reason\":\"BEYOND_CALENDAR\"",
        "\"input\":\"\uFFFD\uFFFD 5wd\"", "\"value\":\"none\""}) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_THAT(line, HasSubstr(expected));
  }
  EXPECT_THAT(result.err, HasSubstr("9 of 12 lines were refused"));
}

TEST_F(CalculatorsTest, DeadlineOnAnotherCalendar) {
  const std::string file = WriteFile(
      "c.textproto", "calendar_days { date: '2023-03-02' kind: DAY_KIND_HOLIDAY name: 'Thử' }");
  const std::vector<std::string> arguments = {"deadline", "--received", "2023-03-01T08:00",
                                              "--limit", "1wd"};
  auto other = arguments;
  other.insert(other.end(), {"--calendar", file});
  EXPECT_EQ(RunAlone(arguments).out, "2023-03-02T17:00:00+07:00\n");
  EXPECT_EQ(RunAlone(other).out, "2023-03-03T17:00:00+07:00\n");
  variables_["MOTCUA_CATALOGUE"] = file;
  EXPECT_EQ(RunAlone(arguments).out, "2023-03-03T17:00:00+07:00\n");
  variables_["MOTCUA_CATALOGUE"] = folder_ / "none";
  EXPECT_EQ(RunAlone(arguments).code, kExitUsage);
}

TEST_F(CalculatorsTest, DeadlineRefusesWrongOptions) {
  for (const std::vector<std::string>& options :
       std::vector<std::vector<std::string>>{{"--received", "2023-01-18"},
                                             {"--limit", "5wd"},
                                             {"--received", "x", "--limit", "5wd"},
                                             {"--received", "2023-01-18", "--limit", "5"},
                                             {"--received", "2023-01-18", "--limit", "5wd", "-"},
                                             {"file.txt"}}) {
    std::vector<std::string> arguments = {"deadline"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    EXPECT_EQ(RunAlone(arguments).code, kExitUsage) << options.front();
  }
}

TEST_F(CalculatorsTest, CheckOfEachKind) {
  EXPECT_THAT(RunAlone({"check", "identity", "087 190 001 234"}).out,
              StartsWith("087190001234\n  kind: CCCD\n  province: 087\n"));
  EXPECT_THAT(RunAlone({"check", "phone", "+84 912 345 678"}).out, StartsWith("0912345678\n"));
  EXPECT_EQ(RunAlone({"check", "name", "Nguyễn", "Văn", "An"}).out, "Nguyễn Văn An\n");
  EXPECT_THAT(RunAlone({"check", "code", kCode}).out, StartsWith(Cat(kCode, "\n")));
  EXPECT_EQ(RunAlone({"check", "colour", "x"}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"check"}).code, kExitUsage);
}

TEST_F(CalculatorsTest, CheckSaysWhyItRefuses) {
  const Result text = RunAlone({"check", "phone", "01629999999"});
  EXPECT_EQ(text.code, kExitRefused);
  EXPECT_EQ(text.out, "");
  EXPECT_THAT(text.err, HasSubstr("OLD_MOBILE"));
  EXPECT_THAT(text.err, HasSubstr("0329999999"));
  const Result json = RunAlone({"check", "name", "--json", "NguyÔn V¨n An"});
  EXPECT_EQ(json.code, kExitRefused);
  EXPECT_EQ(json.out,
            "{\"input\":\"NguyÔn V¨n An\",\"ok\":false,\"value\":\"\",\"reason\":\"LEGACY_TCVN3\","
            "\"hint\":\"is TCVN3 text; in Unicode it reads Nguyễn Văn An\",\"decoded\":"
            "\"Nguyễn Văn An\"}\n");
}

TEST_F(CalculatorsTest, CheckKnowsTheDayOfBirthsToCome) {
  EXPECT_EQ(RunAlone({"check", "identity", "087224001234", "--on", "2023-12-31"}).code,
            kExitRefused);
  EXPECT_EQ(RunAlone({"check", "identity", "087224001234", "--on", "2024-01-01"}).code, kExitOk);
}

TEST_F(CalculatorsTest, CheckAnswersEveryLine) {
  const Result result = RunAlone({"check", "phone"}, "0912345678\n\n0912\n");
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_EQ(
      result.out,
      "{\"input\":\"0912345678\",\"ok\":true,\"value\":\"0912345678\",\"reason\":\"\","
      "\"kind\":\"MOBILE\"}\n"
      "{\"input\":\"\",\"ok\":false,\"value\":\"\",\"reason\":\"EMPTY\",\"hint\":\"is empty\"}\n"
      "{\"input\":\"0912\",\"ok\":false,\"value\":\"\",\"reason\":\"LENGTH\",\"hint\":"
      "\"has 4 digits; a mobile's has 10\"}\n");
  EXPECT_EQ(RunAlone({"check", "code", "-"}, Cat(kCode, "\n")).code, kExitOk);
  EXPECT_EQ(RunAlone({"check", "code"}, "").out, "");
}

TEST_F(CalculatorsTest, S10ChecksAndIssues) {
  EXPECT_THAT(RunAlone({"s10", "check", "eq 473 124 829 vn"}).out, StartsWith("EQ473124829VN\n"));
  EXPECT_THAT(RunAlone({"s10", "check", "RB123456786US"}).err, HasSubstr("CHECK_DIGIT"));
  EXPECT_THAT(OnlyLine({"s10", "check"}, "EQ473l24829VN"), HasSubstr("\"reason\":\"LOOK_ALIKE\""));
  EXPECT_EQ(RunAlone({"s10", "issue", "--from", "47312482", "--count", "3", "--service", "EQ"}).out,
            "EQ473124829VN\nEQ473124832VN\nEQ473124846VN\n");
  EXPECT_EQ(RunAlone({"s10", "issue", "--from", "47312482", "--json"}).out,
            "{\"input\":\"47312482\",\"ok\":true,\"value\":\"EQ473124829VN\",\"reason\":\"\"}\n");
  EXPECT_EQ(RunAlone({"s10", "issue", "--from", "99999999", "--count", "2"}).code, kExitRefused);
  EXPECT_EQ(RunAlone({"s10", "issue", "--from", "1", "--service", "Q"}).code, kExitUsage);
  EXPECT_EQ(RunAlone({"s10", "issue", "--from", "0"}).code, kExitUsage);
}

TEST_F(CalculatorsTest, S10IssuesEachSerialOnce) {
  const Result result = RunAlone({"s10", "issue", "--service", "RA"}, "1\n00000001\nx\n");
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_EQ(result.out,
            "{\"input\":\"1\",\"ok\":true,\"value\":\"RA000000014VN\",\"reason\":\"\"}\n"
            "{\"input\":\"00000001\",\"ok\":false,\"value\":\"\",\"reason\":\"REPEATED\",\"hint\":"
            "\"was issued already in this run\"}\n"
            "{\"input\":\"x\",\"ok\":false,\"value\":\"\",\"reason\":\"SERIAL\",\"hint\":"
            "\"is not a whole number of 1 to 99999999\"}\n");
}

TEST_F(CalculatorsTest, ReplayShowsWhereEachItemEnds) {
  const std::string history =
      R"({"carrier":"emsevt-v3","event_id":"2","item":"EQ473124829VN","code":"EMI","time":"2023-01-19T15:00:00","office":"870100"})"
      "\n"
      R"({"carrier":"emsevt-v3","event_id":"1","item":"EQ 473 124 829 vn","code":"EMA","time":"2023-01-18T08:00:00"})"
      "\n"
      R"({"carrier":"emsevt-v3","event_id":"1","item":"EQ473124829VN","code":"EMA","time":"2023-01-18T08:00:00"})"
      "\n"
      R"({"carrier":"emsevt-v3","event_id":"3","item":"EQ473124829VN","code":"XYZ","time":"2023-01-18T08:00:00"})"
      "\n";
  const Result table = RunAlone({"scan", "--replay", "-"}, history);
  EXPECT_EQ(table.code, kExitOk) << table.err;
  EXPECT_THAT(table.out, HasSubstr("EQ473124829VN"));
  EXPECT_THAT(table.out, HasSubstr("delivered"));
  EXPECT_THAT(table.out, HasSubstr("1 items, recorded 2, duplicate 1, quarantined 1\n"));
  EXPECT_THAT(table.err, HasSubstr("-:4: quarantined, CODE: emsevt-v3 has no code XYZ"));
  const Result json = RunAlone({"scan", "--replay", "-", "--json"}, history);
  EXPECT_THAT(json.out, StartsWith("{\"item\":\"EQ473124829VN\",\"state\":"
                                   "\"CONSIGNMENT_STATE_DELIVERED\",\"final\":true,\"events\":2,"));
  EXPECT_THAT(json.out, HasSubstr("{\"items\":1,\"recorded\":2,\"duplicates\":1,"
                                  "\"quarantined\":1}\n"));
}

TEST_F(CalculatorsTest, ReplayNamesALineThatIsNoRecord) {
  const Result result = RunAlone({"scan", "--replay", "-"}, "{}\n[1]\n");
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("-:2: "));
}

}  // namespace
}  // namespace motcua::cli

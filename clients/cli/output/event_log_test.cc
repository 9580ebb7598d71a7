#include "clients/cli/output/event_log.h"

#include <sstream>

#include "common/testing/matchers.h"

namespace motcua::cli {
namespace {

using reporting::v1::StreamHistoriesResponse;
using ::testing::HasSubstr;

StreamHistoriesResponse History() {
  StreamHistoriesResponse history;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
      case_id: "c-1" procedure_code: "1.2" field: "Đất đai, \"nhà\" & ở" receiving_unit: "866"
      channel: CHANNEL_COUNTER due_time { seconds: 1678096800 }
      events { activity: "accepted" time { seconds: 1678064400 } unit_code: "866" resource: "r-a"
               step_index: -1 }
      events { activity: "queued" time { seconds: 1678064400 } unit_code: "866" resource: "motcua"
               step_index: 0 step_name: "Kiểm tra" }
      events { activity: "claimed" time { seconds: 1678068000 } unit_code: "866" resource: "r-b"
               step_index: 0 }
      events { activity: "step_completed" time { seconds: 1678071600 } unit_code: "866"
               resource: "r-b" step_index: 0 step_name: "Kiểm tra" detail: "APPROVED" })",
                                                            &history));
  return history;
}

template <class Writer>
std::string Written(const std::vector<StreamHistoriesResponse>& histories) {
  std::ostringstream out;
  Writer writer(out);
  writer.Begin();
  for (const auto& history : histories) writer.Add(history);
  writer.End();
  return out.str();
}

TEST(EventLogTest, AStepIsScheduledStartedAndComplete) {
  const StreamHistoriesResponse history = History();
  std::vector<std::string> log;
  for (const LoggedEvent& event : LogOf(history)) {
    log.push_back(event.activity + ":" + event.transition);
  }
  EXPECT_THAT(log, ::testing::ElementsAre("accepted:complete", "Kiểm tra:schedule",
                                          "Kiểm tra:start", "Kiểm tra:complete"));
}

TEST(EventLogTest, XesEscapesAndTellsTimesWithTheirZone) {
  const std::string xes = Written<XesWriter>({History()});
  EXPECT_THAT(xes, HasSubstr("value=\"Đất đai, &quot;nhà&quot; &amp; ở\""));
  EXPECT_THAT(xes, HasSubstr("<date key=\"time:timestamp\" value=\"2023-03-06T08:00:00.000+07:00\"/>"));
  EXPECT_THAT(xes, HasSubstr("<string key=\"org:resource\" value=\"r-b\"/>"));
  EXPECT_THAT(xes, ::testing::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
  EXPECT_THAT(xes, ::testing::EndsWith("</trace>\n</log>\n"));
}

// Every element that is opened is closed, in order; the standard's extensions are declared.
TEST(EventLogTest, XesIsWellFormed) {
  const std::string xes = Written<XesWriter>({History(), History()});
  std::vector<std::string> open;
  for (size_t at = xes.find('<'); at != std::string::npos; at = xes.find('<', at + 1)) {
    const size_t end = xes.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = xes.substr(at + 1, end - at - 1);
    if (tag[0] == '?' || tag.back() == '/') continue;
    if (tag[0] != '/') {
      open.push_back(tag.substr(0, tag.find(' ')));
      continue;
    }
    ASSERT_FALSE(open.empty());
    EXPECT_EQ(open.back(), tag.substr(1));
    open.pop_back();
  }
  EXPECT_TRUE(open.empty());
  for (const char* extension : {"concept", "time", "lifecycle", "org"}) {
    EXPECT_THAT(xes, HasSubstr(std::string("prefix=\"") + extension + "\""));
  }
}

TEST(EventLogTest, CsvQuotesWhatHasCommas) {
  const std::string csv = Written<CsvWriter>({History()});
  EXPECT_THAT(csv, ::testing::StartsWith("case_id,activity,transition,timestamp"));
  EXPECT_THAT(csv, HasSubstr("c-1,Kiểm tra,start,2023-03-06T09:00:00.000+07:00,r-b,866,claimed,0,,1.2,"
                             "\"Đất đai, \"\"nhà\"\" & ở\",866,COUNTER,"));
}

}  // namespace
}  // namespace motcua::cli

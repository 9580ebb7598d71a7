#include "services/reporting/domain/timeline_text.h"

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/testing/matchers.h"
#include "services/reporting/domain/text_parts.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string NameOf(std::string_view code) { return Cat("Đơn vị ", code); }

std::string TextOf(const std::string& what) {
  Event event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(what, &event)) << what;
  event.set_unit_code("866");
  return TimelineText(event, NameOf);
}

TEST(TimelineTextTest, EveryKindHasASentence) {
  const auto* descriptor = Event::descriptor();
  const auto* what = descriptor->FindOneofByName("what");
  ASSERT_NE(what, nullptr);
  for (int i = 0; i < what->field_count(); ++i) {
    Event event;
    event.set_unit_code("866");
    event.GetReflection()->MutableMessage(&event, what->field(i));
    const std::string text = TimelineText(event, NameOf);
    EXPECT_FALSE(text.empty()) << what->field(i)->name();
    EXPECT_TRUE(text.ends_with(".")) << text;
    EXPECT_TRUE(IsNfc(text)) << text;
  }
  EXPECT_EQ(TimelineText(Event(), NameOf), "");
}

TEST(TimelineTextTest, SaysWhenAndWhere) {
  EXPECT_EQ(TextOf("accepted { due_time { seconds: 1677837600 } }"),
            "Đơn vị 866 tiếp nhận hồ sơ, hẹn trả kết quả lúc 17:00 ngày 03/03/2023.");
  EXPECT_EQ(TextOf("accepted {}"),
            "Đơn vị 866 tiếp nhận hồ sơ; thủ tục không quy định thời hạn giải quyết.");
  EXPECT_EQ(TextOf("routed { units: '866' units: '87' }"),
            "Hồ sơ được chuyển giải quyết: Đơn vị 866 → Đơn vị 87.");
  EXPECT_EQ(TextOf("supplement_requested { items: 'Tờ khai' items: 'CCCD' reason: 'Thiếu.' }"),
            "Đơn vị 866 đề nghị bổ sung hồ sơ: Tờ khai; CCCD; lý do: Thiếu.");
  EXPECT_EQ(TextOf("repromised { new_due_time { seconds: 1677837600 } reason: 'CALENDAR' }"),
            "Lịch làm việc thay đổi, ngày hẹn trả kết quả mới: 17:00 ngày 03/03/2023.");
  EXPECT_EQ(TextOf("clock_stopped { reason: 'POST' }"),
            "Tạm dừng tính thời hạn giải quyết trong thời gian bưu chính chuyển bản chính.");
  EXPECT_EQ(TextOf("answer_lapsed { step_name: 'Cho ý kiến' answer_due_time { seconds: 1677837600 } }"),
            "Đơn vị 866 không trả lời ở bước “Cho ý kiến” trong hạn 17:00 ngày 03/03/2023; coi như đồng "
            "ý.");
  EXPECT_EQ(TextOf("late_answer_recorded { step_name: 'Cho ý kiến' result: STEP_RESULT_REJECTED }"),
            "Đơn vị 866 trả lời sau hạn ở bước “Cho ý kiến”: không đồng ý.");
  EXPECT_EQ(TextOf("step_completed { step_name: 'Khảo sát' result: STEP_RESULT_SKIPPED }"),
            "Đơn vị 866 bỏ qua bước “Khảo sát” theo quy trình.");
  EXPECT_EQ(TextOf("repromised { new_due_time { seconds: 1677837600 } reason: 'SUPPLEMENT' }"),
            "Ngày hẹn trả kết quả mới: 17:00 ngày 03/03/2023.");
  EXPECT_EQ(TextOf("repromised { new_due_time { seconds: 1677837600 } reason: 'LATE'"
                   " explanation: 'Chờ trích đo' }"),
            "Đơn vị 866 xin lỗi vì chậm trả kết quả và hẹn lại lúc 17:00 ngày 03/03/2023; lý do: "
            "Chờ trích đo.");
  EXPECT_EQ(TextOf("clock_stopped { reason: 'OTHER_AUTHORITY' authority: 'Sở Xây dựng'"
                   " expected_time { seconds: 1677837600 } }"),
            "Tạm dừng tính thời hạn giải quyết để chờ ý kiến của Sở Xây dựng, dự kiến đến 17:00 "
            "ngày 03/03/2023.");
  EXPECT_EQ(TextOf("escalated { rung: -2 level: ESCALATION_LEVEL_OFFICER"
                   " due_time { seconds: 1677837600 } }"),
            "Nhắc cán bộ xử lý (Đơn vị 866): còn 2 ngày làm việc đến hạn trả kết quả 17:00 ngày "
            "03/03/2023.");
  EXPECT_EQ(TextOf("escalated { rung: 5 level: ESCALATION_LEVEL_CHAIRMAN"
                   " due_time { seconds: 1677837600 } }"),
            "Nhắc Chủ tịch Ủy ban nhân dân (Đơn vị 866): đã quá 5 ngày làm việc so với hạn trả kết "
            "quả 17:00 ngày 03/03/2023.");
  EXPECT_EQ(TextOf("paid { amount_vnd: 1250000 }"), "Đã nộp phí, lệ phí 1.250.000 đồng.");
}

TEST(TimelineTextTest, MoneyIsGroupedByThrees) {
  EXPECT_EQ(MoneyText(0), "0");
  EXPECT_EQ(MoneyText(999), "999");
  EXPECT_EQ(MoneyText(1000), "1.000");
  EXPECT_EQ(MoneyText(-123456), "-123.456");
}

}  // namespace
}  // namespace motcua::reporting

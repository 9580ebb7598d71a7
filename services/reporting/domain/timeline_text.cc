#include "services/reporting/domain/timeline_text.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/reporting/domain/postal_text.h"
#include "services/reporting/domain/money_text.h"
#include "services/reporting/domain/text_parts.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string Text(const event::v1::Submitted& submitted, const std::string& unit) {
  switch (submitted.channel()) {
    case type::v1::CHANNEL_ONLINE:
      return Cat("Hồ sơ được nộp trực tuyến đến ", unit, ".");
    case type::v1::CHANNEL_POSTAL:
      return Cat("Hồ sơ được nộp đến ", unit, " qua dịch vụ bưu chính công ích.");
    default:
      return Cat("Hồ sơ được nộp trực tiếp tại ", unit, ".");
  }
}

std::string Text(const event::v1::Accepted& accepted, const std::string& unit) {
  if (!accepted.has_due_time()) {
    return Cat(unit, " tiếp nhận hồ sơ; thủ tục không quy định thời hạn giải quyết.");
  }
  return Cat(unit, " tiếp nhận hồ sơ, hẹn trả kết quả lúc ", InstantText(accepted.due_time()), ".");
}

std::string Text(const event::v1::Refused& refused, const std::string& unit) {
  return Cat(unit, " không tiếp nhận hồ sơ", Because(refused.reason()), ".");
}

std::string Text(const event::v1::CompletionRequested& requested, const std::string& unit) {
  return Cat(unit, " đề nghị hoàn thiện hồ sơ", ListText(requested.items()),
             Because(requested.reason()), ".");
}

std::string Text(const event::v1::Supplemented& supplemented, const std::string& unit) {
  return Cat(unit, " nhận hồ sơ bổ sung (", supplemented.paper_count(), " giấy tờ).");
}

std::string Text(const event::v1::Paid& paid, const std::string&) {
  if (paid.amount_vnd() == 0) return "Phí, lệ phí đã được nộp đủ.";
  if (paid.amount_vnd() < 0) {
    return Cat("Bưu điện báo chưa thu ", MoneyText(-paid.amount_vnd()),
               " đồng phí, lệ phí đã ghi nhận.");
  }
  return Cat("Đã nộp phí, lệ phí ", MoneyText(paid.amount_vnd()), " đồng.");
}

std::string Text(const event::v1::Withdrawn& withdrawn, const std::string&) {
  return Cat("Người nộp rút hồ sơ", Because(withdrawn.reason()), ".");
}

std::string Text(const event::v1::Queued& queued, const std::string&, const UnitName& name) {
  return Cat("Hồ sơ chờ xử lý tại ", name(queued.queue_unit()), ", bước “", queued.step_name(),
             "”.");
}

std::string Text(const event::v1::StepCompleted& completed, const std::string& unit) {
  if (completed.result() == dossier::v1::STEP_RESULT_REJECTED) {
    return Cat(unit, " kết luận không giải quyết ở bước “", completed.step_name(), "”.");
  }
  if (completed.result() == dossier::v1::STEP_RESULT_SKIPPED) {
    return Cat(unit, " bỏ qua bước “", completed.step_name(), "” theo quy trình.");
  }
  return Cat(unit, " hoàn thành bước “", completed.step_name(), "”.");
}

std::string Text(const event::v1::AnswerLapsed& lapsed, const std::string& unit) {
  return Cat(unit, " không trả lời ở bước “", lapsed.step_name(), "” trong hạn ",
             InstantText(lapsed.answer_due_time()), "; coi như đồng ý.");
}

std::string Text(const event::v1::LateAnswerRecorded& late, const std::string& unit) {
  const bool rejected = late.result() == dossier::v1::STEP_RESULT_REJECTED;
  return Cat(unit, " trả lời sau hạn ở bước “", late.step_name(), "”: ",
             rejected ? "không đồng ý" : "đồng ý", ".");
}

std::string Text(const event::v1::SupplementRequested& requested, const std::string& unit) {
  return Cat(unit, " đề nghị bổ sung hồ sơ", ListText(requested.items()),
             Because(requested.reason()), ".");
}

std::string Text(const event::v1::FeeRequested& requested, const std::string& unit) {
  return Cat(unit, " đề nghị nộp phí, lệ phí trước khi giải quyết", Because(requested.reason()),
             ".");
}

std::string Text(const event::v1::ClockStopped& stopped, const std::string&) {
  if (stopped.reason() == "POST") {
    return "Tạm dừng tính thời hạn giải quyết trong thời gian bưu chính chuyển bản chính.";
  }
  if (stopped.authority().empty()) return "Tạm dừng tính thời hạn giải quyết.";
  const std::string until =
      stopped.has_expected_time() ? Cat(", dự kiến đến ", InstantText(stopped.expected_time())) : "";
  return Cat("Tạm dừng tính thời hạn giải quyết để chờ ý kiến của ", stopped.authority(), until,
             ".");
}

std::string Text(const event::v1::Repromised& repromised, const std::string& unit) {
  if (!repromised.has_new_due_time()) return "Bỏ ngày hẹn trả kết quả.";
  if (repromised.reason() == "LATE") {
    return Cat(unit, " xin lỗi vì chậm trả kết quả và hẹn lại lúc ",
               InstantText(repromised.new_due_time()), Because(repromised.explanation()), ".");
  }
  if (repromised.reason() == "CALENDAR") {
    return Cat("Lịch làm việc thay đổi, ngày hẹn trả kết quả mới: ",
               InstantText(repromised.new_due_time()), ".");
  }
  return Cat("Ngày hẹn trả kết quả mới: ", InstantText(repromised.new_due_time()), ".");
}

std::string LevelText(dossier::v1::EscalationLevel level) {
  switch (level) {
    case dossier::v1::ESCALATION_LEVEL_CHAIRMAN:
      return "Chủ tịch Ủy ban nhân dân";
    case dossier::v1::ESCALATION_LEVEL_UNIT_HEAD:
      return "lãnh đạo đơn vị";
    default:
      return "cán bộ xử lý";
  }
}

std::string Text(const event::v1::Escalated& escalated, const std::string& unit) {
  const int days = escalated.rung();
  const std::string when = days == 0  ? "đến hạn"
                           : days < 0 ? Cat("còn ", -days, " ngày làm việc đến hạn")
                                      : Cat("đã quá ", days, " ngày làm việc so với hạn");
  return Cat("Nhắc ", LevelText(escalated.level()), " (", unit, "): ", when, " trả kết quả ",
             InstantText(escalated.due_time()), ".");
}

std::string Text(const event::v1::ResultReady& ready, const UnitName& name) {
  const std::string what = ready.result() == dossier::v1::STEP_RESULT_REJECTED
                               ? "Đã có văn bản thông báo hồ sơ không đủ điều kiện giải quyết"
                               : "Đã có kết quả";
  if (ready.return_method() == type::v1::RETURN_METHOD_POST) {
    return Cat(what, "; bưu điện sẽ chuyển đến địa chỉ của người nộp.");
  }
  return Cat(what, "; mời đến nhận tại ", name(ready.receiving_unit()), ".");
}

std::string Text(const event::v1::Closed& closed, const std::string& unit) {
  switch (closed.reason()) {
    case event::v1::CLOSE_REASON_DELIVERED:
      return "Hồ sơ kết thúc: kết quả đã được bưu điện trao tận nơi.";
    case event::v1::CLOSE_REASON_WITHDRAWN:
      return "Hồ sơ kết thúc theo đề nghị rút hồ sơ của người nộp.";
    default:
      return Cat("Hồ sơ kết thúc: kết quả đã được trao tại ", unit, ".");
  }
}

std::string Text(const event::v1::PrerequisiteEnded& ended, const std::string&) {
  if (!ended.has_result()) return Cat("Hồ sơ ", ended.dossier_code(), " không có kết quả.");
  return Cat("Đã có kết quả của hồ sơ ", ended.dossier_code(), ListText(ended.papers()), ".");
}

std::string RouteText(const event::v1::Routed& routed, const UnitName& name) {
  std::string text = "Hồ sơ được chuyển giải quyết";
  for (int i = 0; i < routed.units_size(); ++i) {
    Append(&text, i == 0 ? ": " : " → ", name(routed.units(i)));
  }
  return text + ".";
}

std::string IntakeText(const Event& event, const std::string& unit) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      return Text(event.submitted(), unit);
    case Event::kAccepted:
      return Text(event.accepted(), unit);
    case Event::kRefused:
      return Text(event.refused(), unit);
    case Event::kCompletionRequested:
      return Text(event.completion_requested(), unit);
    case Event::kSupplemented:
      return Text(event.supplemented(), unit);
    case Event::kPaid:
      return Text(event.paid(), unit);
    case Event::kWithdrawn:
      return Text(event.withdrawn(), unit);
    case Event::kPrerequisiteEnded:
      return Text(event.prerequisite_ended(), unit);
    default:
      return "";
  }
}

// What happens to a step at one unit.
std::string StepText(const Event& event, const std::string& unit, const UnitName& name) {
  switch (event.what_case()) {
    case Event::kQueued:
      return Text(event.queued(), unit, name);
    case Event::kClaimed:
      return Cat(unit, " bắt đầu xử lý hồ sơ.");
    case Event::kReleased:
      return Cat(unit, " đưa hồ sơ trở lại hàng chờ.");
    case Event::kLeaseExpired:
      return Cat("Hồ sơ trở lại hàng chờ tại ", unit, " vì chưa xử lý xong trong thời gian giữ.");
    case Event::kStuck:
      return Cat("Hồ sơ gặp vướng mắc tại ", unit, " và đang được xem xét.");
    case Event::kStepCompleted:
      return Text(event.step_completed(), unit);
    case Event::kSupplementRequested:
      return Text(event.supplement_requested(), unit);
    case Event::kFeeRequested:
      return Text(event.fee_requested(), unit);
    case Event::kAnswerLapsed:
      return Text(event.answer_lapsed(), unit);
    case Event::kLateAnswerRecorded:
      return Text(event.late_answer_recorded(), unit);
    case Event::kStepOverdue:
      return Cat(unit, " quá hạn xử lý (hạn ", InstantText(event.step_overdue().due_time()), ").");
    default:
      return "";
  }
}

// What happens to the journey as a whole.
std::string JourneyText(const Event& event, const std::string& unit, const UnitName& name) {
  switch (event.what_case()) {
    case Event::kRouted:
      return RouteText(event.routed(), name);
    case Event::kClockStopped:
      return Text(event.clock_stopped(), unit);
    case Event::kClockResumed:
      return "Tiếp tục tính thời hạn giải quyết.";
    case Event::kRepromised:
      return Text(event.repromised(), unit);
    case Event::kPromiseNear:
      return Cat("Còn một ngày làm việc đến hạn trả kết quả: ",
                 InstantText(event.promise_near().due_time()), ".");
    case Event::kDossierOverdue:
      return Cat("Hồ sơ quá hạn trả kết quả đã hẹn lúc ",
                 InstantText(event.dossier_overdue().due_time()), ".");
    case Event::kEscalated:
      return Text(event.escalated(), unit);
    case Event::kMigrated:
      return "Hồ sơ được giải quyết tiếp theo quy định mới của thủ tục.";
    case Event::kResultReady:
      return Text(event.result_ready(), name);
    case Event::kUnitReassigned:
      return Cat("Do sắp xếp đơn vị hành chính, hồ sơ do ", unit, " tiếp tục giải quyết.");
    case Event::kReorganisationOrdered:
      return event.reorganisation_ordered().undo() ? "Việc sắp xếp đơn vị hành chính được hoàn lại."
                                                   : "Việc sắp xếp đơn vị hành chính được thực hiện.";
    case Event::kCellLeft:
      return "Hồ sơ được chuyển sang hệ thống của tỉnh mới.";
    case Event::kCellEntered:
      return Cat("Hồ sơ được chuyển đến từ hệ thống trước sắp xếp, do ", unit, " tiếp tục giải quyết.");
    case Event::kClosed:
      return Text(event.closed(), unit);
    case Event::kPersonalDataErased:
      return "Dữ liệu cá nhân của hồ sơ đã được xoá.";
    default:
      return "";
  }
}

}  // namespace

std::string TimelineText(const Event& event, const UnitName& unit_name) {
  const std::string unit = unit_name(event.unit_code());
  std::string text = IntakeText(event, unit);
  if (text.empty()) text = StepText(event, unit, unit_name);
  if (text.empty()) text = JourneyText(event, unit, unit_name);
  if (text.empty()) text = PostalText(event, unit_name);
  if (text.empty()) text = TextOfMoney(event, unit);
  return text;
}

}  // namespace motcua::reporting

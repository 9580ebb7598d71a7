#include "services/intake/advice.h"

#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::intake {
namespace {

using v1::GetGuidanceResponse;

std::string Day(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%H:%M ngày %d/%m/%Y", FromProto(time), LocalZone());
}

// 75000 → "75.000".
std::string Thousands(int64_t amount) {
  std::string digits = Cat(amount);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(i, ".");
  return digits;
}

std::string HowToFile(const catalogue::v1::Unit* unit, bool in_person) {
  const std::string place = unit == nullptr ? "" : Cat(" của ", unit->name());
  const std::string counter = Cat("bộ phận một cửa", place);
  if (in_person) return Cat("Đến nộp hồ sơ tại ", counter, "; người yêu cầu phải có mặt.");
  return Cat("Nộp hồ sơ tại ", counter, ", nộp trực tuyến hoặc qua bưu điện.");
}

std::string Cost(const v1::ProcedureSummary& procedure) {
  if (!procedure.fee_known()) return "Lệ phí theo biểu phí của tỉnh.";
  if (procedure.fee_vnd() == 0) return "Không mất lệ phí.";
  return Cat("Lệ phí: ", Thousands(procedure.fee_vnd()), " đồng.");
}

// The units it goes through, each once a visit: "Hồ sơ đi qua: A → B → A."
std::string Way(const GetGuidanceResponse& guidance) {
  std::vector<std::string> places;
  for (const auto& step : guidance.steps()) {
    const std::string& name = step.unit_name();
    if (!name.empty() && (places.empty() || places.back() != name)) places.push_back(name);
  }
  std::string way;
  for (const std::string& place : places) Append(&way, way.empty() ? "" : " → ", place);
  return way.empty() ? "" : Cat("Hồ sơ được giải quyết tại: ", way, ".");
}

std::string HoursText(const GetGuidanceResponse& guidance, bool saturday) {
  std::string text;
  for (const auto& hours : guidance.opening_hours()) {
    if (hours.saturday() != saturday) continue;
    Append(&text, text.empty() ? "" : " và ", hours.begin(), "–", hours.end());
  }
  return text;
}

// When the counter is open; online any time.
void AddOpening(GetGuidanceResponse& guidance) {
  if (guidance.opening_hours().empty()) return;
  const std::string saturday = HoursText(guidance, true);
  guidance.add_advice(
      Cat("Giờ tiếp nhận tại quầy: ngày làm việc ", HoursText(guidance, false),
          saturday.empty() ? "" : Cat("; thứ Bảy ", saturday), "; nộp trực tuyến vào bất kỳ lúc nào."));
  if (!guidance.has_opens_time()) return;
  guidance.add_advice(Cat("Quầy đang đóng cửa, mở lại lúc ", Day(guidance.opens_time()), "."));
}

// Said where it is not the moment of receipt.
void AddCounting(GetGuidanceResponse& guidance, absl::Time now) {
  if (!guidance.has_due_time() || FromProto(guidance.counts_from_time()) <= now) return;
  guidance.add_advice(Cat("Nhận sau 15 giờ, ngoài giờ làm việc hoặc vào ngày nghỉ thì thời hạn tính từ ",
                          Day(guidance.counts_from_time()), " (NĐ 61/2018/NĐ-CP, Điều 18)."));
}

}  // namespace

void AddAdvice(const catalogue::v1::Unit* unit, absl::Time now, GetGuidanceResponse& guidance) {
  if (guidance.has_next_question()) {
    guidance.add_advice(Cat("Xin trả lời: ", guidance.next_question().question()));
  }
  guidance.add_advice(HowToFile(unit, guidance.personal_presence()));
  guidance.add_advice(Cost(guidance.procedure()));
  if (guidance.postage_vnd() > 0) {
    guidance.add_advice(Cat("Cước bưu chính hai chiều: ", Thousands(guidance.postage_vnd()),
                            " đồng, người yêu cầu trả (QĐ 45/2016/QĐ-TTg, Điều 12)."));
  }
  if (std::string way = Way(guidance); !way.empty()) guidance.add_advice(std::move(way));
  if (guidance.has_due_time()) {
    guidance.add_advice(
        Cat("Nếu được tiếp nhận bây giờ, hẹn trả kết quả lúc ", Day(guidance.due_time()), "."));
  }
  AddCounting(guidance, now);
  AddOpening(guidance);
}

void AddVisit(v1::PostmanVisit visit, GetGuidanceResponse& guidance) {
  guidance.add_advice(
      Cat("Nếu nộp qua bưu điện, bưu tá đến nhà nhận hồ sơ sớm nhất từ ",
          absl::FormatTime("%H:%M", FromProto(visit.begin_time()), LocalZone()), " đến ",
          Day(visit.end_time()), "."));
  *guidance.mutable_postman_visit() = std::move(visit);
}

}  // namespace motcua::intake

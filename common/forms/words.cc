#include "common/forms/words.h"

#include "common/base/clock.h"
#include "common/base/strings.h"

namespace motcua::forms {
namespace {

bool IsFinite(absl::Time time) {
  return time != absl::InfiniteFuture() && time != absl::InfinitePast();
}

std::string Format(const char* format, absl::Time time) {
  return absl::FormatTime(format, time, LocalZone());
}

}  // namespace

std::string DayText(absl::Time time) {
  return IsFinite(time) ? Format("ngày %d tháng %m năm %Y", time) : "ngày …… tháng …… năm ………";
}

std::string InstantText(absl::Time time) {
  return IsFinite(time) ? Format("%H giờ %M phút, ngày %d tháng %m năm %Y", time)
                        : "…… giờ …… phút, ngày …… tháng …… năm ………";
}

std::string ShortText(absl::Time time) {
  return IsFinite(time) ? Format("%d/%m/%Y %H:%M", time) : "";
}

std::string MoneyText(int64_t vnd) {
  std::string digits = Cat(vnd);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, ".");
  return Cat(digits, " đồng");
}

std::string OrDots(const std::string& text) { return text.empty() ? kDots : text; }

}  // namespace motcua::forms

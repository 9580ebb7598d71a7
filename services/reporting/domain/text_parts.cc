#include "services/reporting/domain/text_parts.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::reporting {

std::string InstantText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%H:%M ngày %d/%m/%Y", FromProto(time), LocalZone());
}

std::string MoneyText(int64_t amount) {
  std::string digits = absl::StrCat(amount);
  const int first = amount < 0 ? 1 : 0;
  for (int i = static_cast<int>(digits.size()) - 3; i > first; i -= 3) digits.insert(i, ".");
  return digits;
}

std::string Because(std::string_view reason) {
  while (reason.ends_with('.')) reason.remove_suffix(1);
  return reason.empty() ? "" : Cat("; lý do: ", reason);
}

std::string ListText(const google::protobuf::RepeatedPtrField<std::string>& items) {
  std::string text;
  for (const std::string& item : items) Append(&text, text.empty() ? ": " : "; ", item);
  return text;
}

}  // namespace motcua::reporting

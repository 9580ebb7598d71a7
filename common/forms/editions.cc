#include "common/forms/editions.h"

namespace motcua::forms {
namespace {

constexpr std::string_view k2018Circular = "TT 01/2018/TT-VPCP";
constexpr std::string_view k2025Circular = "TT 03/2025/TT-VPCP";

struct Row {
  Kind kind;
  std::string_view number_2018;  // "": none
  std::string_view title_2018;
  std::string_view number_2025;
  std::string_view title_2025;
};

constexpr std::string_view kReceiptTitle = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";
constexpr std::string_view kSupplementTitle = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ";
constexpr std::string_view kRefusalTitle = "Phiếu từ chối tiếp nhận giải quyết hồ sơ";
constexpr std::string_view kControlTitle = "Phiếu kiểm soát quá trình giải quyết hồ sơ";
constexpr std::string_view kRegisterTitle = "Sổ theo dõi hồ sơ";

constexpr Row kRows[] = {
    {Kind::kReceipt, "01", kReceiptTitle, "01", kReceiptTitle},
    {Kind::kSupplement, "02", kSupplementTitle, "02", kSupplementTitle},
    {Kind::kRefusal, "03", kRefusalTitle, "03", kRefusalTitle},
    {Kind::kApology, "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "04",
     "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"},
    {Kind::kStop, "", "", "05", "Thông báo dừng giải quyết hồ sơ"},
    {Kind::kControl, "05", kControlTitle, "06", kControlTitle},
    {Kind::kRegister, "06", kRegisterTitle, "07", kRegisterTitle},
};

}  // namespace

Edition EditionOn(absl::CivilDay day) {
  return day < absl::CivilDay(2025, 9, 15) ? Edition::k2018 : Edition::k2025;
}

std::optional<FormId> FormIdOf(Kind kind, Edition edition) {
  for (const Row& row : kRows) {
    if (row.kind != kind) continue;
    if (edition == Edition::k2025) return FormId{row.number_2025, row.title_2025, k2025Circular};
    if (!row.number_2018.empty()) return FormId{row.number_2018, row.title_2018, k2018Circular};
  }
  return std::nullopt;
}

}  // namespace motcua::forms

// The texts of the forms: templates/*.html, compiled in (see html.h for their language).
#pragma once

#include <string_view>

namespace motcua::forms {

extern const std::string_view kPageHtml;
extern const std::string_view kNationalHtml;
extern const std::string_view kMastheadHtml;
extern const std::string_view kIdentityHtml;
extern const std::string_view kReceiptHtml;
extern const std::string_view kSupplementHtml;
extern const std::string_view kRefusalHtml;
extern const std::string_view kApologyHtml;
extern const std::string_view kStopHtml;
extern const std::string_view kControlHtml;
extern const std::string_view kRegisterHtml;
extern const std::string_view kSlipHtml;
extern const std::string_view kRecordHtml;

}  // namespace motcua::forms

#include "services/intake/domain/code.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::intake {
namespace {

constexpr size_t kLongestCode = 64;

}  // namespace

std::string CodeDate(absl::CivilDay day) {
  return absl::StrFormat("%02d%02d%02d", day.year() % 100, day.month(), day.day());
}

std::string DossierCode(std::string_view agency_code, std::string_view date, int64_t serial) {
  return Cat(agency_code, "-", date, "-", absl::Dec(serial, absl::kZeroPad4));
}

bool LooksLikeCode(std::string_view code) {
  return !code.empty() && code.size() <= kLongestCode &&
         std::ranges::all_of(code, [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '.' || c == '-';
         });
}

}  // namespace motcua::intake

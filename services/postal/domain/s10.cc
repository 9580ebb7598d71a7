#include "services/postal/domain/s10.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::postal {
namespace {

constexpr int kWeights[] = {8, 6, 4, 2, 3, 5, 9, 7};
constexpr size_t kLength = 13;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char S10CheckDigit(std::string_view eight_digits) {
  int sum = 0;
  for (size_t i = 0; i < std::size(kWeights); ++i) sum += kWeights[i] * (eight_digits[i] - '0');
  const int check = 11 - sum % 11;
  if (check == 10) return '0';
  if (check == 11) return '5';
  return static_cast<char>('0' + check);
}

absl::StatusOr<std::string> MakeS10(int64_t serial) {
  if (serial < 1 || serial > kMaxS10Serial) {
    return OutOfRange(kSerialsExhausted, "no S10 identifiers are left").With("serial", serial);
  }
  const std::string digits = absl::StrFormat("%08d", serial);
  return absl::StrFormat("EQ%s%cVN", digits, S10CheckDigit(digits));
}

bool IsS10(std::string_view text) {
  if (text.size() != kLength) return false;
  const std::string_view service = text.substr(0, 2), digits = text.substr(2, 9),
                         country = text.substr(11);
  return std::ranges::all_of(service, IsUpper) && std::ranges::all_of(digits, IsDigit) &&
         std::ranges::all_of(country, IsUpper) && S10CheckDigit(digits) == digits.back();
}

}  // namespace motcua::postal

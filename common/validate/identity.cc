#include "common/validate/identity.h"

#include <algorithm>

#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::validate {
namespace {

struct Province {
  std::string_view code;
  std::string_view name;
};

// TT 07/2016/TT-BCA, first annex: the 63 provinces of before 2025-07-01.
constexpr Province kProvinces[] = {
    {"001", "Hà Nội"},
    {"002", "Hà Giang"},
    {"004", "Cao Bằng"},
    {"006", "Bắc Kạn"},
    {"008", "Tuyên Quang"},
    {"010", "Lào Cai"},
    {"011", "Điện Biên"},
    {"012", "Lai Châu"},
    {"014", "Sơn La"},
    {"015", "Yên Bái"},
    {"017", "Hòa Bình"},
    {"019", "Thái Nguyên"},
    {"020", "Lạng Sơn"},
    {"022", "Quảng Ninh"},
    {"024", "Bắc Giang"},
    {"025", "Phú Thọ"},
    {"026", "Vĩnh Phúc"},
    {"027", "Bắc Ninh"},
    {"030", "Hải Dương"},
    {"031", "Hải Phòng"},
    {"033", "Hưng Yên"},
    {"034", "Thái Bình"},
    {"035", "Hà Nam"},
    {"036", "Nam Định"},
    {"037", "Ninh Bình"},
    {"038", "Thanh Hóa"},
    {"040", "Nghệ An"},
    {"042", "Hà Tĩnh"},
    {"044", "Quảng Bình"},
    {"045", "Quảng Trị"},
    {"046", "Thừa Thiên Huế"},
    {"048", "Đà Nẵng"},
    {"049", "Quảng Nam"},
    {"051", "Quảng Ngãi"},
    {"052", "Bình Định"},
    {"054", "Phú Yên"},
    {"056", "Khánh Hòa"},
    {"058", "Ninh Thuận"},
    {"060", "Bình Thuận"},
    {"062", "Kon Tum"},
    {"064", "Gia Lai"},
    {"066", "Đắk Lắk"},
    {"067", "Đắk Nông"},
    {"068", "Lâm Đồng"},
    {"070", "Bình Phước"},
    {"072", "Tây Ninh"},
    {"074", "Bình Dương"},
    {"075", "Đồng Nai"},
    {"077", "Bà Rịa - Vũng Tàu"},
    {"079", "Hồ Chí Minh"},
    {"080", "Long An"},
    {"082", "Tiền Giang"},
    {"083", "Bến Tre"},
    {"084", "Trà Vinh"},
    {"086", "Vĩnh Long"},
    {"087", "Đồng Tháp"},
    {"089", "An Giang"},
    {"091", "Kiên Giang"},
    {"092", "Cần Thơ"},
    {"093", "Hậu Giang"},
    {"094", "Sóc Trăng"},
    {"095", "Bạc Liêu"},
    {"096", "Cà Mau"},
};
static_assert(std::size(kProvinces) == 63);

constexpr size_t kLongNumber = 12;
constexpr size_t kShortNumber = 9;

int BirthYear(std::string_view number) {
  const int century = (number[3] - '0') / 2;
  return 1900 + century * 100 + ToNumber(number.substr(4, 2));
}

Verdict CheckLongNumber(std::string number, absl::CivilDay today) {
  const std::string_view digits = number;
  const std::string province(digits.substr(0, 3));
  const std::string_view name = ProvinceOfIdentity(province);
  if (name.empty()) {
    return Refused(
        kUnknownProvince,
        Cat("no province has the code ", province,
            province < "100" ? "" : "; births registered abroad carry a country's code"));
  }
  const int year = BirthYear(digits);
  if (year > today.year()) {
    return Refused(kBirthYearInFuture, Cat("digits 4 to 6 say born in ", year));
  }
  const bool woman = (digits[3] - '0') % 2 == 1;
  return {.value = std::move(number),
          .facts = {{"kind", "CCCD"},
                    {"province", province},
                    {"province_name", std::string(name)},
                    {"sex", woman ? "female" : "male"},
                    {"birth_year", Cat(year)}}};
}

Verdict CheckNumber(std::string number, absl::CivilDay today) {
  if (number.size() == kLongNumber) return CheckLongNumber(std::move(number), today);
  if (number.size() != kShortNumber) {
    return Refused(kLength, Cat("has ", number.size(), " digits; a CCCD has 12, a CMND 9"));
  }
  return {.value = std::move(number), .facts = {{"kind", "CMND"}}};
}

}  // namespace

std::string_view ProvinceOfIdentity(std::string_view code) {
  const auto* found = std::ranges::find(kProvinces, code, &Province::code);
  return found == std::end(kProvinces) ? "" : found->name;
}

Verdict CheckIdentity(std::string_view text, absl::CivilDay today) {
  auto compact = Compact(text);
  if (!compact.has_value()) return Refused(kEncoding, "is not UTF-8");
  if (compact->empty()) return Refused(kEmpty, "is empty");
  const bool look_alikes = ReplaceLookAlikes(&*compact);
  if (!AllDigits(*compact)) return Refused(kCharacter, "has something other than digits");
  Verdict verdict = CheckNumber(*std::move(compact), today);
  if (verdict.ok() && look_alikes) {
    verdict.facts.emplace_back("note", kLookAlike);
    verdict.hint = "letters were read as the digits they look like; compare with the paper";
  }
  return verdict;
}

}  // namespace motcua::validate

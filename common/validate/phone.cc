#include "common/validate/phone.h"

#include <algorithm>

#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::validate {
namespace {

struct Renumbering {
  std::string_view old_prefix;
  std::string_view new_prefix;
};

// QĐ 798/QĐ-BTTTT of 2018: eleven-digit mobile numbers became ten-digit ones by 2018-11-14.
constexpr Renumbering kMobile[] = {
    {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
    {"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0120", "070"}, {"0121", "079"},
    {"0122", "077"}, {"0126", "076"}, {"0128", "078"}, {"0123", "083"}, {"0124", "084"},
    {"0125", "085"}, {"0127", "081"}, {"0129", "082"}, {"0186", "056"}, {"0188", "058"},
    {"0199", "059"},
};

// First three digits of the networks' ranges in use.
constexpr std::string_view kMobilePrefixes[] = {
    "032", "033", "034", "035", "036", "037", "038", "039", "052", "055", "056", "058", "059",
    "070", "076", "077", "078", "079", "081", "082", "083", "084", "085", "086", "087", "088",
    "089", "090", "091", "092", "093", "094", "095", "096", "097", "098", "099"};

constexpr size_t kMobileLength = 10;
constexpr size_t kLandlineLength = 11;

// Country code 84 to the trunk prefix 0, once: "+84 (0)912…" has both.
std::string WithoutCountry(std::string_view number) {
  // Too short to hold a country code unmarked: 84… is the number's own.
  const bool marked = ConsumePrefix(&number, "+") || ConsumePrefix(&number, "00");
  const bool may_hold = marked || number.size() > kMobileLength;
  if (!may_hold || !ConsumePrefix(&number, "84")) return std::string(number);
  ConsumePrefix(&number, "0");
  return Cat("0", number);
}

Verdict CheckOldMobile(std::string_view number) {
  const auto* found = std::ranges::find(kMobile, number.substr(0, 4), &Renumbering::old_prefix);
  if (found == std::end(kMobile)) return Refused(kPrefix, "no network has this prefix");
  if (number.size() != kMobileLength + 1) {
    return Refused(kLength, Cat("has ", number.size(), " digits; and 01… numbers ended in 2018"));
  }
  const std::string renumbered = Cat(found->new_prefix, number.substr(4));
  Verdict verdict = Refused(
      kOldMobile, Cat(found->old_prefix, " became ", found->new_prefix, " in 2018: ", renumbered));
  verdict.facts.emplace_back("renumbered", renumbered);
  return verdict;
}

Verdict CheckLandline(std::string number) {
  if (number.size() != kLandlineLength) {
    return Refused(kLength, Cat("has ", number.size(), " digits; a landline's has 11"));
  }
  return {.value = std::move(number), .facts = {{"kind", "LANDLINE"}}};
}

Verdict CheckMobile(std::string number) {
  if (number.size() != kMobileLength) {
    return Refused(kLength, Cat("has ", number.size(), " digits; a mobile's has 10"));
  }
  const std::string_view prefix = std::string_view(number).substr(0, 3);
  if (std::ranges::find(kMobilePrefixes, prefix) == std::end(kMobilePrefixes)) {
    return Refused(kPrefix, Cat("no network has the prefix ", prefix));
  }
  return {.value = std::move(number), .facts = {{"kind", "MOBILE"}}};
}

// Spreadsheets drop the zero.
Verdict CheckWithoutZero(const std::string& number) {
  if (number.size() != kMobileLength - 1) return Refused(kPrefix, "begins with neither 0 nor +84");
  return Refused(kLength, Cat("has 9 digits; is it 0", number, "?"));
}

Verdict CheckDigits(const std::string& number) {
  if (number[0] != '0') return CheckWithoutZero(number);
  switch (number.size() > 1 ? number[1] : '\0') {
    case '1':
      return CheckOldMobile(number);
    case '2':
      return CheckLandline(number);
    case '3':
    case '5':
    case '7':
    case '8':
    case '9':
      return CheckMobile(number);
    case '4':
    case '6':
      return Refused(kOldLandline,
                     "area codes were changed in 2017: Hà Nội 024, TP HCM 028, "
                     "Đồng Tháp 0277, Tiền Giang 0273");
    case '\0':
      return Refused(kLength, "has one digit");
    default:
      return Refused(kPrefix, "no network has this prefix");
  }
}

}  // namespace

Verdict CheckPhone(std::string_view text) {
  auto compact = Compact(text);
  if (!compact.has_value()) return Refused(kEncoding, "is not UTF-8");
  if (compact->empty()) return Refused(kEmpty, "is empty");
  const bool look_alikes = ReplaceLookAlikes(&*compact);
  const std::string number = WithoutCountry(*compact);
  if (number.empty() || !AllDigits(number)) {
    return Refused(kCharacter, "has something other than digits");
  }
  Verdict verdict = CheckDigits(number);
  if (verdict.ok() && look_alikes) {
    verdict.facts.emplace_back("note", kLookAlike);
    verdict.hint = "letters were read as the digits they look like";
  }
  return verdict;
}

}  // namespace motcua::validate

#include "common/validate/s10.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::validate {
namespace {

constexpr int kWeights[] = {8, 6, 4, 2, 3, 5, 9, 7};
constexpr size_t kS10Length = 13;

// ISO 3166-1 alpha-2.
constexpr std::string_view kCountries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW";

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsCountry(std::string_view letters) {
  for (size_t at = 0; at < kCountries.size(); at += 3) {
    if (kCountries.substr(at, 2) == letters) return true;
  }
  return false;
}

bool BelongsAt(size_t place, char c) {
  return place >= 2 && place < 11 ? IsDigit(c) : IsCapital(c);
}

// 0 and O, 1 and I, … where the other one belongs.
bool LooksRightAt(size_t place, char c) {
  constexpr std::string_view kLetters = "OIZSBDQLG", kDigits = "012580016";
  const std::string_view similar = place >= 2 && place < 11 ? kLetters : kDigits;
  return similar.find(c) != similar.npos;
}

Verdict Misplaced(size_t place, char c) {
  const char* wanted = place >= 2 && place < 11 ? "a digit" : "a letter";
  std::string hint =
      Cat("character ", place + 1, " is ", std::string(1, c), " where ", wanted, " belongs");
  return Refused(LooksRightAt(place, c) ? kLookAlike : kCharacter, std::move(hint));
}

}  // namespace

char S10CheckDigit(std::string_view eight_digits) {
  int sum = 0;
  for (size_t i = 0; i < std::size(kWeights); ++i) sum += kWeights[i] * (eight_digits[i] - '0');
  const int check = 11 - sum % 11;
  if (check == 10) return '0';
  if (check == 11) return '5';
  return static_cast<char>('0' + check);
}

std::string S10Of(std::string_view service, int64_t serial) {
  const std::string digits = absl::StrFormat("%08d", serial);
  return Cat(service, digits, std::string(1, S10CheckDigit(digits)), "VN");
}

bool IsS10Service(std::string_view letters) {
  constexpr std::string_view kFirstLetters = "ACDEGHLMNPQRUV";
  return letters.size() == 2 && kFirstLetters.find(letters[0]) != kFirstLetters.npos &&
         IsCapital(letters[1]);
}

bool IsS10(std::string_view text) {
  if (text.size() != kS10Length) return false;
  for (size_t i = 0; i < kS10Length; ++i) {
    if (!BelongsAt(i, text[i])) return false;
  }
  return S10CheckDigit(text.substr(2, 8)) == text[10];
}

Verdict CheckS10(std::string_view text) {
  auto compact = Compact(text);
  if (!compact.has_value()) return Refused(kEncoding, "is not UTF-8");
  if (compact->empty()) return Refused(kEmpty, "is empty");
  std::string id = *std::move(compact);
  absl::AsciiStrToUpper(&id);
  const size_t length = ToCharacters(id)->size();
  if (length != kS10Length) return Refused(kLength, Cat("has ", length, " characters, not 13"));
  if (id.size() != length) return Refused(kCharacter, "has characters other than A-Z and 0-9");
  for (size_t i = 0; i < kS10Length; ++i) {
    if (!BelongsAt(i, id[i])) return Misplaced(i, id[i]);
  }
  const std::string_view view = id;
  const std::string service = id.substr(0, 2), country = id.substr(11);
  if (!IsS10Service(service)) return Refused(kService, Cat("no service ", service));
  if (const char right = S10CheckDigit(view.substr(2, 8)); right != id[10]) {
    return Refused(kCheckDigit, Cat("check digit is ", view.substr(10, 1),
                                    ", of these digits it is ", std::string(1, right)));
  }
  if (!IsCountry(country)) return Refused(kCountry, Cat("no country ", country));
  std::string serial = id.substr(2, 8);
  return {.value = std::move(id),
          .facts = {{"service", service}, {"serial", std::move(serial)}, {"country", country}}};
}

}  // namespace motcua::validate

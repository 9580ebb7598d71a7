#include "common/validate/dossier_code.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::validate {
namespace {

constexpr absl::CivilDay kFrom2025(2025, 9, 15);
constexpr absl::CivilDay kFrom2026(2026, 1, 25);

constexpr size_t kLongestCode = 64;
constexpr size_t kLongestUnit = 35;  // QĐ 20/2020/QĐ-TTg Đ.4
constexpr size_t kShortestSerial = 4;

using Groups = std::vector<std::string_view>;

bool IsDigits(std::string_view text, size_t length) {
  return text.size() == length && AllDigits(text);
}

// MX1X2: a province or ministry.
bool IsAuthority(std::string_view group) {
  return group.size() == 3 && absl::ascii_isupper(group[0]) && AllDigits(group.substr(1));
}

// V1V2V3.Z1Z2.Y1Y2.MX1X2
bool Is2018(const Groups& groups) {
  return groups.size() == 4 && IsDigits(groups[0], 3) && IsDigits(groups[1], 2) &&
         IsDigits(groups[2], 2) && IsAuthority(groups[3]);
}

// MX1X2.Y1Y2Y3.Z1Z2
bool Is2025(const Groups& groups) {
  return groups.size() == 3 && IsAuthority(groups[0]) && IsDigits(groups[1], 3) &&
         IsDigits(groups[2], 2);
}

bool IsGroup(std::string_view group) {
  return !group.empty() && std::ranges::all_of(group, [](unsigned char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c);
  });
}

bool NamesAuthority(const Groups& groups) {
  return std::ranges::all_of(groups, IsGroup) &&
         (IsAuthority(groups.front()) || IsAuthority(groups.back()));
}

// "230118": the day, if there is such a day.
std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  if (!IsDigits(text, 6)) return std::nullopt;
  const int month = ToNumber(text.substr(2, 2)), day = ToNumber(text.substr(4, 2));
  const absl::CivilDay date(2000 + ToNumber(text.substr(0, 2)), month, day);
  if (date.month() != month || date.day() != day) return std::nullopt;
  return date;
}

// Takes two letters off the front of a serial; "" if there are none.
std::string_view TakeMinistry(std::string_view* serial) {
  if (serial->size() < 2 || !absl::ascii_isupper((*serial)[0]) ||
      !absl::ascii_isupper((*serial)[1])) {
    return "";
  }
  const std::string_view ministry = serial->substr(0, 2);
  serial->remove_prefix(2);
  return ministry;
}

const char* NameOf(CodeForm form) {
  switch (form) {
    case CodeForm::k2018:
      return "TT_01_2018";
    case CodeForm::k2025:
      return "TT_03_2025";
    case CodeForm::k2026:
      return "TT_04_2025";
  }
  return "";
}

// A code taken apart.
struct Parts {
  Groups groups;
  absl::CivilDay date;
  std::string_view ministry;
  std::string_view serial;
};

// The circular whose form the code has; nothing for other systems' forms. The form of 2025 went
// over into that of 2026 unchanged but for ministries.
std::optional<CodeForm> FormOf(const Parts& parts) {
  if (Is2018(parts.groups) && parts.ministry.empty()) return CodeForm::k2018;
  if (!Is2025(parts.groups)) return std::nullopt;
  const bool ministry = !parts.ministry.empty();
  return ministry || parts.date >= kFrom2026 ? CodeForm::k2026 : CodeForm::k2025;
}

void TellForm(const Parts& parts, Verdict* verdict) {
  const auto form = FormOf(parts);
  verdict->facts.emplace_back("form", form.has_value() ? NameOf(*form) : "OTHER");
  if (!form.has_value()) {
    verdict->facts.emplace_back("note", "GROUPS");
    verdict->hint = Cat("another system's form, of ", parts.groups.size(), " groups");
  } else if (*form != CodeFormOn(parts.date)) {
    verdict->facts.emplace_back("note", "FORM_NOT_IN_FORCE");
    verdict->hint =
        Cat("on that day the form of ", NameOf(CodeFormOn(parts.date)), " was in force");
  }
}

Verdict Accepted(const std::string& code, std::string_view unit, const Parts& parts) {
  Verdict verdict{.value = code};
  TellForm(parts, &verdict);
  verdict.facts.emplace_back("unit", std::string(unit));
  verdict.facts.emplace_back("date", absl::FormatCivilTime(parts.date));
  verdict.facts.emplace_back("serial", std::string(parts.serial));
  if (!parts.ministry.empty()) {
    verdict.facts.emplace_back("ministry", std::string(parts.ministry));
  }
  return verdict;
}

Verdict CheckParts(const std::string& code) {
  const auto pieces = Split(code, '-');
  if (pieces.size() != 3) return Refused(kStructure, "is not UNIT-YYMMDD-SERIAL");
  const auto date = ParseDate(pieces[1]);
  if (!date.has_value()) return Refused(kDate, Cat(pieces[1], " is no day of form YYMMDD"));
  Parts parts{.groups = Split(pieces[0], '.'), .date = *date, .serial = pieces[2]};
  if (pieces[0].size() > kLongestUnit || !NamesAuthority(parts.groups)) {
    return Refused(kUnit, Cat(pieces[0], " begins or ends with no authority such as H20"));
  }
  parts.ministry = TakeMinistry(&parts.serial);
  if (parts.serial.size() < kShortestSerial || !AllDigits(parts.serial)) {
    return Refused(kSerial, Cat(pieces[2], " is no serial of four digits or more"));
  }
  return Accepted(code, pieces[0], parts);
}

// Spaces out, dashes to hyphens, capitals.
std::u32string Tidy(std::u32string_view characters) {
  constexpr std::u32string_view kDashes = U"‐‑‒–—−";
  std::u32string tidy;
  for (char32_t c : characters) {
    if (IsSpace(c) || IsInvisible(c)) continue;
    if (kDashes.find(c) != kDashes.npos) c = '-';
    tidy.push_back(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return tidy;
}

bool BelongsInCode(unsigned char c) {
  return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '.' || c == '-';
}

}  // namespace

CodeForm CodeFormOn(absl::CivilDay day) {
  if (day < kFrom2025) return CodeForm::k2018;
  return day < kFrom2026 ? CodeForm::k2025 : CodeForm::k2026;
}

std::string CodeDate(absl::CivilDay day) {
  return absl::StrFormat("%02d%02d%02d", day.year() % 100, day.month(), day.day());
}

std::string CodeGroups(std::string_view agency_code, absl::CivilDay day) {
  const Groups groups = Split(agency_code, '.');
  if (CodeFormOn(day) == CodeForm::k2018 || !Is2018(groups)) return std::string(agency_code);
  const std::string turned = Cat(groups[3], ".0", groups[2], ".", groups[1]);
  return groups[0] == "000" ? turned : Cat(turned, ".", groups[0]);
}

std::string DossierCode(std::string_view agency_code, absl::CivilDay day, int64_t serial,
                        std::string_view ministry) {
  return Cat(CodeGroups(agency_code, day), "-", CodeDate(day), "-",
             CodeFormOn(day) == CodeForm::k2026 ? ministry : "",
             absl::Dec(serial, absl::kZeroPad4));
}

Verdict CheckDossierCode(std::string_view text) {
  const auto characters = ToCharacters(text);
  if (!characters.has_value()) return Refused(kEncoding, "is not UTF-8");
  const std::string code = ToUtf8(Tidy(*characters));
  if (code.empty()) return Refused(kEmpty, "is empty");
  if (code.size() > kLongestCode) return Refused(kLength, "has more than 64 characters");
  if (!std::ranges::all_of(code, BelongsInCode)) {
    return Refused(kCharacter, "has characters other than A-Z, 0-9, dot and hyphen");
  }
  return CheckParts(code);
}

}  // namespace motcua::validate

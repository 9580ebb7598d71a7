// Vietnamese text in the encodings of before Unicode, as it looks when read as Latin-1: a font made
// "NguyÔn V¨n An" (TCVN3) or "Nguyeãn Vaên An" (VNI) look right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::validate {

inline constexpr std::string_view kLegacyTcvn3 = "LEGACY_TCVN3";
inline constexpr std::string_view kLegacyVni = "LEGACY_VNI";

struct LegacyText {
  std::string_view encoding;  // kLegacyTcvn3 or kLegacyVni
  std::u32string decoded;     // what was meant
};

// Nothing unless the text holds something Vietnamese text in Unicode never does, and decodes into
// Vietnamese syllables. Words all of whose letters are Vietnamese letters in Unicode too pass
// unseen.
std::optional<LegacyText> FindLegacy(std::u32string_view text);

}  // namespace motcua::validate

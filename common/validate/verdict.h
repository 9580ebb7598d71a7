// What a check says of one text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace motcua::validate {

struct Verdict {
  // The text in the system's form; empty when refused.
  std::string value;
  // A word for the fault; empty when the text is good. The words stand beside each check.
  std::string reason;
  // For people: what is wrong and what to do about it, or what was taken for what.
  std::string hint;
  // What the text says, by name: {"province", "087"}.
  std::vector<std::pair<std::string, std::string>> facts;

  bool ok() const { return reason.empty(); }
  // "" when there is no such fact.
  std::string Fact(std::string_view name) const;
};

inline Verdict Refused(std::string_view reason, std::string hint) {
  return {.value = "", .reason = std::string(reason), .hint = std::move(hint)};
}

// Faults every check knows.
inline constexpr std::string_view kEmpty = "EMPTY";
inline constexpr std::string_view kEncoding = "ENCODING";    // not UTF-8
inline constexpr std::string_view kLength = "LENGTH";        // too short or too long
inline constexpr std::string_view kCharacter = "CHARACTER";  // a character that has no place there
inline constexpr std::string_view kLookAlike =
    "LOOK_ALIKE";  // one that only looks like the right one

}  // namespace motcua::validate

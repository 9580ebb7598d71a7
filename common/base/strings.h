// Debian builds Abseil with a string_view type of its own, which std::string_view does not convert
// to. These are the few Abseil string functions used here, for std::string_view.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace motcua {

// The same text as Abseil's, and back.
inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }

namespace internal {
template <typename T>
decltype(auto) CatArgument(const T& value) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ToAbsl(value);
  } else {
    return (value);
  }
}
}  // namespace internal

// absl::StrCat: texts and numbers, one after another.
template <typename... Parts>
std::string Cat(const Parts&... parts) {
  return absl::StrCat(internal::CatArgument(parts)...);
}

// absl::StrAppend.
template <typename... Parts>
void Append(std::string* text, const Parts&... parts) {
  absl::StrAppend(text, internal::CatArgument(parts)...);
}

// The pieces between separators; "" has one empty piece. The pieces point into `text`.
inline std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  size_t end;
  while ((end = text.find(separator)) != std::string_view::npos) {
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  pieces.push_back(text);
  return pieces;
}

// Removes `prefix` from the front of `text` if it is there.
inline bool ConsumePrefix(std::string_view* text, std::string_view prefix) {
  if (!text->starts_with(prefix)) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// Decimal numbers; false if the text is anything else.
template <typename Integer>
bool ParseInt(std::string_view text, Integer* value) {
  return absl::SimpleAtoi(ToAbsl(text), value);
}
inline bool ParseDouble(std::string_view text, double* value) {
  return absl::SimpleAtod(ToAbsl(text), value);
}

}  // namespace motcua

// How wide text stands on a terminal: Vietnamese letters may be one code point or a letter with
// combining marks, and both take one column.
#pragma once

#include <string>
#include <string_view>

namespace motcua::cli {

// Columns the text takes. Bytes that are not UTF-8 count one column each.
int DisplayWidth(std::string_view text);

// The text, cut after `width` columns at most; what is cut ends in "…". `width` is at least 1.
std::string Shorten(std::string_view text, int width);

// The text with spaces behind (Pad) or before it (PadLeft) to `width` columns.
std::string Pad(std::string_view text, int width);
std::string PadLeft(std::string_view text, int width);

// The text on one line and harmless to a terminal: control characters become spaces.
std::string OneLine(std::string_view text);

}  // namespace motcua::cli

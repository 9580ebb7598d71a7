#include "clients/cli/output/width.h"

#include <utf8proc.h>

#include <algorithm>

namespace motcua::cli {
namespace {

// The code point at the front of `text`, with its length in bytes and its columns.
struct Glyph {
  int32_t code = 0;
  size_t bytes = 1;
  int columns = 1;
};

Glyph FirstGlyph(std::string_view text) {
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length <= 0) return {};
  return {code, static_cast<size_t>(length), utf8proc_charwidth(code)};
}

bool IsControl(int32_t code) { return code < 0x20 || (code >= 0x7f && code < 0xa0); }

std::string Spaces(int count) { return std::string(std::max(count, 0), ' '); }

}  // namespace

int DisplayWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    width += glyph.columns;
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string Shorten(std::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  size_t end = 0;
  int used = 0;
  while (true) {
    const Glyph glyph = FirstGlyph(text.substr(end));
    // One column is kept for the ellipsis; marks of the last letter have no width and come along.
    if (used + glyph.columns > width - 1) break;
    used += glyph.columns;
    end += glyph.bytes;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string Pad(std::string_view text, int width) {
  return std::string(text) + Spaces(width - DisplayWidth(text));
}

std::string PadLeft(std::string_view text, int width) {
  return Spaces(width - DisplayWidth(text)) + std::string(text);
}

std::string OneLine(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    if (IsControl(glyph.code) && glyph.bytes <= 2) {
      line += ' ';
    } else {
      line += text.substr(0, glyph.bytes);
    }
    text.remove_prefix(glyph.bytes);
  }
  return line;
}

}  // namespace motcua::cli

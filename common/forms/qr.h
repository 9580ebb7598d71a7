// QR codes as inline SVG.
#pragma once

#include <string>

namespace motcua::forms {

// A square picture with the quiet zone of four modules that readers need, without a size of its
// own. "" for a text that is empty or does not fit a QR code.
std::string QrSvg(const std::string& text);

}  // namespace motcua::forms

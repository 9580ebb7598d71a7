// Codes of dossiers as requests name them. How they are made: common/validate/dossier_code.h.
#pragma once

#include <string_view>

namespace motcua::intake {

// Whether `code` may be a dossier's code at all: 1 to 64 capitals, digits, dots and hyphens.
// Lenient, since authorities differ in their groups; what it refuses needs no look-up.
bool LooksLikeCode(std::string_view code);

}  // namespace motcua::intake

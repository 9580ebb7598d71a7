// The Redis Functions of common/store/functions, as one library.
#pragma once

#include <string_view>

namespace motcua::store {

// Name of the library, and the suffix of every function: raised when a change would disturb a
// running service of an older build.
inline constexpr std::string_view kFunctionLibraryName = "motcua_v1";

// Its code, for FUNCTION LOAD.
std::string_view FunctionLibrary();

}  // namespace motcua::store

// What must hold at the end of the play.
#pragma once

#include <string>

namespace motcua::province {

// One thing that must hold.
struct Invariant {
  std::string what;
  bool holds = false;
  std::string detail;  // figures; what is wrong, if it does not hold
};

}  // namespace motcua::province

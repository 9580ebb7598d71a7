// What the program gets from outside, so that tests can give it something else.
#pragma once

#include <functional>
#include <istream>
#include <ostream>
#include <string>

namespace motcua::cli {

struct Environment {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  // Value of an environment variable; "" if unset.
  std::function<std::string(const char*)> variable;
  // `out` is a terminal of this many columns and lines; 0: it is none.
  int columns = 0;
  int lines = 0;
};

// The process's own streams, variables and terminal.
Environment ProcessEnvironment();

}  // namespace motcua::cli

#include "clients/cli/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace motcua::cli {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Environment ProcessEnvironment() {
  Environment environment{std::cin, std::cout, std::cerr, Variable};
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    environment.columns = size.ws_col;
    environment.lines = size.ws_row;
  }
  return environment;
}

}  // namespace motcua::cli

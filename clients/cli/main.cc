// motcua: the command line of the one-stop's dossiers.
#include <cstdlib>

#include "clients/cli/commands/commands.h"
#include "clients/cli/environment.h"
#include "clients/cli/program.h"

int main(int argc, char** argv) {
  // What gRPC logs of a failed connection comes in the error message too.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  motcua::cli::Program program(motcua::cli::ProcessEnvironment());
  motcua::cli::AddCommands(program);
  return program.Run({argv + 1, argv + argc});
}

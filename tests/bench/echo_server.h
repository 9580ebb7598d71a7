// The bare gRPC server of the bound: a completion queue that answers any call with 200 bytes.
#pragma once

#include <string>

namespace motcua::bench {

// Serves on host:port until killed; 1 if it cannot listen.
int RunEchoServer(const std::string& address);

}  // namespace motcua::bench

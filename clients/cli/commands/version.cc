#include "clients/cli/commands/commands.h"
#include "clients/cli/output/json.h"
#include "common/base/strings.h"
#include "google/protobuf/stubs/common.h"
#include "grpcpp/grpcpp.h"

namespace motcua::cli {
namespace {

absl::Status Version(Session& session) {
  const std::string protobuf = google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION);
  if (session.json()) {
    session.out() << JsonObject({{"version", JsonString(MOTCUA_VERSION)},
                                 {"grpc", JsonString(grpc::Version())},
                                 {"protobuf", JsonString(protobuf)}})
                  << "\n";
  } else {
    session.out() << Cat("motcua ", MOTCUA_VERSION, " (gRPC ", grpc::Version(), ", protobuf ",
                         protobuf, ")\n");
  }
  return absl::OkStatus();
}

}  // namespace

void AddVersion(Program& program) {
  program.Command("version", Group::kProgram, "Says which version this is.")
      .Example("motcua version")
      .Run(Version);
}

}  // namespace motcua::cli

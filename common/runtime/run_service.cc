#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <utility>

#include "common/base/log.h"
#include "common/base/strings.h"
#include "common/runtime/service_host.h"

namespace motcua::runtime {
namespace {

int Refuse(const absl::Status& status, int code) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return code;
}

}  // namespace

int RunService(ServiceSpec spec, int argc, char** argv,
               std::function<absl::Status(Host&)> build) {
  config::Settings settings;
  CommonSettings common;
  common.AddTo(settings, spec);
  if (spec.add_settings) spec.add_settings(settings);
  if (const absl::Status parsed = settings.Parse(argc, argv, environ); !parsed.ok()) {
    return Refuse(parsed, 2);
  }
  if (settings.help_asked()) {
    std::printf("motcua-%s: settings\n%s", spec.name.c_str(), settings.Help().c_str());
    return 0;
  }
  if (const absl::Status checked = common.Check(); !checked.ok()) return Refuse(checked, 2);
  std::signal(SIGPIPE, SIG_IGN);
  SetLogLevel(*ParseLogLevel(common.log_level));
  SetLogService(spec.name);

  auto host = ServiceHost::Create(spec.name, std::move(common));
  if (!host.ok()) return Refuse(host.status(), 1);
  if (const absl::Status built = build(**host); !built.ok()) return Refuse(built, 1);
  return (*host)->Serve();
}

}  // namespace motcua::runtime

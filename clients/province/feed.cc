#include "clients/province/feed.h"

#include <chrono>
#include <thread>

#include "common/base/log.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua::province {
namespace {

using reporting::v1::WatchEventsRequest;
using reporting::v1::WatchEventsResponse;

constexpr char kMethod[] = "/motcua.reporting.v1.ReportingService/WatchEvents";
constexpr absl::Duration kPatience = absl::Minutes(30);

}  // namespace

bool Feed::CatchUp(const std::function<void(const event::v1::Event&)>& on_event) {
  const auto channel = wire_.ChannelOf(kOperator, "reporting");
  while (!wire_.stopping()) {
    WatchEventsRequest request;
    request.set_resume_token(resume_token_);
    request.set_until_caught_up(true);
    const std::function<bool(const WatchEventsResponse&)> on_message =
        [&](const WatchEventsResponse& message) {
          resume_token_ = message.resume_token();
          if (message.has_event()) on_event(message.event().event());
          return !wire_.stopping();
        };
    const absl::Status status =
        channel->StreamSync<WatchEventsResponse>(kMethod, request, kPatience, on_message);
    if (status.ok()) return !wire_.stopping();
    if (!IsPassing(status)) {
      Log(kError, "the archive does not tell its events",
          {{"error", std::string(status.message())}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return false;
}

}  // namespace motcua::province

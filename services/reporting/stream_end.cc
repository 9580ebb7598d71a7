#include "services/reporting/stream_end.h"

#include <tuple>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

std::tuple<uint64_t, uint64_t> OrderOf(const std::string& id) {
  const auto parts = Split(id, '-');
  uint64_t millis = 0, number = 0;
  ParseInt(parts.front(), &millis);
  if (parts.size() == 2) ParseInt(parts[1], &number);
  return {millis, number};
}

}  // namespace

bool IsBefore(const std::string& a, const std::string& b) { return OrderOf(a) < OrderOf(b); }

// XINFO STREAM answers pairs of names and values, or an error for a key that is not there.
async::Task<absl::StatusOr<std::string>> StreamEnd::LastId() {
  redis::Args exists = {"EXISTS", stream_};
  MOTCUA_CO_ASSIGN_OR_RETURN(const redis::Reply there,
                             co_await redis_.CallIdempotent(std::move(exists)));
  if (there.integer == 0) co_return "";
  redis::Args args = {"XINFO", "STREAM", stream_};
  MOTCUA_CO_ASSIGN_OR_RETURN(const redis::Reply info,
                             co_await redis_.CallIdempotent(std::move(args)));
  for (size_t i = 0; i + 1 < info.items.size(); i += 2) {
    if (info.items[i].text == "last-generated-id") co_return info.items[i + 1].text;
  }
  co_return Internal(kRedisError, "the stream does not say where it ends");
}

async::Task<absl::Status> StreamEnd::WaitUntilArchived() {
  MOTCUA_CO_ASSIGN_OR_RETURN(const std::string last, co_await LastId());
  Stopwatch watch;
  while (IsBefore(archive_.last_state().position, last)) {
    const absl::Duration left = patience_ - watch.Elapsed();
    if (left <= absl::ZeroDuration()) {
      co_return Unavailable(kArchiveBehind, "the archive has not caught up yet")
          .RetryAfter(absl::Seconds(1));
    }
    co_await archive_.changed().WaitFor(left);
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::reporting

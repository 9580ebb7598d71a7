#include "services/postal/workers/silence_watch.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "google/protobuf/wrappers.pb.h"
#include "services/postal/domain/silence.h"

namespace motcua::postal {
namespace {

using google::protobuf::Int32Value;

constexpr int64_t kTogether = 64;

// The last millisecond that has passed whole: what is due within one is looked at after it.
std::string Before(absl::Time now) { return Cat("(", absl::ToUnixMillis(now)); }

}  // namespace

async::Task<absl::StatusOr<int64_t>> SilenceWatch::CountDue() {
  redis::Args args = {"ZCOUNT", SilenceTimers(consignments_.committer().keys()), "-inf",
                      Before(clock_.Now())};
  auto count = co_await consignments_.committer().redis().CallIdempotent(std::move(args));
  if (!count.ok()) co_return count.status();
  co_return count->integer;
}

async::Task<absl::StatusOr<std::vector<std::string>>> SilenceWatch::ReadDue(absl::Time now) {
  redis::Args args = {"ZRANGE", SilenceTimers(consignments_.committer().keys()),
                      "-inf",   Before(now),
                      "BYSCORE", "LIMIT",
                      "0",      Cat(kTogether)};
  auto reply = co_await consignments_.committer().redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> ids;
  for (redis::Reply& item : reply->items) ids.push_back(std::move(item.text));
  co_return ids;
}

async::Task<absl::Status> SilenceWatch::RunOnce() {
  const absl::Time now = clock_.Now();
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t due, co_await CountDue());
  for (int64_t left = due; left > 0; left -= kTogether) {
    MOTCUA_CO_ASSIGN_OR_RETURN(std::vector<std::string> ids, co_await ReadDue(now));
    if (ids.empty()) break;
    MOTCUA_CO_RETURN_IF_ERROR(co_await Look(std::move(ids), now));
  }
  co_return absl::OkStatus();
}

async::Task<absl::Status> SilenceWatch::Look(std::vector<std::string> ids, absl::Time now) {
  std::function<absl::StatusOr<Int32Value>(std::vector<store::Draft<dossier::v1::Consignment>>&)>
      decide = [this, now](auto& drafts) -> absl::StatusOr<Int32Value> {
    Int32Value alarms;
    alarms.set_value(Decide(drafts, now));
    return alarms;
  };
  store::Command command;
  const auto alarms =
      co_await consignments_.ExecuteMany<Int32Value>(std::move(command), std::move(ids), decide);
  if (!alarms.ok()) co_return alarms.status();
  for (int i = 0; i < alarms->value(); ++i) metrics_.AccountAlarm();
  co_return absl::OkStatus();
}

// How many alarms it raised. Each draft leaves the list or moves on in it.
int SilenceWatch::Decide(std::vector<store::Draft<dossier::v1::Consignment>>& drafts,
                         absl::Time now) const {
  int alarms = 0;
  for (auto& draft : drafts) {
    const auto before = draft.state.silence_check_time();
    alarms += CheckSilence(draft.state, catalogue_.calendar(), limit_, now, draft.events);
    const auto& after = draft.state.silence_check_time();
    draft.changed = after.seconds() != before.seconds() || after.nanos() != before.nanos();
  }
  return alarms;
}

}  // namespace motcua::postal

#include "services/reporting/watch.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"

namespace motcua::reporting {
namespace {

// How soon a watch notices by itself that its client is gone.
constexpr absl::Duration kLook = absl::Seconds(1);

}  // namespace

Watch::Watch(Archive& archive, Scope scope, WatchOptions options)
    : archive_(archive),
      scope_(std::move(scope)),
      options_(std::move(options)),
      scanned_to_(options_.after) {}

async::Task<absl::Status> Watch::Run(WatchOutput& output) {
  bool connected = true;
  while (connected && output.Open()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(const EventPage page, co_await NextPage());
    MOTCUA_CO_RETURN_IF_ERROR(co_await output.Prepare(page));
    connected = co_await Send(page, output);
    if (!page.at_end || !connected) continue;
    if (options_.until_caught_up) {
      co_await SendSignOfLife(output);
      co_return absl::OkStatus();
    }
    connected = co_await WaitForNews(output);
  }
  co_return Unavailable(kShuttingDown, "the watch ended; resume it elsewhere")
      .RetryAfter(absl::Seconds(1));
}

async::Task<absl::StatusOr<EventPage>> Watch::NextPage() {
  std::function<absl::StatusOr<EventPage>(ArchiveReader&)> read = [after = scanned_to_,
                                                                   this](ArchiveReader& reader) {
    return reader.EventsAfter(after, options_.page, options_.dossier_code);
  };
  auto page = co_await archive_.Read<EventPage>(std::move(read));
  co_return page;
}

async::Task<bool> Watch::Send(const EventPage& page, WatchOutput& output) {
  for (const StoredEvent& stored : page.events) {
    if (!Sees(stored)) continue;
    std::string token = Token(stored.sequence);
    const bool connected = co_await output.Write(stored, std::move(token));
    if (!connected) co_return false;
    since_sent_.Restart();
  }
  scanned_to_ = page.scanned_to;
  co_return true;
}

async::Task<bool> Watch::SendSignOfLife(WatchOutput& output) {
  since_sent_.Restart();
  std::string token = Token(scanned_to_);
  const bool connected = co_await output.WriteSignOfLife(std::move(token));
  co_return connected;
}

// Returns when the archive has grown, and now and then to see whether the client is still there.
async::Task<bool> Watch::WaitForNews(WatchOutput& output) {
  if (archive_.last_state().last_sequence > scanned_to_) co_return true;
  const absl::Duration left = options_.sign_of_life - since_sent_.Elapsed();
  if (left <= absl::ZeroDuration()) {
    const bool connected = co_await SendSignOfLife(output);
    co_return connected;
  }
  co_await archive_.changed().WaitFor(std::min(kLook, left));
  co_return true;
}

bool Watch::Sees(const StoredEvent& stored) const {
  return scope_.Sees(stored.event.unit_code()) || scope_.Sees(stored.receiving_unit);
}

std::string Watch::Token(int64_t sequence) const {
  return MakeResumeToken(archive_.last_state().archive_id, sequence);
}

async::Task<bool> EventOutput::Write(const StoredEvent& stored, std::string token) {
  v1::WatchEventsResponse message;
  *message.mutable_event() = to_archived_(stored);
  message.set_resume_token(std::move(token));
  const bool connected = co_await writer_.Write(message);
  co_return connected;
}

async::Task<bool> EventOutput::WriteSignOfLife(std::string token) {
  v1::WatchEventsResponse message;
  message.set_resume_token(std::move(token));
  const bool connected = co_await writer_.Write(message);
  co_return connected;
}

}  // namespace motcua::reporting

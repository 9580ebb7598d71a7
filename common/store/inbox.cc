#include "common/store/inbox.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "common/base/strings.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"

namespace motcua::store {
namespace {

// Shorter than the reader's time-out, and than anyone's patience at shutdown.
constexpr int kBlockMilliseconds = 500;
constexpr absl::Duration kReaderTimeout = absl::Seconds(5);
constexpr absl::Duration kFirstBackoff = absl::Milliseconds(20);
constexpr absl::Duration kLongestBackoff = absl::Seconds(2);

bool WorthRetrying(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) ||
         absl::IsResourceExhausted(status) || absl::IsDeadlineExceeded(status);
}

bool GroupExists(const absl::Status& status) {
  return ToStd(status.message()).find("BUSYGROUP") != std::string_view::npos;
}

}  // namespace

Inbox::Inbox(asio::io_context& io, Committer& committer, InboxOptions options, Handler handler)
    : io_(io),
      committer_(committer),
      options_(std::move(options)),
      handler_(std::move(handler)),
      reader_(committer.redis().Dedicated(kReaderTimeout)) {}

async::Task<absl::Status> Inbox::Prepare() {
  redis::Args args = {"XGROUP",         "CREATE", committer_.keys().Inbox(options_.service),
                      options_.service, "0",      "MKSTREAM"};
  auto reply = co_await committer_.redis().Call(std::move(args));
  if (reply.ok() || GroupExists(reply.status())) co_return absl::OkStatus();
  co_return reply.status();
}

async::Task<void> Inbox::Run() {
  // "0" asks for what was delivered to this consumer and never taken out; ">" for what is new.
  std::string from = "0";
  absl::Duration backoff = kFirstBackoff;
  while (!stopping_) {
    auto batch = co_await Read(from);
    if (!batch.ok()) {
      if (stopping_) co_return;
      Log(kWarning, "inbox cannot be read",
          {{"service", options_.service}, {"error", std::string(batch.status().message())}});
      (void)co_await Prepare();
      co_await async::Sleep(backoff);
      backoff = std::min(backoff * 2, kLongestBackoff);
      from = "0";  // what was read and lost with the connection
      continue;
    }
    backoff = kFirstBackoff;
    if (batch->empty()) {
      from = ">";
      continue;
    }
    co_await ReactToAll(*std::move(batch));
  }
}

void Inbox::Stop() { stopping_ = true; }

async::Task<absl::StatusOr<std::vector<Inbox::Delivery>>> Inbox::Read(std::string from) {
  redis::Args args = {"XREADGROUP", "GROUP",
                      options_.service, options_.consumer,
                      "COUNT", Cat(options_.batch),
                      "BLOCK", Cat(kBlockMilliseconds),
                      "STREAMS", committer_.keys().Inbox(options_.service),
                      std::move(from)};
  auto reply = co_await reader_->Call(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<Delivery> batch;
  if (reply->items.empty()) co_return batch;  // nothing came in time
  for (redis::Reply& item : reply->items[0].items[1].items) {
    Delivery delivery;
    delivery.id = std::move(item.items[0].text);
    // An event that was taken out while still listed as delivered comes back without fields.
    if (item.items[1].items.size() >= 2) delivery.raw = std::move(item.items[1].items[1].text);
    delivery.event.ParseFromString(delivery.raw);
    batch.push_back(std::move(delivery));
  }
  co_return batch;
}

async::Task<void> Inbox::ReactToAll(std::vector<Delivery> batch) {
  absl::flat_hash_map<std::string, std::vector<Delivery>> by_dossier;
  for (Delivery& delivery : batch) {
    std::string code = delivery.event.dossier_code();
    by_dossier[code].push_back(std::move(delivery));
  }
  std::vector<async::Task<bool>> tasks;
  tasks.reserve(by_dossier.size());
  for (auto& [code, deliveries] : by_dossier) tasks.push_back(ReactInOrder(std::move(deliveries)));
  co_await async::WhenAll(std::move(tasks));
}

async::Task<bool> Inbox::ReactInOrder(std::vector<Delivery> deliveries) {
  for (Delivery& delivery : deliveries) {
    if (stopping_) co_return false;  // stays delivered; the next run begins with it
    ++stats_.in_flight;
    co_await ReactTo(std::move(delivery));
    --stats_.in_flight;
  }
  co_return true;
}

// Tries until the event has had its effect or is buried. Gives up only when stopping.
async::Task<void> Inbox::ReactTo(Delivery delivery) {
  InboxEntry entry{committer_.keys().Inbox(options_.service), options_.service, delivery.id};
  absl::Duration backoff = kFirstBackoff;
  while (!stopping_) {
    absl::StatusOr<Reaction> reaction = Reaction::kIgnored;
    if (!delivery.raw.empty()) reaction = co_await handler_(entry, delivery.event);
    absl::Status status = co_await Finish(delivery, std::move(reaction));
    if (status.ok()) co_return;
    ++stats_.retried;
    Log(kWarning, "reaction will be tried again",
        {{"service", options_.service}, {"error", std::string(status.message())}});
    co_await async::Sleep(backoff);
    backoff = std::min(backoff * 2, kLongestBackoff);
  }
}

// OK when the event is out of the inbox.
async::Task<absl::Status> Inbox::Finish(const Delivery& delivery,
                                        absl::StatusOr<Reaction> reaction) {
  InboxEntry entry{committer_.keys().Inbox(options_.service), options_.service, delivery.id};
  if (reaction.ok()) {
    ++stats_.reacted;
    if (*reaction == Reaction::kCommitted) co_return absl::OkStatus();
    co_return co_await committer_.Acknowledge(std::move(entry));
  }
  if (WorthRetrying(reaction.status())) co_return reaction.status();
  absl::Status asked = co_await AskElsewhere(delivery, reaction.status());
  if (asked.ok()) co_return co_await committer_.Acknowledge(std::move(entry));
  if (!absl::IsNotFound(asked)) co_return asked;
  std::string reason = reaction.status().ToString();
  Log(kError, "reaction failed for good; the event is in the dead letters",
      {{"service", options_.service},
       {"dossier", delivery.event.dossier_code()},
       {"error", reason}});
  co_return co_await committer_.Bury(std::move(entry), delivery.raw, std::move(reason));
}

async::Task<absl::Status> Inbox::AskElsewhere(const Delivery& delivery, absl::Status status) {
  if (ReasonOf(status) == kMovedToCell && elsewhere_.pass_on) {
    std::string cell = MetadataOf(status, "cell");
    std::string id = delivery.id;
    std::string event = delivery.raw;
    absl::Status passed =
        co_await elsewhere_.pass_on(std::move(id), std::move(cell), std::move(event));
    // Whatever is wrong there, the event is not this cell's to bury.
    if (!passed.ok()) co_return Unavailable(kMovingToCell, std::string(passed.message()));
    co_return absl::OkStatus();
  }
  if (!absl::IsNotFound(status) || !elsewhere_.may_arrive) co_return absl::NotFoundError("");
  auto may_arrive = co_await elsewhere_.may_arrive();
  if (!may_arrive.ok()) co_return may_arrive.status();
  if (*may_arrive) co_return Unavailable(kMovingToCell, "what it names may be on its way here");
  co_return absl::NotFoundError("");
}

async::Task<absl::StatusOr<InboxStats>> Inbox::Stats() {
  InboxStats stats = stats_;
  redis::Args waiting = {"XLEN", committer_.keys().Inbox(options_.service)};
  auto length = co_await committer_.redis().CallIdempotent(std::move(waiting));
  if (!length.ok()) co_return length.status();
  redis::Args dead = {"XLEN", committer_.keys().DeadLetters(options_.service)};
  auto buried = co_await committer_.redis().CallIdempotent(std::move(dead));
  if (!buried.ok()) co_return buried.status();
  stats.waiting = length->integer;
  stats.dead_letters = buried->integer;
  co_return stats;
}

}  // namespace motcua::store

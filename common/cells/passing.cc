#include "common/cells/passing.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cells {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service

constexpr char kOpen[] = "open";
constexpr char kEnded[] = "ended";
constexpr std::string_view kLeader = "intake";
constexpr std::string_view kServices[] = {kLeader, "routing", "postal"};

using Replies = std::vector<absl::StatusOr<redis::Reply>>;

// Commands that do not depend on each other, in one go.
async::Task<absl::StatusOr<Replies>> CallAll(redis::Client& redis, std::vector<redis::Args> calls) {
  std::vector<async::Task<absl::StatusOr<redis::Reply>>> tasks;
  for (redis::Args& args : calls) tasks.push_back(redis.CallIdempotent(std::move(args)));
  Replies replies = co_await async::WhenAll(std::move(tasks));
  for (const auto& reply : replies) {
    if (!reply.ok()) co_return reply.status();
  }
  co_return replies;
}

}  // namespace

std::string MethodName(std::string_view method) {
  return Cat("/motcua.ops.v1.CellService/", method);
}

store::Inbox::Elsewhere Passing::ForInbox() {
  store::Inbox::Elsewhere elsewhere;
  elsewhere.pass_on = [this](std::string id, std::string cell, std::string event) {
    return PassOn(std::move(id), std::move(cell), std::move(event));
  };
  elsewhere.may_arrive = [this] { return MayArrive(); };
  return elsewhere;
}

async::Task<absl::StatusOr<bool>> Passing::MayArrive() {
  auto cells = co_await ArrivingFrom();
  if (!cells.ok()) co_return cells.status();
  co_return !cells->empty();
}

async::Task<absl::Status> Passing::PassOn(std::string entry_id, std::string cell,
                                          std::string event) {
  auto peer = peers_.Find(cell);
  if (!peer.ok()) co_return peer.status();
  AdoptEventRequest request;
  request.set_from_cell(cell_);
  request.set_entry_id(std::move(entry_id));
  request.set_event(std::move(event));
  auto taken = co_await peer->channel->Call<AdoptEventResponse>(MethodName("AdoptEvent"), request,
                                                                kPeerTimeout);
  if (taken.ok()) ++events_passed_on_;
  co_return taken.status();
}

async::Task<absl::StatusOr<int64_t>> Passing::PassAnswersOn(Peer peer) {
  int64_t kept = 0;
  std::string cursor = "0";
  const std::string pattern = committer_.keys().Request(service_, "*", "*");
  do {
    redis::Args scan{"SCAN", cursor, "MATCH", pattern, "COUNT", "500"};
    auto page = co_await committer_.redis().CallIdempotent(std::move(scan));
    if (!page.ok()) co_return page.status();
    std::vector<std::string> keys;
    for (redis::Reply& item : page->items[1].items) keys.push_back(std::move(item.text));
    cursor = page->items[0].text;
    auto passed = co_await PassSome(std::move(keys), peer);
    if (!passed.ok()) co_return passed.status();
    kept += *passed;
  } while (cursor != "0");
  co_return kept;
}

async::Task<absl::StatusOr<int64_t>> Passing::PassSome(std::vector<std::string> keys, Peer peer) {
  if (keys.empty()) co_return 0;
  std::vector<redis::Args> reads;
  for (const std::string& key : keys) {
    reads.push_back(redis::Args{"GET", key});
    reads.push_back(redis::Args{"PTTL", key});
  }
  auto replies = co_await CallAll(committer_.redis(), std::move(reads));
  if (!replies.ok()) co_return replies.status();
  AdoptAnswersRequest request;
  request.set_from_cell(cell_);
  for (size_t i = 0; i < keys.size(); ++i) {
    const int64_t left = (*replies)[2 * i + 1]->integer;
    if (left <= 0) continue;  // ran out meanwhile
    MovingAnswer& answer = *request.add_answers();
    answer.set_key(std::string(committer_.keys().Rest(keys[i])));
    answer.set_value(std::move((*replies)[2 * i]->text));
    answer.mutable_time_left()->set_seconds(left / 1000 + 1);
  }
  auto taken = co_await peer.channel->Call<AdoptAnswersResponse>(MethodName("AdoptAnswers"),
                                                                 request, kPeerTimeout);
  if (!taken.ok()) co_return taken.status();
  co_return taken->kept();
}

async::Task<absl::Status> Passing::Announce(Peer peer, int64_t order, Phase phase) {
  AnnounceCellMoveRequest request;
  request.set_from_cell(cell_);
  request.set_order(order);
  request.set_ended(phase == Phase::kEnds);
  auto told = co_await peer.channel->Call<AnnounceCellMoveResponse>(MethodName("AnnounceCellMove"),
                                                                    request, kPeerTimeout);
  co_return told.status();
}

async::Task<absl::Status> Passing::TakeEvent(const AdoptEventRequest& request) {
  const store::Keys& keys = committer_.keys();
  std::string mark = keys.Request("cells", request.from_cell(),
                                  Cat(service_, ":", request.entry_id()));
  std::string event = request.event();
  co_return co_await committer_.Deliver(std::move(mark), keys.Inbox(service_), std::move(event));
}

async::Task<absl::StatusOr<int64_t>> Passing::TakeAnswers(const AdoptAnswersRequest& request) {
  std::vector<redis::Args> writes;
  for (const MovingAnswer& answer : request.answers()) {
    if (!answer.key().starts_with(Cat("request:", service_, ":"))) {
      co_return InvalidArgument(kFieldInvalid, "an answer is not of this service")
          .Field("answers.key", Cat("request:", service_, ":…"));
    }
    writes.push_back(redis::Args{"SET", committer_.keys().Of(answer.key()), answer.value(), "NX",
                                 "EX", Cat(answer.time_left().seconds())});
  }
  auto replies = co_await CallAll(committer_.redis(), std::move(writes));
  if (!replies.ok()) co_return replies.status();
  co_return std::ranges::count_if(
      *replies, [](const auto& reply) { return reply->kind != redis::Reply::Kind::kNil; });
}

async::Task<absl::Status> Passing::NoteArrival(const AnnounceCellMoveRequest& told) {
  const std::string key = committer_.keys().Arrivals();
  const auto field = [&told](std::string_view service) {
    return Cat(told.from_cell(), "/", told.order(), "/", service);
  };
  std::vector<redis::Args> writes;
  if (told.ended()) {
    writes.push_back(redis::Args{"HSET", key, field(service_), kEnded});
  } else if (service_ != kLeader) {
    writes.push_back(redis::Args{"HSETNX", key, field(service_), kOpen});
  } else {
    for (std::string_view service : kServices) {
      writes.push_back(redis::Args{"HSETNX", key, field(service), kOpen});
    }
  }
  auto replies = co_await CallAll(committer_.redis(), std::move(writes));
  co_return replies.status();
}

async::Task<absl::StatusOr<std::vector<std::string>>> Passing::ArrivingFrom() {
  redis::Args args{"HGETALL", committer_.keys().Arrivals()};
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> cells;
  for (size_t i = 0; i + 1 < reply->items.size(); i += 2) {
    if (reply->items[i + 1].text != kOpen) continue;
    std::string cell = reply->items[i].text.substr(0, reply->items[i].text.find('/'));
    if (std::ranges::find(cells, cell) == cells.end()) cells.push_back(std::move(cell));
  }
  co_return cells;
}

}  // namespace motcua::cells

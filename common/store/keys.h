// Every key of a cell, in one place. All carry the cell's hash tag, so one function may touch any
// of them and a Redis Cluster keeps a cell on one node.
#pragma once

#include <string>
#include <string_view>

namespace motcua::store {

class Keys {
 public:
  // `cell` is the opaque name chosen once for a cell, e.g. "dongthap".
  explicit Keys(std::string_view cell);

  // string; 10-digit version, then the aggregate's protobuf. Owner: the service of `kind`
  // ("dossier", "journey", "consignment", "bag", "claim", "reorganisation-<service>").
  std::string Aggregate(std::string_view kind, std::string_view id) const;
  // string, TTL 7 days; fingerprint and answer of a request. Owner: `service`.
  std::string Request(std::string_view service, std::string_view caller,
                      std::string_view request_id) const;
  // stream; every event of the cell in order. Written by all, read and trimmed by reporting.
  std::string Events() const;
  // stream with a consumer group of the service's name; events `service` has yet to react to.
  std::string Inbox(std::string_view service) const;
  // stream; events `service` could not react to, with the reason.
  std::string DeadLetters(std::string_view service) const;

  // zset of "<code>/<step>" by due instant; ready steps of a unit. Owner: routing.
  std::string Queue(std::string_view unit) const;
  // zset of "<code>/<step>" by lease expiry; steps of a unit in workers' hands. Owner: routing.
  std::string Leased(std::string_view unit) const;
  // zset of "<code>/<step>" by lease expiry; leases of all units. Owner: routing.
  std::string Leases() const;
  // zset of "<code>/<step>" by begin; steps waiting for something outside: "papers", "supplement".
  // Owner: routing.
  std::string Waits(std::string_view reason) const;
  // zset of "<code>/<step>" by when it got stuck. Owner: routing.
  std::string Stuck() const;
  // zset of ids by the instant something must be looked at. Owner: `service`.
  std::string Timers(std::string_view service) const;
  // zset of ids by creation; aggregates of `kind` that are not at their end. Owner: its service.
  std::string Open(std::string_view kind) const;
  // zset of ids by when they came to their end; aggregates of `kind` that are over and have not left
  // for the archive yet. Owner: its service.
  std::string Ended(std::string_view kind) const;
  // zset of ids by creation; a list of `kind`, e.g. ("dossier", "866/SUBMITTED").
  std::string Index(std::string_view kind, std::string_view list) const;

  // stream, capped; what happened to `name`, for people to look at: "<webhook>" (tries).
  std::string Log(std::string_view name) const;

  // zset of ids by when they left; aggregates of `kind` on their way to another cell. Owner: its
  // service.
  std::string Leaving(std::string_view kind) const;
  // hash of "<cell>/<service>" → "open" or "ended"; moves of other cells' work into this one.
  std::string Arrivals() const;
  // The key of this cell that `rest` is in another, as Rest() gives it.
  std::string Of(std::string_view rest) const;
  // What distinguishes a key within its cell: all after the hash tag and its colon.
  std::string_view Rest(std::string_view key) const;

  // integer; last serial under `name`: "code/<agency>-<day>", "bag/<office>-<day>" (TTL 7 days),
  // "s10"
  std::string Serial(std::string_view name) const;
  // string; Calendar::fingerprint of the calendar by which all open aggregates of `kind` are
  // reckoned. Owner: its service.
  std::string CalendarOf(std::string_view kind) const;
  // string; random, made once a cell: "identity". Owner: its service.
  std::string Secret(std::string_view name) const;

 private:
  std::string Join(std::string_view a, std::string_view b = {}, std::string_view c = {},
                   std::string_view d = {}) const;
  std::string prefix_;
};

}  // namespace motcua::store

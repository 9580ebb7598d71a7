#include "common/store/keys.h"

#include "common/base/strings.h"

namespace motcua::store {

Keys::Keys(std::string_view cell) : prefix_(Cat("{", cell, "}")) {}

std::string Keys::Join(std::string_view a, std::string_view b, std::string_view c,
                       std::string_view d) const {
  std::string key = Cat(prefix_, ":", a);
  for (std::string_view part : {b, c, d}) {
    if (!part.empty()) Append(&key, ":", part);
  }
  return key;
}

std::string Keys::Aggregate(std::string_view kind, std::string_view id) const {
  return Join(kind, id);
}
std::string Keys::Request(std::string_view service, std::string_view caller,
                          std::string_view request_id) const {
  return Join("request", service, caller, request_id);
}
std::string Keys::Events() const { return Join("events"); }
std::string Keys::Inbox(std::string_view service) const { return Join("inbox", service); }
std::string Keys::DeadLetters(std::string_view service) const { return Join("dead", service); }
std::string Keys::Queue(std::string_view unit) const { return Join("queue", unit); }
std::string Keys::Leased(std::string_view unit) const { return Join("leased", unit); }
std::string Keys::Leases() const { return Join("leases"); }
std::string Keys::Waits(std::string_view reason) const { return Join("waits", reason); }
std::string Keys::Stuck() const { return Join("stuck"); }
std::string Keys::Timers(std::string_view service) const { return Join("timers", service); }
std::string Keys::Open(std::string_view kind) const { return Join("open", kind); }
std::string Keys::Ended(std::string_view kind) const { return Join("ended", kind); }
std::string Keys::Index(std::string_view kind, std::string_view list) const {
  return Join("index", kind, list);
}
std::string Keys::Log(std::string_view name) const { return Join("log", name); }
std::string Keys::Leaving(std::string_view kind) const { return Join("leaving", kind); }
std::string Keys::Arrivals() const { return Join("arrivals"); }
std::string Keys::Of(std::string_view rest) const { return Join(rest); }
std::string_view Keys::Rest(std::string_view key) const { return key.substr(prefix_.size() + 1); }
std::string Keys::CalendarOf(std::string_view kind) const { return Join("calendar", kind); }
std::string Keys::Secret(std::string_view name) const { return Join("secret", name); }
std::string Keys::Serial(std::string_view name) const { return Join("serial", name); }

}  // namespace motcua::store

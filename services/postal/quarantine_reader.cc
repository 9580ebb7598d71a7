#include "services/postal/quarantine_reader.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::postal {
namespace {

using Taken = CarrierRecorder::Taken;

// Records looked at a time when looking for ids.
constexpr int kLookedAt = 1000;

// What becomes of a record that was read again.
enum class Fate { kRecorded, kSettled, kKept };

Fate FateOf(v1::CarrierOutcome outcome) {
  switch (outcome) {
    case v1::CARRIER_OUTCOME_RECORDED:
      return Fate::kRecorded;
    case v1::CARRIER_OUTCOME_DUPLICATE:
    case v1::CARRIER_OUTCOME_CONTRADICTED:
    case v1::CARRIER_OUTCOME_IGNORED:
      return Fate::kSettled;
    default:
      return Fate::kKept;
  }
}

// Who reported a record, as the key of those reported alike.
std::string ReporterOf(const v1::QuarantinedRecord& record) {
  std::string key = record.reporter();
  for (const std::string& unit : record.units()) Append(&key, "\n", unit);
  return key;
}

auth::Caller CallerOf(const v1::QuarantinedRecord& record) {
  return {.name = record.reporter(), .units = {record.units().begin(), record.units().end()}};
}

void Count(Fate fate, v1::ReplayQuarantineResponse& response) {
  response.set_read(response.read() + 1);
  if (fate == Fate::kRecorded) response.set_recorded(response.recorded() + 1);
  if (fate == Fate::kSettled) response.set_settled(response.settled() + 1);
  if (fate == Fate::kKept) response.set_kept(response.kept() + 1);
}

}  // namespace

// In the order of the entries; those of one reporter together.
async::Task<absl::StatusOr<std::vector<Taken>>> QuarantineReader::TakeAll(
    const std::string& carrier, const Entries& entries) {
  std::map<std::string, std::vector<size_t>> by_reporter;
  for (size_t i = 0; i < entries.size(); ++i) {
    by_reporter[ReporterOf(entries[i].record)].push_back(i);
  }
  std::vector<Taken> taken(entries.size());
  for (const auto& [key, positions] : by_reporter) {
    const auth::Caller caller = CallerOf(entries[positions.front()].record);
    std::vector<std::string> records;
    for (size_t i : positions) records.push_back(entries[i].record.record());
    auto some = co_await recorder_.Record(caller, carrier, std::move(records));
    if (!some.ok()) co_return some.status();
    for (size_t i = 0; i < positions.size(); ++i) taken[positions[i]] = std::move((*some)[i]);
  }
  co_return taken;
}

async::Task<absl::StatusOr<v1::ReplayQuarantineResponse>> QuarantineReader::ReadAgain(
    std::string carrier, int size, std::string token) {
  MOTCUA_CO_RETURN_IF_ERROR(tables_.Reload());
  metrics_.Know(tables_.all());
  MOTCUA_CO_ASSIGN_OR_RETURN(Quarantine::Page page, co_await quarantine_.Read(carrier, size, token));
  MOTCUA_CO_ASSIGN_OR_RETURN(std::vector<Taken> taken, co_await TakeAll(carrier, page.entries));
  v1::ReplayQuarantineResponse response;
  std::vector<std::string> leaving;
  Entries kept;
  for (size_t i = 0; i < taken.size(); ++i) {
    Quarantine::Entry& entry = page.entries[i];
    const Fate fate = FateOf(taken[i].outcome);
    Count(fate, response);
    if (fate != Fate::kKept) {
      leaving.push_back(entry.member);
      continue;
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await KeepWithReason(carrier, entry, std::move(taken[i])));
    kept.push_back(entry);
  }
  if (!page.next_token.empty()) {
    response.set_next_page_token(Quarantine::TokenAfter(page.entries, kept, token));
  }
  const auto removed = co_await quarantine_.Remove(carrier, std::move(leaving));
  if (!removed.ok()) co_return removed.status();
  co_return response;
}

// A record that is set aside for another reason than before is told so.
async::Task<absl::Status> QuarantineReader::KeepWithReason(const std::string& carrier,
                                                           Quarantine::Entry entry, Taken taken) {
  const bool same = taken.outcome != v1::CARRIER_OUTCOME_QUARANTINED ||
                    (taken.reason == entry.record.reason() &&
                     taken.message == entry.record.message());
  if (same) co_return absl::OkStatus();
  entry.record.set_reason(taken.reason);
  entry.record.set_message(std::move(taken.message));
  std::vector<v1::QuarantinedRecord> anew = {std::move(entry.record)};
  MOTCUA_CO_RETURN_IF_ERROR(
      co_await quarantine_.Add(std::move(anew), absl::FromUnixMillis(entry.score)));
  std::vector<std::string> old = {std::move(entry.member)};
  const auto removed = co_await quarantine_.Remove(carrier, std::move(old));
  co_return removed.status();
}

async::Task<absl::StatusOr<int>> QuarantineReader::Discard(std::string carrier,
                                                           std::vector<std::string> ids) {
  const absl::flat_hash_set<std::string> wanted(ids.begin(), ids.end());
  std::vector<std::string> found;
  std::string token;
  do {
    MOTCUA_CO_ASSIGN_OR_RETURN(Quarantine::Page page,
                               co_await quarantine_.Read(carrier, kLookedAt, token));
    for (Quarantine::Entry& entry : page.entries) {
      if (wanted.contains(entry.record.id())) found.push_back(std::move(entry.member));
    }
    token = std::move(page.next_token);
  } while (!token.empty() && found.size() < wanted.size());
  co_return co_await quarantine_.Remove(std::move(carrier), std::move(found));
}

}  // namespace motcua::postal

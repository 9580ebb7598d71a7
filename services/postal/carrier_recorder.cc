#include "services/postal/carrier_recorder.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/postal/domain/carriers.h"
#include "services/postal/domain/consignment.h"

namespace motcua::postal {
namespace {

using Taken = CarrierRecorder::Taken;

Taken Aside(v1::QuarantineReason reason, std::string message) {
  return {v1::CARRIER_OUTCOME_QUARANTINED, reason, std::move(message)};
}

Taken AsideFor(Quarantined why) {
  v1::QuarantineReason reason = v1::QUARANTINE_REASON_RECORD;
  v1::QuarantineReason_Parse(Cat("QUARANTINE_REASON_", why.reason), &reason);
  return Aside(reason, std::move(why.message));
}

// A part of the record that no report may have.
Taken AsideFor(const absl::Status& fault) {
  const std::vector<std::string> fields = FieldsOf(fault);
  const bool time = !fields.empty() && fields.front() == "event_time";
  return Aside(time ? v1::QUARANTINE_REASON_TIME : v1::QUARANTINE_REASON_RECORD,
               std::string(fault.message()));
}

Taken TakenFor(v1::TrackingOutcome outcome) {
  switch (outcome) {
    case v1::TRACKING_OUTCOME_RECORDED:
      return {v1::CARRIER_OUTCOME_RECORDED, {}, {}};
    case v1::TRACKING_OUTCOME_DUPLICATE:
      return {v1::CARRIER_OUTCOME_DUPLICATE, {}, {}};
    case v1::TRACKING_OUTCOME_CONTRADICTED:
      return {v1::CARRIER_OUTCOME_CONTRADICTED, {}, {}};
    case v1::TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT:
      return Aside(v1::QUARANTINE_REASON_CONSIGNMENT, "there is no such consignment");
    case v1::TRACKING_OUTCOME_NOT_COVERED:
      return {v1::CARRIER_OUTCOME_NOT_COVERED, {}, {}};
    case v1::TRACKING_OUTCOME_INVALID:
      return {v1::CARRIER_OUTCOME_INVALID, {}, {}};
    default:
      return {v1::CARRIER_OUTCOME_UNAVAILABLE, {}, {}};
  }
}

}  // namespace

// Adds what the record says to the reports; otherwise tells what becomes of it.
Taken CarrierRecorder::ReadInto(const catalogue::v1::Carrier& carrier, std::string record,
                                absl::Time now, TrackingRecorder::Reports& reports) const {
  if (record.size() > kMaxRawBytes) return {v1::CARRIER_OUTCOME_INVALID, {}, {}};
  const auto fields = CarrierRecord::FromJson(record);
  if (!fields.ok()) return AsideFor({"RECORD", std::string(fields.status().message())});
  ReadResult read = ReadRecordOf(carrier, *fields);
  if (auto* why = std::get_if<Quarantined>(&read)) return AsideFor(std::move(*why));
  auto& event = std::get<dossier::v1::TrackingEvent>(read);
  if (event.kind() == dossier::v1::TRACKING_KIND_UNSPECIFIED) {
    return {v1::CARRIER_OUTCOME_IGNORED, {}, {}};
  }
  if (absl::Status fault = Check(event, now); !fault.ok()) return AsideFor(fault);
  event.set_raw(std::move(record));
  reports.Add(std::move(event));
  return {};
}

async::Task<absl::StatusOr<std::vector<Taken>>> CarrierRecorder::Record(
    const auth::Caller& caller, std::string carrier, std::vector<std::string> records) {
  const catalogue::v1::Carrier* table = tables_.Find(carrier);
  if (table == nullptr) {
    co_return NotFound(kCarrierNotFound, "no table is of that carrier").With("carrier", carrier);
  }
  std::vector<Taken> taken;
  TrackingRecorder::Reports reports;
  const absl::Time now = clock_.Now();
  for (std::string& record : records) {
    taken.push_back(ReadInto(*table, std::move(record), now, reports));
  }
  const auto recorded = co_await recorder_.Record(caller, reports);
  int next = 0;
  for (Taken& one : taken) {
    if (one.outcome != v1::CARRIER_OUTCOME_UNSPECIFIED) continue;
    one = TakenFor(recorded.outcomes(next++));
  }
  co_return taken;
}

async::Task<absl::StatusOr<std::vector<Taken>>> CarrierRecorder::Report(
    const auth::Caller& caller, std::string carrier, std::vector<std::string> records) {
  auto taken = co_await Record(caller, carrier, records);
  if (!taken.ok()) co_return taken.status();
  co_await SetAside(caller, carrier, records, *taken);
  for (const Taken& one : *taken) metrics_.AccountRecord(carrier, one.outcome);
  co_return taken;
}

// What cannot be set aside now must be reported again.
async::Task<void> CarrierRecorder::SetAside(const auth::Caller& caller, const std::string& carrier,
                                            const std::vector<std::string>& records,
                                            std::vector<Taken>& taken) {
  std::vector<v1::QuarantinedRecord> aside;
  for (size_t i = 0; i < taken.size(); ++i) {
    if (taken[i].outcome != v1::CARRIER_OUTCOME_QUARANTINED) continue;
    v1::QuarantinedRecord& one = aside.emplace_back();
    one.set_carrier(carrier);
    one.set_record(records[i]);
    one.set_reason(taken[i].reason);
    one.set_message(taken[i].message);
    one.set_reporter(caller.name);
    one.mutable_units()->Add(caller.units.begin(), caller.units.end());
  }
  const absl::Status added = co_await quarantine_.Add(std::move(aside), clock_.Now());
  if (added.ok()) co_return;
  Log(kWarning, "carrier's records could not be set aside",
      {{"carrier", carrier}, {"error", std::string(added.message())}});
  for (Taken& one : taken) {
    if (one.outcome == v1::CARRIER_OUTCOME_QUARANTINED) {
      one = {v1::CARRIER_OUTCOME_UNAVAILABLE, {}, {}};
    }
  }
}

}  // namespace motcua::postal

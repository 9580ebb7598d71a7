// Reads records set aside again, once the tables are mended, and throws away what never will be read.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "motcua/postal/v1/tracking_service.pb.h"
#include "services/postal/carrier_recorder.h"
#include "services/postal/store/quarantine.h"

namespace motcua::postal {

class QuarantineReader {
 public:
  QuarantineReader(Quarantine& quarantine, CarrierRecorder& recorder, CarrierTables& tables,
                   CarrierMetrics& metrics)
      : quarantine_(quarantine), recorder_(recorder), tables_(tables), metrics_(metrics) {}

  // Reads the tables anew, then a page of the carrier's records. A record is recorded in the name of
  // who reported it, and leaves the quarantine after that: who is killed in between finds it recorded
  // the next time. FAILED_PRECONDITION CARRIERS_INVALID, INVALID_ARGUMENT PAGE_TOKEN_INVALID,
  // NOT_FOUND CARRIER_NOT_FOUND.
  async::Task<absl::StatusOr<v1::ReplayQuarantineResponse>> ReadAgain(std::string carrier, int size,
                                                                      std::string token);

  // How many of the records were there.
  async::Task<absl::StatusOr<int>> Discard(std::string carrier, std::vector<std::string> ids);

 private:
  using Entries = std::vector<Quarantine::Entry>;

  async::Task<absl::StatusOr<std::vector<CarrierRecorder::Taken>>> TakeAll(
      const std::string& carrier, const Entries& entries);
  async::Task<absl::Status> KeepWithReason(const std::string& carrier, Quarantine::Entry entry,
                                           CarrierRecorder::Taken taken);

  Quarantine& quarantine_;
  CarrierRecorder& recorder_;
  CarrierTables& tables_;
  CarrierMetrics& metrics_;
};

}  // namespace motcua::postal

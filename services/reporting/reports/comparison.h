// How two publications of form II.06a differ, dossier by dossier.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/domain/as_of.h"
#include "services/reporting/domain/report_days.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// The places of two publications in the archive.
struct ComparedPlaces {
  int64_t first = 0;
  int64_t second = 0;
};

// INVALID_ARGUMENT(FIELD_REQUIRED | FIELD_INVALID | AS_OF_TOKEN_INVALID).
absl::StatusOr<ComparedPlaces> PlacesOf(const v1::CompareReportsRequest& request,
                                        const ArchiveState& archive);

class Comparison {
 public:
  using Writer = runtime::Writer<v1::CompareReportsResponse>;

  // `archive` must outlive it.
  Comparison(Archive& archive, Scope scope, DayPeriod period, ComparedPlaces places)
      : archive_(archive), scope_(scope), period_(period), places_(places) {}

  // UNAVAILABLE(SHUTTING_DOWN): the work was ended before it was done.
  async::Task<absl::Status> Run(Writer& writer);

 private:
  using Moved = std::vector<v1::MovedDossier>;

  Moved MovedOf(const std::vector<DossierHistory>& histories) const;
  async::Task<absl::StatusOr<v1::ReportRow>> TotalAt(int64_t place, Writer& writer);
  async::Task<absl::Status> SendEnd(int64_t moved, Writer& writer);

  Archive& archive_;
  Scope scope_;
  DayPeriod period_;
  ComparedPlaces places_;
};

}  // namespace motcua::reporting

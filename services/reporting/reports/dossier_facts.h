// Rows of dossiers with nothing that leads to a person, streamed in pieces.
#pragma once

#include "absl/status/status.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/report_days.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// `today` is the local day an unresolved dossier is judged at.
v1::DossierFacts FactsOf(const DossierRow& row, int64_t today);

class DossierFactsStream {
 public:
  using Writer = runtime::Writer<v1::StreamDossierFactsResponse>;

  // `archive` must outlive it. Dossiers accepted in the period.
  DossierFactsStream(Archive& archive, Scope scope, DayPeriod accepted)
      : archive_(archive), scope_(scope), accepted_(accepted) {}

  // UNAVAILABLE(SHUTTING_DOWN): the work was ended before it was done.
  async::Task<absl::Status> Run(Writer& writer);

 private:
  using Rows = std::vector<DossierRow>;

  async::Task<absl::StatusOr<int64_t>> Total();
  async::Task<absl::StatusOr<Rows>> Next(std::string after);

  Archive& archive_;
  Scope scope_;
  DayPeriod accepted_;
};

}  // namespace motcua::reporting

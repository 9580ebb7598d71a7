// Makes consignments: for people who ask, and for what other services tell.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/metrics.h"
#include "services/postal/store/places.h"
#include "services/postal/store/s10_issuer.h"
#include "services/postal/visit_book.h"

namespace motcua::postal {

class ConsignmentMaker {
 public:
  // Puts a new consignment under the units of now, when it was wished for under units that a
  // reorganisation has ended since; may be empty.
  using RehomeNew = std::function<void(store::Draft<dossier::v1::Consignment>&)>;

  ConsignmentMaker(Consignments& consignments, const catalogue::Catalogue& catalogue,
                   const Clock& clock, Metrics& metrics, RehomeNew rehome_new = nullptr)
      : consignments_(consignments),
        issuer_(consignments.committer()),
        catalogue_(catalogue),
        clock_(clock),
        metrics_(metrics),
        visits_(consignments.committer(), catalogue, clock),
        rehome_new_(std::move(rehome_new)) {}

  // Makes what is wished, under a new identifier for each parcel, with the next free visit of the
  // postman on home legs. A repeated command gives its first answer and makes nothing; the
  // identifiers taken for it are skipped. Errors: those of Check(Wish).
  async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> Make(store::Command command, Wish wish,
                                                                  std::string actor);

  VisitBook& visits() { return visits_; }

 private:
  async::Task<absl::StatusOr<std::vector<std::string>>> NextIds(size_t count);
  dossier::v1::Consignment New(const std::vector<std::string>& ids, const Wish& wish,
                               const std::optional<dossier::v1::Consignment>& before) const;
  async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> Write(store::Command command,
                                                                   std::vector<std::string> ids,
                                                                   dossier::v1::Consignment* made,
                                                                   std::string actor);
  void BookVisit(dossier::v1::Consignment& consignment);

  Consignments& consignments_;
  S10Issuer issuer_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  Metrics& metrics_;
  VisitBook visits_;
  RehomeNew rehome_new_;
};

}  // namespace motcua::postal

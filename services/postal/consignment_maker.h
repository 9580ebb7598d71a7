// Makes consignments: for people who ask, and for what other services tell.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/metrics.h"
#include "services/postal/store/places.h"
#include "services/postal/store/s10_issuer.h"

namespace motcua::postal {

class ConsignmentMaker {
 public:
  ConsignmentMaker(Consignments& consignments, const catalogue::Catalogue& catalogue,
                   const Clock& clock, Metrics& metrics)
      : consignments_(consignments),
        issuer_(consignments.committer()),
        catalogue_(catalogue),
        clock_(clock),
        metrics_(metrics) {}

  // Makes what is wished, under a new identifier. A repeated command gives its first answer and
  // makes nothing; the identifier taken for it is skipped. Errors: those of Check(Wish).
  async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> Make(store::Command command, Wish wish,
                                                                  std::string actor);

 private:
  Consignments& consignments_;
  S10Issuer issuer_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  Metrics& metrics_;
};

}  // namespace motcua::postal

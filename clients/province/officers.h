// What officers do in their offices: take a step from the unit's queue, work on it, end it.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "clients/province/agenda.h"
#include "clients/province/calls.h"
#include "clients/province/reactions.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::province {

// Each task is true if its calls were answered as wished.
class Officers {
 public:
  // References must outlive this.
  Officers(Calls& calls, const catalogue::Catalogue& catalogue, Agenda& agenda,
           const Reactions& reactions)
      : calls_(calls), catalogue_(catalogue), agenda_(agenda), reactions_(reactions) {}

  // An officer came for one step and takes whatever is first in the queue: mostly that one. When
  // to end it goes onto the agenda.
  async::Task<bool> Visit(Errand errand);
  async::Task<bool> Finish(Errand errand);
  async::Task<bool> Requeue(Errand errand);

  // Name on the certificate: every district's officers have one, the province's another.
  std::string OfficerOf(std::string_view unit) const;

 private:
  async::Task<bool> Complete(Errand errand, dossier::v1::StepResult result);
  async::Task<bool> HandBack(Errand errand);
  async::Task<bool> Release(Errand errand);

  void TakeInHand(const routing::v1::ClaimedStep& claimed);
  void VisitAgain(const Errand& errand, absl::Time not_before);
  StepAtUnit ViewOfClaimed(const routing::v1::ClaimedStep& claimed) const;
  Calls& calls_;
  const catalogue::Catalogue& catalogue_;
  Agenda& agenda_;
  const Reactions& reactions_;
};

}  // namespace motcua::province

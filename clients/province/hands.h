// Does errands: turns what somebody has in mind into calls of the public API.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "clients/province/agenda.h"
#include "clients/province/ledger.h"
#include "clients/province/reactions.h"
#include "clients/province/wire.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::province {

// Answers nobody expected, by "Method REASON".
using Surprises = std::map<std::string, int64_t>;

// An arrival and what it hands in.
struct Filing {
  int arrival = 0;
  intake::v1::SubmitDossierRequest request;
};

class Hands {
 public:
  // References must outlive this.
  Hands(Wire& wire, const catalogue::Catalogue& catalogue, Ledger& ledger, Agenda& agenda,
        const Reactions& reactions);

  // What all errands of a tick take for the present. Request ids are made of it, so that a tick
  // that was cut short by a crash and is played again repeats its calls instead of doubling them.
  void SetNow(absl::Time now) { now_ = now; }

  // Files these and writes down what was acknowledged. At most 500.
  async::Task<bool> File(std::string identity, std::vector<Filing> filings);
  // Any errand but kScan.
  async::Task<bool> Do(Errand errand);
  // Reports the scans, at most 1,000, in one call.
  async::Task<bool> Report(std::vector<dossier::v1::TrackingEvent> scans);

  const Surprises& surprises() const { return surprises_; }

 private:
  template <class Res, class Req>
  async::Task<absl::StatusOr<Res>> Call(std::string identity, std::string method, Req request);
  void Note(const std::string& method, const absl::Status& status);

  std::vector<Filing> WriteDown(std::vector<Filing> filings,
                                const intake::v1::BatchSubmitDossiersResponse& answer);
  async::Task<bool> Check(Errand errand);
  async::Task<bool> AskCompletion(std::string code);
  async::Task<bool> Supplement(Errand errand);
  async::Task<bool> Withdraw(Errand errand);
  async::Task<bool> Visit(Errand errand);
  async::Task<bool> Finish(Errand errand);
  async::Task<bool> Complete(Errand errand, dossier::v1::StepResult result);
  async::Task<bool> HandBack(Errand errand);
  async::Task<bool> Release(Errand errand);
  async::Task<bool> Requeue(Errand errand);
  async::Task<bool> PickUp(Errand errand);

  void TakeInHand(const routing::v1::ClaimedStep& claimed);
  void VisitAgain(const Errand& errand, absl::Time not_before);
  StepAtUnit ViewOfClaimed(const routing::v1::ClaimedStep& claimed) const;
  std::string RequestId(std::string_view verb, const Errand& errand) const;
  std::string OfficerOf(std::string_view unit) const;
  type::v1::Paper PaperCalled(const std::string& name, const std::string& procedure_code) const;
  std::vector<std::string> MissingPapers(const dossier::v1::Dossier& dossier) const;

  Wire& wire_;
  const catalogue::Catalogue& catalogue_;
  Ledger& ledger_;
  Agenda& agenda_;
  const Reactions& reactions_;
  absl::Time now_;
  Surprises surprises_;
};

}  // namespace motcua::province

// What happens at the counters and on the portal: citizens file, complete, withdraw and fetch;
// clerks check.
#pragma once

#include <string>
#include <vector>

#include "clients/province/calls.h"
#include "clients/province/ledger.h"
#include "clients/province/reactions.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::province {

// An arrival and what it hands in.
struct Filing {
  int arrival = 0;
  intake::v1::SubmitDossierRequest request;
};

// Each task is true if its calls were answered as wished.
class Counter {
 public:
  // References must outlive this.
  Counter(Calls& calls, const catalogue::Catalogue& catalogue, Ledger& ledger,
          const Reactions& reactions)
      : calls_(calls), catalogue_(catalogue), ledger_(ledger), reactions_(reactions) {}

  // Files these and writes down what was acknowledged. At most 500.
  async::Task<bool> File(std::string identity, std::vector<Filing> filings);
  async::Task<bool> Check(Errand errand);
  async::Task<bool> Supplement(Errand errand);
  async::Task<bool> Withdraw(Errand errand);
  async::Task<bool> PickUp(Errand errand);

 private:
  async::Task<bool> Refuse(Errand errand);
  async::Task<bool> AskCompletion(std::string code);
  std::vector<Filing> WriteDown(std::vector<Filing> filings,
                                const intake::v1::BatchSubmitDossiersResponse& answer);
  std::vector<std::string> MissingPapers(const dossier::v1::Dossier& dossier) const;
  type::v1::Paper PaperCalled(const std::string& name, const std::string& procedure_code) const;

  Calls& calls_;
  const catalogue::Catalogue& catalogue_;
  Ledger& ledger_;
  const Reactions& reactions_;
};

}  // namespace motcua::province

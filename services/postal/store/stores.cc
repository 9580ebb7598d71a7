#include "services/postal/store/stores.h"

#include <string>

namespace motcua::postal {

Stores::Stores(store::Committer& committer, const catalogue::Catalogue& catalogue,
               metrics::Registry& metrics)
    : consignment_commits_(metrics, std::string(kConsignmentKind)),
      bag_commits_(metrics, std::string(kBagKind)),
      claim_commits_(metrics, std::string(kClaimKind)),
      ledger_commits_(metrics, std::string(kLedgerKind)),
      consignments(
          committer, std::string(kConsignmentKind),
          [&keys = committer.keys()](const auto& state) { return PlacesOf(keys, state); },
          &consignment_commits_),
      bags(
          committer, std::string(kBagKind),
          [&keys = committer.keys()](const auto& state) { return PlacesOf(keys, state); },
          &bag_commits_),
      claims(
          committer, std::string(kClaimKind),
          [&keys = committer.keys(), &catalogue](const auto& state) {
            return PlacesOf(keys, catalogue.calendar(), state);
          },
          &claim_commits_),
      ledger(
          committer, std::string(kLedgerKind),
          [&keys = committer.keys()](const auto& state) { return PlacesOf(keys, state); },
          &ledger_commits_) {}

}  // namespace motcua::postal

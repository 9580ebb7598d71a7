// Publishing another catalogue: what that would change, what stands in its way, and doing it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "common/store/aggregates.h"
#include "motcua/catalogue/v1/catalogue.pb.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "services/intake/intake_service.h"

namespace motcua::intake {

using PublishedCatalogues = store::Aggregates<catalogue::v1::PublishedCatalogue>;

// Open dossiers by procedure and the version of it that they keep.
using OpenByVersion = std::map<std::pair<std::string, int>, int64_t>;

// What open dossiers or their units need of `before` and `after` lacks or changes, one a line; empty:
// nothing. Of a version that is kept only what does not touch a dossier may change: names, keywords,
// days, rules, levels.
std::vector<std::string> ObstaclesTo(const catalogue::Catalogue& before,
                                     const catalogue::Catalogue& after, const OpenByVersion& open);

// The RPC PublishCatalogue. On the io thread.
class CataloguePublisher {
 public:
  // All must outlive the object; `catalogue` is the one that runs.
  CataloguePublisher(Dossiers& dossiers, PublishedCatalogues& published,
                     const catalogue::Catalogue& catalogue, const Clock& clock)
      : dossiers_(dossiers), published_(published), catalogue_(catalogue), clock_(clock) {}

  async::Task<absl::StatusOr<v1::PublishCatalogueResponse>> PublishCatalogue(
      const CallContext& call, const v1::PublishCatalogueRequest& request);

 private:
  async::Task<absl::StatusOr<OpenByVersion>> CountOpen();
  int VersionKept(const dossier::v1::Dossier& dossier) const;

  Dossiers& dossiers_;
  PublishedCatalogues& published_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
};

}  // namespace motcua::intake

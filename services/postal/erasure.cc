#include "services/postal/erasure.h"

#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "google/protobuf/empty.pb.h"
#include "services/postal/domain/tracking.h"
#include "services/postal/store/keeping.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

// More consignments than any dossier has.
constexpr int kAll = 1000;

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Erasure::React(store::InboxEntry entry,
                                                            event::v1::Event event) {
  using dossier::v1::Consignment;
  using google::protobuf::Empty;
  std::string list = ListOfDossier(event.dossier_code()), from_start;
  auto page = co_await ReadPage(consignments_.committer(), std::move(list), kAll,
                                std::move(from_start));
  if (!page.ok()) co_return page.status();
  if (page->ids.empty()) co_return store::Reaction::kIgnored;
  std::function<absl::StatusOr<Empty>(std::vector<store::Draft<Consignment>>&)> decide =
      [&event](std::vector<store::Draft<Consignment>>& drafts) -> absl::StatusOr<Empty> {
    const keeping::Nature<Consignment> nature = NatureOfKeptConsignments();
    for (store::Draft<Consignment>& draft : drafts) {
      if (!draft.exists() || !IsFinal(draft.state.state())) continue;
      keeping::TakePersonal(nature.personal_fields, draft.state);
      nature.set_erased(draft.state, event.occur_time());
      draft.changed = true;
    }
    return Empty();
  };
  store::Command command{.reacts_to = std::move(entry)};
  auto done = co_await consignments_.ExecuteMany<Empty>(std::move(command), std::move(page->ids),
                                                        std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

}  // namespace motcua::postal

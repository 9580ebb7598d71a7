#include "services/postal/domain/whereabouts.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Dossier;
using dossier::v1::Parcel;

Whereabouts AtBeginning(const Dossier& dossier, const type::v1::Paper& paper) {
  Whereabouts where{.paper = paper};
  if (dossier.channel() == type::v1::CHANNEL_COUNTER) {
    where.holder.set_kind(dossier::v1::HOLDER_KIND_UNIT);
    where.holder.set_code(dossier.receiving_unit());
    where.since = FromProto(dossier.submit_time());
  } else {
    where.holder.set_kind(dossier::v1::HOLDER_KIND_CITIZEN);
  }
  return where;
}

// When the parcel came to who holds it now; nullopt while it is with its sender.
std::optional<absl::Time> SinceOf(const Consignment& consignment, const Parcel& parcel) {
  std::optional<absl::Time> since;
  for (const auto& hand_over : consignment.hand_overs()) {
    const bool to_holder = hand_over.parcel_id() == parcel.id() &&
                           hand_over.to().kind() == parcel.holder().kind() &&
                           hand_over.to().code() == parcel.holder().code();
    if (!to_holder) continue;
    since = std::max(since.value_or(absl::InfinitePast()), FromProto(hand_over.hand_over_time()));
  }
  return since;
}

void Follow(const Consignment& consignment, const Parcel& parcel, Whereabouts& where) {
  where.holder = parcel.holder();
  const auto since = SinceOf(consignment, parcel);
  if (since.has_value()) where.since = since;
  where.parcel = &parcel;
}

Whereabouts& Find(const type::v1::Paper& paper, std::vector<Whereabouts>& papers) {
  for (Whereabouts& where : papers) {
    if (where.paper.has_value() && where.paper->name() == paper.name()) return where;
  }
  papers.push_back({.paper = paper});
  return papers.back();
}

void FollowParcel(const Consignment& consignment, const Parcel& parcel, size_t of_dossier,
                  std::vector<Whereabouts>& papers) {
  for (const type::v1::Paper& paper : parcel.papers()) {
    Follow(consignment, parcel, Find(paper, papers));
  }
  if (!parcel.papers().empty()) return;
  // Everything the citizen sent is in the one parcel that was collected at home.
  const bool all = consignment.kind() == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER &&
                   consignment.parcels_size() == 1 && of_dossier > 0;
  for (size_t i = 0; all && i < of_dossier; ++i) Follow(consignment, parcel, papers[i]);
  if (!all) Follow(consignment, parcel, papers.emplace_back());
}

}  // namespace

std::vector<Whereabouts> Locate(const Dossier& dossier,
                                const std::vector<Consignment>& consignments) {
  std::vector<Whereabouts> papers;
  for (const type::v1::Paper& paper : dossier.papers()) {
    papers.push_back(AtBeginning(dossier, paper));
  }
  const size_t of_dossier = papers.size();
  for (const Consignment& consignment : consignments) {
    for (const Parcel& parcel : consignment.parcels()) {
      FollowParcel(consignment, parcel, of_dossier, papers);
    }
  }
  return papers;
}

}  // namespace motcua::postal

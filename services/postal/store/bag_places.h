// Where a bag stands in the lists, derived from its state alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/aggregates.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/bag.pb.h"

namespace motcua::postal {

// Kind of the aggregate in keys.
inline constexpr std::string_view kBagKind = "bag";

using Bags = store::Aggregates<dossier::v1::Bag>;

// Names of lists, for Keys::Index: "from/BD.866/DISPATCHED", "to/BD.87/DISPATCHED"; without a state
// those that are not reconciled: "from/BD.866".
std::string ListOfSender(std::string_view office, dossier::v1::BagState state);
std::string ListOfReceiver(std::string_view office, dossier::v1::BagState state);

// All lists, by creation; once it is reconciled the set of what leaves for the archive, by when it
// was. What may still be open of a parcel that was short stands with its consignment and its claim.
std::vector<store::Place> PlacesOf(const store::Keys& keys, const dossier::v1::Bag& bag);

}  // namespace motcua::postal

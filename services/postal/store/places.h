// Where a consignment stands in the lists, derived from its state alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/aggregates.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// Kind of the aggregate in keys.
inline constexpr std::string_view kConsignmentKind = "consignment";

using Consignments = store::Aggregates<dossier::v1::Consignment>;

// Names of lists, for Keys::Index: "BD.866/IN_TRANSIT" and "dossier/<code>".
std::string ListOfOffice(std::string_view post_office, dossier::v1::ConsignmentState state);
std::string ListOfDossier(std::string_view dossier_code);
// Consignments a post office has to fetch, by the begin of the booked visit, or else by creation.
std::string ToCollectAt(std::string_view post_office);
// Consignments with the post that a post office hands over, by when they are due.
std::string ToDeliverAt(std::string_view post_office);
// Places of an office's rounds that are taken (PlaceName), by the begin of the round.
std::string VisitsOf(std::string_view post_office);

// Consignments of which nothing was heard for too long, for Keys::Index.
inline constexpr std::string_view kSilentList = "silent";
// The timers of consignments to be looked at for silence.
std::string SilenceTimers(const store::Keys& keys);

// Parcels that left a post office and were received nowhere yet, by when they should have been; and
// parcels handed to a person without a proof of it, by when. Members as EntryOf makes them.
inline constexpr std::string_view kUnclosedList = "unclosed";
inline constexpr std::string_view kUnprovedList = "unproved";

// A parcel in one of those lists.
struct ParcelEntry {
  std::string post_office;  // that answers for it
  std::string consignment_id;
  std::string parcel_id;
};
std::string TextOf(const ParcelEntry& entry);
// Of no parcel for what is no such text.
ParcelEntry EntryOf(std::string_view text);

// All lists: by creation its office's in its state, its dossier's, and the open ones while it is not
// at its end; the work of a post office; and its place of a round while it is open. The silent ones stand in a list of their own, by when they were heard of last;
// the others among the timers, by when they are to be looked at; its parcels by their own times.
// Those at their end stand in the set of what leaves for the archive, by when they ended.
// None for the record of a further parcel.
std::vector<store::Place> PlacesOf(const store::Keys& keys,
                                   const dossier::v1::Consignment& consignment);

}  // namespace motcua::postal

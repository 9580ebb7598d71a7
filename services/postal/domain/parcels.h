// The parcels of a consignment, and where it stands by them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// Parcels a consignment may have.
inline constexpr int kMaxParcels = 20;

// The parcel; the first one for an identifier that is none of them. A consignment made before
// parcels were recorded gets its one.
dossier::v1::Parcel& ParcelOf(dossier::v1::Consignment& consignment, std::string_view parcel_id);

// Gives a consignment just made its parcels, one for each identifier; `contents` are theirs, in
// order. They are with the sender.
void Divide(const std::vector<std::string>& ids,
            const std::vector<std::vector<type::v1::Paper>>& contents,
            dossier::v1::Consignment& consignment);

// The record under which another parcel than the first leads to its consignment.
dossier::v1::Consignment LeadOf(std::string_view parcel_id,
                                const dossier::v1::Consignment& consignment);

// Where a consignment of these parcels stands: see dossier.v1.Consignment.state.
dossier::v1::ConsignmentState StateOf(
    const google::protobuf::RepeatedPtrField<dossier::v1::Parcel>& parcels);

// Brings a parcel, and the consignment by all of its parcels, to what the history says.
void SettleParcel(dossier::v1::Parcel& parcel, dossier::v1::Consignment& consignment);

// Appends ParcelFaulted for what the parcel was not `before`: missed, lost, damaged, or found
// again.
void TellFaults(const dossier::v1::Parcel& before, const dossier::v1::Parcel& parcel,
                const dossier::v1::TrackingEvent& report,
                const dossier::v1::Consignment& consignment, std::vector<event::v1::Event>& events);

// Code of the post office that holds the parcel or held it last; that in charge before any did.
std::string LastOffice(const dossier::v1::Consignment& consignment,
                       const dossier::v1::Parcel& parcel);

// Lost, or short of a bag and not seen since.
bool IsMissing(const dossier::v1::Parcel& parcel);

// When the post took the parcel over; nullptr while it has not, as far as is known.
const google::protobuf::Timestamp* CarryTime(const dossier::v1::Consignment& consignment,
                                             std::string_view parcel_id);

// Brings the times that follow from the history by the calendar to what they are now: by when what
// is on the way should be received, two working days after it left (no way within the province
// takes longer, TT 17/2017 Đ.7); and from when a result goes back to the agency, with
// ReturnOrdered. To be called after Record.
void MindTimes(const calendar::Calendar& calendar, dossier::v1::Consignment& consignment,
               std::vector<event::v1::Event>& events);

}  // namespace motcua::postal

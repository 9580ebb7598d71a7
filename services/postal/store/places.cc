#include "services/postal/store/places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/postal/domain/delivery.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/silence.h"
#include "services/postal/domain/tracking.h"
#include "services/postal/domain/visits.h"

namespace motcua::postal {

std::string ListOfOffice(std::string_view post_office, dossier::v1::ConsignmentState state) {
  const std::string& name = dossier::v1::ConsignmentState_Name(state);
  std::string_view word = name;
  ConsumePrefix(&word, "CONSIGNMENT_STATE_");
  return Cat(post_office, "/", word);
}

std::string ListOfDossier(std::string_view dossier_code) { return Cat("dossier/", dossier_code); }

std::string SilenceTimers(const store::Keys& keys) { return keys.Timers("postal-silence"); }
std::string ToCollectAt(std::string_view post_office) { return Cat("collect/", post_office); }
std::string ToDeliverAt(std::string_view post_office) { return Cat("deliver/", post_office); }
std::string VisitsOf(std::string_view post_office) { return Cat("visits/", post_office); }

namespace {

double MillisOf(const google::protobuf::Timestamp& time) {
  return static_cast<double>(absl::ToUnixMillis(FromProto(time)));
}

// What the work of post offices is made of. What was made before it was recorded who hands over stands
// in none of these lists.
void AddWork(const store::Keys& keys, const dossier::v1::Consignment& consignment,
             std::vector<store::Place>& places) {
  if (consignment.delivery_office().empty()) return;
  const bool is_new = consignment.state() == dossier::v1::CONSIGNMENT_STATE_CREATED;
  if (is_new) {
    const bool fetched_at_home =
        consignment.kind() == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER;
    const auto& when = fetched_at_home && consignment.has_visit()
                           ? consignment.visit().begin_time()
                           : consignment.create_time();
    places.push_back({keys.Index(kConsignmentKind, ToCollectAt(consignment.post_office())),
                      consignment.id(), MillisOf(when)});
  } else {
    places.push_back({keys.Index(kConsignmentKind, ToDeliverAt(consignment.delivery_office())),
                      consignment.id(), MillisOf(consignment.due_time())});
  }
  if (!consignment.has_visit()) return;
  const dossier::v1::Visit& visit = consignment.visit();
  places.push_back({keys.Index(kConsignmentKind, VisitsOf(visit.post_office())), PlaceName(visit),
                    MillisOf(visit.begin_time()), /*exclusive=*/true});
}

}  // namespace

std::string TextOf(const ParcelEntry& entry) {
  return Cat(entry.post_office, "/", entry.consignment_id, "/", entry.parcel_id);
}

ParcelEntry EntryOf(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '/');
  if (parts.size() != 3) return {};
  return {std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

namespace {

void AddParcelPlaces(const store::Keys& keys, const dossier::v1::Consignment& consignment,
                     std::vector<store::Place>& places) {
  for (const dossier::v1::Parcel& parcel : consignment.parcels()) {
    const std::string member =
        TextOf({LastOffice(consignment, parcel), consignment.id(), parcel.id()});
    if (parcel.has_receive_due_time()) {
      places.push_back({keys.Index(kConsignmentKind, kUnclosedList), member,
                        MillisOf(parcel.receive_due_time())});
    }
    if (LacksProof(consignment, parcel)) {
      places.push_back(
          {keys.Index(kConsignmentKind, kUnprovedList), member, MillisOf(parcel.finish_time())});
    }
  }
}

}  // namespace

std::vector<store::Place> PlacesOf(const store::Keys& keys,
                                   const dossier::v1::Consignment& consignment) {
  if (!consignment.parcel_of().empty()) return {};
  const auto place = [&](std::string key) {
    return store::Place{std::move(key), consignment.id(), MillisOf(consignment.create_time())};
  };
  const std::string of_office = ListOfOffice(consignment.post_office(), consignment.state());
  std::vector<store::Place> places = {
      place(keys.Index(kConsignmentKind, of_office)),
      place(keys.Index(kConsignmentKind, ListOfDossier(consignment.dossier_code())))};
  if (consignment.silent()) {
    const absl::Time heard = LastHeard(consignment, absl::InfiniteFuture());
    places.push_back({keys.Index(kConsignmentKind, kSilentList), consignment.id(),
                      static_cast<double>(absl::ToUnixMillis(heard))});
  }
  if (consignment.has_silence_check_time()) {
    places.push_back(
        {SilenceTimers(keys), consignment.id(), MillisOf(consignment.silence_check_time())});
  }
  AddParcelPlaces(keys, consignment, places);
  if (IsFinal(consignment.state()) && consignment.has_finish_time()) {
    places.push_back({keys.Ended(kConsignmentKind), consignment.id(),
                      MillisOf(consignment.finish_time())});
  }
  if (IsFinal(consignment.state())) return places;
  places.push_back(place(keys.Open(kConsignmentKind)));
  AddWork(keys, consignment, places);
  return places;
}

}  // namespace motcua::postal

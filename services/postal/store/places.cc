#include "services/postal/store/places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/postal/domain/delivery.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/silence.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {

std::string ListOfOffice(std::string_view post_office, dossier::v1::ConsignmentState state) {
  const std::string& name = dossier::v1::ConsignmentState_Name(state);
  std::string_view word = name;
  ConsumePrefix(&word, "CONSIGNMENT_STATE_");
  return Cat(post_office, "/", word);
}

std::string ListOfDossier(std::string_view dossier_code) { return Cat("dossier/", dossier_code); }

std::string SilenceTimers(const store::Keys& keys) { return keys.Timers("postal-silence"); }

std::string TextOf(const ParcelEntry& entry) {
  return Cat(entry.post_office, "/", entry.consignment_id, "/", entry.parcel_id);
}

ParcelEntry EntryOf(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '/');
  if (parts.size() != 3) return {};
  return {std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

namespace {

double ScoreOf(const google::protobuf::Timestamp& time) {
  return static_cast<double>(absl::ToUnixMillis(FromProto(time)));
}

void AddParcelPlaces(const store::Keys& keys, const dossier::v1::Consignment& consignment,
                     std::vector<store::Place>& places) {
  for (const dossier::v1::Parcel& parcel : consignment.parcels()) {
    const std::string member =
        TextOf({LastOffice(consignment, parcel), consignment.id(), parcel.id()});
    if (parcel.has_receive_due_time()) {
      places.push_back({keys.Index(kConsignmentKind, kUnclosedList), member,
                        ScoreOf(parcel.receive_due_time())});
    }
    if (LacksProof(consignment, parcel)) {
      places.push_back(
          {keys.Index(kConsignmentKind, kUnprovedList), member, ScoreOf(parcel.finish_time())});
    }
  }
}

}  // namespace

std::vector<store::Place> PlacesOf(const store::Keys& keys,
                                   const dossier::v1::Consignment& consignment) {
  if (!consignment.parcel_of().empty()) return {};
  const auto place = [&](std::string key) {
    const absl::Time created = FromProto(consignment.create_time());
    return store::Place{std::move(key), consignment.id(),
                        static_cast<double>(absl::ToUnixMillis(created))};
  };
  const std::string of_office = ListOfOffice(consignment.post_office(), consignment.state());
  std::vector<store::Place> places = {
      place(keys.Index(kConsignmentKind, of_office)),
      place(keys.Index(kConsignmentKind, ListOfDossier(consignment.dossier_code())))};
  if (!IsFinal(consignment.state())) places.push_back(place(keys.Open(kConsignmentKind)));
  if (consignment.silent()) {
    const absl::Time heard = LastHeard(consignment, absl::InfiniteFuture());
    places.push_back({keys.Index(kConsignmentKind, kSilentList), consignment.id(),
                      static_cast<double>(absl::ToUnixMillis(heard))});
  }
  if (consignment.has_silence_check_time()) {
    places.push_back(
        {SilenceTimers(keys), consignment.id(), ScoreOf(consignment.silence_check_time())});
  }
  AddParcelPlaces(keys, consignment, places);
  if (IsFinal(consignment.state()) && consignment.has_finish_time()) {
    places.push_back({keys.Ended(kConsignmentKind), consignment.id(),
                      ScoreOf(consignment.finish_time())});
  }
  return places;
}

}  // namespace motcua::postal

#include "services/postal/store/bag_places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::postal {
namespace {

using dossier::v1::BagState;

std::string ListOf(std::string_view side, std::string_view office, BagState state) {
  if (state == dossier::v1::BAG_STATE_UNSPECIFIED) return Cat(side, "/", office);
  const std::string& name = dossier::v1::BagState_Name(state);
  std::string_view word = name;
  ConsumePrefix(&word, "BAG_STATE_");
  return Cat(side, "/", office, "/", word);
}

double MillisOf(const google::protobuf::Timestamp& time) {
  return static_cast<double>(absl::ToUnixMillis(FromProto(time)));
}

}  // namespace

std::string ListOfSender(std::string_view office, BagState state) {
  return ListOf("from", office, state);
}

std::string ListOfReceiver(std::string_view office, BagState state) {
  return ListOf("to", office, state);
}

std::vector<store::Place> PlacesOf(const store::Keys& keys, const dossier::v1::Bag& bag) {
  const double created = MillisOf(bag.create_time());
  std::vector<store::Place> places;
  const auto add = [&](const std::string& list) {
    places.push_back({keys.Index(kBagKind, list), bag.id(), created});
  };
  add(ListOfSender(bag.from_office(), bag.state()));
  add(ListOfReceiver(bag.to_office(), bag.state()));
  if (bag.state() == dossier::v1::BAG_STATE_RECONCILED) {
    places.push_back({keys.Ended(kBagKind), bag.id(), MillisOf(bag.reconcile_time())});
    return places;
  }
  add(ListOfSender(bag.from_office(), dossier::v1::BAG_STATE_UNSPECIFIED));
  add(ListOfReceiver(bag.to_office(), dossier::v1::BAG_STATE_UNSPECIFIED));
  places.push_back({keys.Open(kBagKind), bag.id(), created});
  return places;
}

}  // namespace motcua::postal

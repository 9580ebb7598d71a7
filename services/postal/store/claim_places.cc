#include "services/postal/store/claim_places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/postal/domain/claim.h"

namespace motcua::postal {
namespace {

double ScoreOf(absl::Time time) { return static_cast<double>(absl::ToUnixMillis(time)); }

}  // namespace

std::string ListOfOffice(std::string_view post_office, dossier::v1::ClaimState state) {
  const std::string& name = dossier::v1::ClaimState_Name(state);
  std::string_view word = name;
  ConsumePrefix(&word, "CLAIM_STATE_");
  return Cat(post_office, "/", word);
}

std::string ClaimsOfDossier(std::string_view dossier_code) { return Cat("dossier/", dossier_code); }

std::vector<store::Place> PlacesOf(const store::Keys& keys, const calendar::Calendar& calendar,
                                   const dossier::v1::Claim& claim) {
  const double filed = ScoreOf(FromProto(claim.file_time()));
  const std::string of_office = ListOfOffice(claim.post_office(), claim.state());
  const std::string of_dossier = ClaimsOfDossier(claim.dossier_code());
  std::vector<store::Place> places = {{keys.Index(kClaimKind, of_office), claim.id(), filed},
                                      {keys.Index(kClaimKind, of_dossier), claim.id(), filed}};
  const absl::Time look = NextLook(claim, calendar);
  if (look != absl::InfiniteFuture()) {
    places.push_back({keys.Timers(kClaimTimers), claim.id(), ScoreOf(look)});
    places.push_back({keys.Open(kClaimKind), claim.id(), filed});
  }
  if (claim.has_end_time()) {
    places.push_back({keys.Ended(kClaimKind), claim.id(), ScoreOf(FromProto(claim.end_time()))});
  }
  return places;
}

}  // namespace motcua::postal

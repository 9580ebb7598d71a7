#include "services/intake/store/places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/store/person_marks.h"

namespace motcua::intake {

namespace {

double ScoreOf(const google::protobuf::Timestamp& time) {
  return static_cast<double>(absl::ToUnixMillis(FromProto(time)));
}

// Dossiers that ended before the instant was recorded stay where they are.
std::vector<store::Place> WhereItLeavesFrom(const store::Keys& keys,
                                            const dossier::v1::Dossier& dossier) {
  if (!dossier.has_end_time()) return {};
  return {{keys.Ended(kDossierKind), dossier.code(), ScoreOf(dossier.end_time())}};
}

}  // namespace

std::string ListKey(const store::Keys& keys, std::string_view unit,
                    dossier::v1::DossierState state) {
  return keys.Index(kDossierKind, Cat(unit, "/", StateName(state)));
}

std::vector<store::Place> PlacesOf(const store::Keys& keys, const PersonMarks& marks,
                                   const dossier::v1::Dossier& dossier) {
  if (IsFinal(dossier.state())) return WhereItLeavesFrom(keys, dossier);
  const double filed = ScoreOf(dossier.submit_time());
  std::vector<store::Place> places = {
      {ListKey(keys, dossier.receiving_unit(), dossier.state()), dossier.code(), filed},
      {keys.Open(kDossierKind), dossier.code(), filed}};
  // Dossiers that were filed before marks were set have no version of their procedure either.
  const std::string mark = dossier.procedure_version() == 0 ? "" : marks.Of(dossier);
  if (!mark.empty()) places.push_back({MarkKey(keys, mark), dossier.code(), filed});
  return places;
}

}  // namespace motcua::intake

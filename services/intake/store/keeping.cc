#include "services/intake/store/keeping.h"

#include "services/intake/store/places.h"

namespace motcua::intake {

keeping::Nature<dossier::v1::Dossier> NatureOfKeptDossiers() {
  using dossier::v1::Dossier;
  keeping::Nature<Dossier> nature;
  nature.kind = std::string(kDossierKind);
  nature.dossier_code = [](const Dossier& dossier) { return dossier.code(); };
  nature.end_time = [](const Dossier& dossier) { return dossier.end_time(); };
  nature.personal_fields = {"applicant"};
  nature.set_erased = [](Dossier& dossier, const google::protobuf::Timestamp& time) {
    *dossier.mutable_erase_time() = time;
  };
  return nature;
}

}  // namespace motcua::intake

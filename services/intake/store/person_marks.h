// How dossiers of one person are found again without personal data in any key: by an HMAC-SHA256
// under a secret of the cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/crypto/hmac.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

class PersonMarks {
 public:
  explicit PersonMarks(const std::string& secret = "") : hmac_(secret) {}

  // Must be set before a dossier is marked, and stay the same as long as any is open.
  void set_secret(const std::string& secret) { hmac_ = Hmac(secret); }

  // The mark of a dossier's person and procedure: by identity number, else by name (folded) and
  // phone; empty when the applicant tells neither.
  std::string Of(const dossier::v1::Dossier& dossier) const;
  // Marks under which dossiers of the same person for the same procedure may stand: the mark by
  // identity number, and by name and phone those filed without one.
  std::vector<std::string> ToLookUp(const dossier::v1::Dossier& dossier) const;

 private:
  std::string ByIdentity(const dossier::v1::Dossier& dossier) const;
  std::string ByNameAndPhone(const dossier::v1::Dossier& dossier) const;
  std::string Hash(std::string_view text) const;

  Hmac hmac_;
};

// The sorted set of open dossiers with that mark, by filing time in milliseconds.
std::string MarkKey(const store::Keys& keys, std::string_view mark);

}  // namespace motcua::intake

#include "services/intake/store/person_marks.h"

#include <string>

#include "common/testing/matchers.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

dossier::v1::Dossier DossierOf(const std::string& identity, const std::string& name,
                               const std::string& phone) {
  dossier::v1::Dossier dossier;
  dossier.set_code("C");
  dossier.set_receiving_unit("29869");
  dossier.set_procedure_code("1.001193");
  dossier.set_procedure_version(1);
  dossier.set_state(dossier::v1::DOSSIER_STATE_SUBMITTED);
  dossier.mutable_applicant()->set_identity_number(identity);
  dossier.mutable_applicant()->set_name(name);
  dossier.mutable_applicant()->set_phone(phone);
  return dossier;
}

TEST(PersonMarks, AreOfTheIdentityNumberElseOfNameAndPhone) {
  const PersonMarks marks("secret of the test");
  const std::string mark = marks.Of(DossierOf("087192000123", "Sen", "0912345678"));
  EXPECT_EQ(mark.size(), 32u);
  EXPECT_EQ(mark, marks.Of(DossierOf("087192000123", "Lan", "")));
  EXPECT_NE(mark, marks.Of(DossierOf("087192000124", "Sen", "0912345678")));
  EXPECT_NE(mark, marks.Of(DossierOf("", "Sen", "0912345678")));
  EXPECT_EQ(marks.Of(DossierOf("", "Nguyễn Thị Sen", "0912345678")),
            marks.Of(DossierOf("", "NGUYEN THI SEN", "0912345678")));
  EXPECT_EQ(marks.Of(DossierOf("", "Sen", "")), "");
  EXPECT_EQ(marks.ToLookUp(DossierOf("087192000123", "Sen", "0912345678")).size(), 2u);
}

TEST(PersonMarks, TellNothingWithoutTheSecret) {
  const auto dossier = DossierOf("087192000123", "Sen", "");
  EXPECT_NE(PersonMarks("one secret").Of(dossier), PersonMarks("another secret").Of(dossier));
  const store::Keys keys("t");
  for (const auto& place : PlacesOf(keys, PersonMarks("one secret"), dossier)) {
    EXPECT_THAT(place.key, Not(HasSubstr("087192000123")));
  }
}

TEST(PersonMarks, StandInPlacesAsLongAsTheDossierIsOpen) {
  const store::Keys keys("t");
  const PersonMarks marks("secret of the test");
  auto dossier = DossierOf("087192000123", "Sen", "");
  EXPECT_EQ(PlacesOf(keys, marks, dossier).size(), 3u);
  dossier.set_procedure_version(0);
  EXPECT_EQ(PlacesOf(keys, marks, dossier).size(), 2u) << "filed before there were marks";
  dossier.set_procedure_version(1);
  dossier.set_state(dossier::v1::DOSSIER_STATE_CLOSED);
  EXPECT_EQ(PlacesOf(keys, marks, dossier).size(), 0u);
}

}  // namespace
}  // namespace motcua::intake

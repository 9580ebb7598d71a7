#include "common/forms/page.h"

#include "common/base/clock.h"
#include "common/base/strings.h"
#include "common/forms/qr.h"
#include "common/forms/templates.h"
#include "common/forms/words.h"

namespace motcua::forms {

absl::CivilDay LocalDay(absl::Time time) { return absl::ToCivilDay(time, LocalZone()); }

Model AgencyModel(const Agency& agency) {
  Model model;
  model.Set("superior", OrDots(agency.superior))
      .Set("agency", OrDots(agency.name))
      .Set("place", OrDots(agency.place));
  return model;
}

Model HeadModel(const Head& head) {
  Model model = AgencyModel(head.agency);
  model.Set("officer", head.officer)
      .Set("phone", OrDots(head.phone))
      .Set("code", head.dossier_code)
      .Set("qr", QrSvg(head.dossier_code))
      .Set("owner", OrDots(head.owner.name))
      .Set("address", OrDots(head.owner.address))
      .Set("owner_phone", OrDots(head.owner.phone))
      .Set("email", OrDots(head.owner.email))
      .Set("identity", OrDots(head.owner.identity_number))
      .Set("content", OrDots(head.content))
      .Set("day", DayText(head.issued))
      .Set("book", head.book.empty() ? "………" : head.book)
      .Set("number", head.number.empty() ? "………" : head.number);
  return model;
}

std::string Page(Kind kind, absl::Time issued, std::string_view body, Model model) {
  const Edition edition = EditionOn(LocalDay(issued));
  const FormId id = FormIdOf(kind, edition).value_or(*FormIdOf(kind, Edition::k2025));
  model.Set("title", std::string(id.title))
      .Set("form_number", std::string(id.number))
      .Set("circular", std::string(id.circular))
      .Set("sheet", kind == Kind::kRegister ? "a4" : "a5")
      .Set("page_size", kind == Kind::kRegister ? "A4 landscape" : "A5 portrait");
  // The shared parts are templates too: they are filled in with the same model first.
  model.Set("national", Render(kNationalHtml, model));
  if (kind != Kind::kRegister) {
    model.Set("masthead", Render(kMastheadHtml, model));
    model.Set("identity_lines", Render(kIdentityHtml, model));
  }
  model.Set("body", Render(body, model));
  return Render(kPageHtml, model);
}

}  // namespace motcua::forms

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

Model PaperModel(const PaperLine& paper, size_t number) {
  const auto count = [](int copies) { return copies == 0 ? std::string() : Cat(copies); };
  Model model;
  model.Set("number", Cat(number))
      .Set("name", paper.name)
      .Set("originals", count(paper.originals))
      .Set("certified", count(paper.certified_copies))
      .Set("plain", count(paper.plain_copies));
  return model;
}

std::string Sheet(Paper paper, std::string_view body, Model model) {
  struct Size {
    const char* name;
    const char* size;
  };
  constexpr Size kSizes[] = {{"a5", "A5 portrait"}, {"a4p", "A4 portrait"}, {"a4", "A4 landscape"}};
  const Size& size = kSizes[static_cast<int>(paper)];
  model.Set("sheet", size.name).Set("page_size", size.size);
  // The shared parts are templates too: they are filled in with the same model first.
  model.Set("national", Render(kNationalHtml, model));
  model.Set("body", Render(body, model));
  return Render(kPageHtml, model);
}

std::string Page(Kind kind, absl::Time issued, std::string_view body, Model model) {
  const Edition edition = EditionOn(LocalDay(issued));
  const FormId id = FormIdOf(kind, edition).value_or(*FormIdOf(kind, Edition::k2025));
  model.Set("title", std::string(id.title))
      .Set("edition", Cat("Mẫu số ", id.number, " (", id.circular, ")"));
  if (kind == Kind::kRegister) return Sheet(Paper::kA4Landscape, body, std::move(model));
  model.Set("national", Render(kNationalHtml, model));
  model.Set("masthead", Render(kMastheadHtml, model));
  model.Set("identity_lines", Render(kIdentityHtml, model));
  return Sheet(Paper::kA5, body, std::move(model));
}

}  // namespace motcua::forms

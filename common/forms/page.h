// What all pages share: style, edition, national header, agency, QR code, identity of the dossier.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/forms/forms.h"
#include "common/forms/html.h"

namespace motcua::forms {

// The local day of an instant; for an unknown one the last day there is.
absl::CivilDay LocalDay(absl::Time time);

// Values: superior, agency, place.
Model AgencyModel(const Agency& agency);

// AgencyModel and the rest of the head, with the parts every form about one dossier has:
// national, owner, register_line.
Model HeadModel(const Head& head);

// A row of the table of papers handed in. Values: number, name, originals, certified, plain.
Model PaperModel(const PaperLine& paper, size_t number);

enum class Paper { kA5, kA4, kA4Landscape };

// A whole page around `body`; `model` has title and edition.
std::string Sheet(Paper paper, std::string_view body, Model model);

// A whole page around `body`. An edition without the form is printed as the other one's.
std::string Page(Kind kind, absl::Time issued, std::string_view body, Model model);

}  // namespace motcua::forms

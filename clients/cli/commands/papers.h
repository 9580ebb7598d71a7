// Papers as they are written on the command line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/type/v1/type.pb.h"

namespace motcua::cli {

// Said of a dossier that a counter took in while it was closed.
inline constexpr char kOutsideHours[] = "taken in while the counter was closed";

// "NAME", "NAME:KIND" or "NAME:KIND:COUNT"; by default one original. A name may hold colons: only
// a known kind at the end is taken for one.
motcua::type::v1::Paper ParsePaper(const std::string& text);

void ParsePapers(const std::vector<std::string>& texts,
                 google::protobuf::RepeatedPtrField<motcua::type::v1::Paper>* papers);

// "Tờ khai (original ×2)".
std::string PaperText(const motcua::type::v1::Paper& paper);

}  // namespace motcua::cli

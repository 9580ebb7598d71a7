// The citizens: names as common as in life, and where they live.
#pragma once

#include "clients/province/draw.h"
#include "common/catalogue/catalogue.h"
#include "motcua/type/v1/type.pb.h"

namespace motcua::province {

// Someone who lives in this commune. Everything is made up; text is in normal form C.
type::v1::Applicant MakeApplicant(const catalogue::v1::Unit& commune,
                                  const catalogue::Catalogue& catalogue, Draw& draw);

}  // namespace motcua::province

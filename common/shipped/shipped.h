// Finds what is shipped with the programs, wherever they are run from.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "common/calendar/calendar.h"
#include "motcua/catalogue/v1/carrier.pb.h"

namespace motcua::shipped {

// Value of an environment variable; "" if unset.
using Variable = std::function<std::string(const char*)>;

// The folder of the shipped catalogues: $MOTCUA_CATALOGUE, else share/motcua/catalogue of the
// program's installation, else deploy/catalogue of the checkout the current folder or the program
// lies in. NOT_FOUND if there is none.
absl::StatusOr<std::string> FindCatalogue(const Variable& variable);

// The calendar of a catalogue's file, of a catalogue's folder (its calendar.textproto, else all of
// it), or of the first catalogue in a folder of catalogues. NOT_FOUND, INVALID_ARGUMENT as
// catalogue::Catalogue::Load.
absl::StatusOr<calendar::Calendar> LoadCalendar(const std::string& path);

// The folder of the carriers' tables: $MOTCUA_CARRIERS, else share/motcua/carriers of the program's
// installation, else deploy/carriers of the checkout. NOT_FOUND if there is none.
absl::StatusOr<std::string> FindCarriers(const Variable& variable);

// All tables (*.textproto) of a folder, in order of file name. NOT_FOUND: there is none.
// INVALID_ARGUMENT naming file and line: one cannot be read, or a carrier or a code is there twice.
absl::StatusOr<catalogue::v1::CarrierFile> LoadCarriers(const std::string& folder);

}  // namespace motcua::shipped

// The carriers' tables in use, read from a folder and read anew when someone has mended them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "motcua/catalogue/v1/carrier.pb.h"

namespace motcua::postal {

class CarrierTables {
 public:
  explicit CarrierTables(std::string folder) : folder_(std::move(folder)) {}

  // FAILED_PRECONDITION CARRIERS_INVALID, naming file and line: a table is wrong, or there is none;
  // those in use stay.
  absl::Status Reload();

  // Valid until the next Reload; nullptr if no table is of that carrier.
  const catalogue::v1::Carrier* Find(std::string_view code) const;
  const catalogue::v1::CarrierFile& all() const { return tables_; }

 private:
  std::string folder_;
  catalogue::v1::CarrierFile tables_;
};

}  // namespace motcua::postal

// A carrier's record as it came: the texts and whole numbers of a JSON object, by name.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::postal {

class CarrierRecord {
 public:
  // INVALID_ARGUMENT: no JSON object in valid UTF-8, saying where. Of a field that is there twice the
  // last counts.
  static absl::StatusOr<CarrierRecord> FromJson(std::string_view json);

  // The field as text; "" where there is none, and for what is neither a text nor a whole number.
  std::string_view Field(std::string_view name) const;
  // Whether there is such a field, of whatever kind.
  bool Has(std::string_view name) const;

  void Set(std::string name, std::string value);

 private:
  const std::string* Find(std::string_view name) const;

  // A handful: looked through faster than hashed.
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace motcua::postal

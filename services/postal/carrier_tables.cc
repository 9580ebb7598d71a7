#include "services/postal/carrier_tables.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/shipped/shipped.h"
#include "services/postal/domain/carriers.h"

namespace motcua::postal {

absl::Status CarrierTables::Reload() {
  auto loaded = shipped::LoadCarriers(folder_);
  if (!loaded.ok()) {
    return FailedPrecondition(kCarriersInvalid, std::string(loaded.status().message()));
  }
  tables_ = *std::move(loaded);
  return absl::OkStatus();
}

const catalogue::v1::Carrier* CarrierTables::Find(std::string_view code) const {
  return FindCarrier(tables_, code);
}

}  // namespace motcua::postal

#include "services/postal/domain/carriage.h"

namespace motcua::postal {

std::string OfficeInCharge(const Way& way, const catalogue::Catalogue& catalogue) {
  const catalogue::v1::PostOffice* office = catalogue.PostOfficeOf(way.from);
  if (office == nullptr) office = catalogue.PostOfficeOf(way.to);
  return office == nullptr ? std::string() : office->code();
}

std::string OfficeAtEnd(const Way& way, const catalogue::Catalogue& catalogue) {
  return OfficeInCharge({way.to, way.from}, catalogue);
}

}  // namespace motcua::postal

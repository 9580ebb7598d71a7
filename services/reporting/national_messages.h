// The national portal's messages, filled from what the archive knows of a dossier.
#pragma once

#include "common/catalogue/catalogue.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/national_facts.h"

namespace motcua::reporting {

// DongBoHoSoMC, without personal data. docs/national_portal.md says where each field comes from.
v1::DongBoHoSoMC DossierMessage(const DossierRow& row, const NationalFacts& facts,
                                type::v1::NationalStatus status,
                                const catalogue::Catalogue& catalogue);

// CapNhatTienDoHoSoMC of one event, under the status it led to or found.
v1::CapNhatTienDoHoSoMC ProgressMessage(const event::v1::Event& event, const DossierRow& row,
                                        const NationalFacts& facts, type::v1::NationalStatus status,
                                        const catalogue::Catalogue& catalogue);

}  // namespace motcua::reporting

// What a dossier adds to the summaries, by its row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/dossier_row.h"

namespace motcua::reporting {

// What a dossier adds more after a batch than before it; of a dossier not known before, `before` is
// an empty row.
void TellChanges(const DossierRow& before, const DossierRow& after, CellSink sink);

// First day at whose begin the unresolved dossier was overdue and has been since, in a group of the
// family; kNoDay: it is not. Not part of its cells, as most dossiers are resolved before.
int64_t OverdueSince(const DossierRow& row, Family family);
// Likewise the first day at whose begin its result was with the post, and still is.
int64_t PostSince(const DossierRow& row, Family family);

// The group of a family of dossiers it belongs to.
Group GroupOf(const DossierRow& row, Family family);

// "channel|post office".
std::string ChannelKey(int channel, std::string_view post_office);

}  // namespace motcua::reporting

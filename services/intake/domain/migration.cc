#include "services/intake/domain/migration.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/catalogue/case_rules.h"
#include "services/intake/domain/draft_check.h"

namespace motcua::intake {
namespace {

using catalogue::v1::Procedure;

absl::Status Impossible(std::string why) {
  return FailedPrecondition(kMigrationImpossible, std::move(why));
}

bool HasCase(const Procedure& procedure, const std::string& key) {
  return key.empty() || std::ranges::any_of(procedure.cases(), [&](const auto& one) {
           return one.key() == key;
         });
}

absl::Status CheckMigration(const Procedure& to, const catalogue::Catalogue& catalogue,
                            const Dossier& dossier) {
  const bool waits = dossier.state() == dossier::v1::DOSSIER_STATE_SUBMITTED ||
                     dossier.state() == dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED;
  if (!waits) return Impossible("it was accepted, or has ended");
  if (!HasCase(to, dossier.case_key())) return Impossible("the version does not have its case");
  const auto* unit = catalogue.FindUnit(dossier.receiving_unit());
  if (unit == nullptr || !catalogue.Receives(*unit, to)) {
    return Impossible("its counter does not take the version in");
  }
  return absl::OkStatus();
}

// Whether a paper of that name is there often enough, in whatever form.
bool IsInHand(const catalogue::v1::RequiredPaper& paper, const Dossier& dossier) {
  int count = 0;
  for (const auto& one : dossier.papers()) count += one.name() == paper.name() ? one.count() : 0;
  for (const auto& one : dossier.awaited_papers()) {
    count += one.name() == paper.name() ? one.count() : 0;
  }
  return count >= paper.count();
}

}  // namespace

absl::Status Migrate(const Procedure& to, const catalogue::Catalogue& catalogue,
                     const Change& change) {
  Dossier& dossier = change.dossier;
  const int version = catalogue::VersionOf(to);
  if (dossier.procedure_version() == version) return absl::OkStatus();
  MOTCUA_RETURN_IF_ERROR(CheckMigration(to, catalogue, dossier));
  event::v1::Migrated& migrated = *Tell(change).mutable_migrated();
  migrated.set_from_version(dossier.procedure_version());
  migrated.set_to_version(version);
  dossier.set_procedure_version(version);
  dossier.set_fee_vnd(catalogue::FeeFor(to, dossier.case_key(), dossier.channel()).value_or(0));
  return absl::OkStatus();
}

std::vector<std::string> PapersMissingUnder(const Procedure& version, const Dossier& dossier) {
  std::vector<std::string> missing;
  for (const auto& paper : version.papers()) {
    const bool wanted = paper.required() && IsAskedFor(paper, dossier.case_key());
    if (wanted && !IsInHand(paper, dossier)) missing.push_back(paper.name());
  }
  return missing;
}

}  // namespace motcua::intake

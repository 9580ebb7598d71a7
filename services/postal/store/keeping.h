// How consignments, bags, claims and settlements are taken to the archive and found there.
#pragma once

#include "common/keeping/nature.h"
#include "motcua/dossier/v1/bag.pb.h"
#include "motcua/dossier/v1/claim.pb.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/dossier/v1/ledger.pb.h"

namespace motcua::postal {

keeping::Nature<dossier::v1::Consignment> NatureOfKeptConsignments();
// A bag is of many dossiers and holds no personal data of theirs: those who signed did so for their
// offices.
keeping::Nature<dossier::v1::Bag> NatureOfKeptBags();
keeping::Nature<dossier::v1::Claim> NatureOfKeptClaims();
// Settled days and quarters; they are of no dossier.
keeping::Nature<dossier::v1::LedgerRecord> NatureOfKeptSettlements();

}  // namespace motcua::postal

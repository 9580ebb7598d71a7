// Amounts on accounts of the ledger. A debit is positive, a credit negative; whole đồng.
#pragma once

#include <cstdint>

#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/dossier/v1/ledger.pb.h"

namespace motcua::postal {

using Entries = google::protobuf::RepeatedPtrField<dossier::v1::LedgerEntry>;

// What is on the account; 0 when it is not there.
int64_t AmountOn(const Entries& entries, dossier::v1::LedgerAccount account);

// Adds to the account, which is there once and in order of accounts; one that comes to 0 goes.
void AddTo(Entries& entries, dossier::v1::LedgerAccount account, int64_t amount_vnd);
void AddTo(Entries& entries, const Entries& others);

// The sum over all accounts; 0 of what is balanced.
int64_t SumOf(const Entries& entries);

// The same the other way round.
Entries Negated(const Entries& entries);

// What a posting of the kind moves: its debit gets the amount, its credit gives it; a negative amount
// goes the other way. None for an amount of 0, and for the kinds that move more than two accounts
// (COLLECTED_BY_POSTMAN) or those of another posting (REVERSAL).
Entries EntriesOf(dossier::v1::PostingKind kind, int64_t amount_vnd);

// COLLECTED_BY_POSTMAN: what the postman has is the agency's fee and the post's postage.
Entries CollectionEntries(int64_t fee_vnd, int64_t postage_vnd);

}  // namespace motcua::postal

#include "services/reporting/store/event_chain.h"

#include "common/base/status_macros.h"
#include "services/reporting/store/event_row.h"

namespace motcua::reporting {
namespace {

constexpr int kOldRowsAtOnce = 5000;

audit::ChainedRow ChainedOf(const EventRow& row, std::string_view bytes) {
  return {row.sequence, row.stream_id, row.receiving_unit, bytes};
}

}  // namespace

absl::StatusOr<EventChain> EventChain::Open(soci::session& sql, const ArchiveState& state,
                                            const std::string& stream) {
  EventChain chain(0, audit::Genesis(state.archive_id, stream));
  std::string hex;
  sql.once << "SELECT sequence, hash FROM chain", soci::into(chain.sequence_), soci::into(hex);
  if (sql.got_data()) {
    MOTCUA_ASSIGN_OR_RETURN(chain.hash_, audit::HashOfHex(hex));
  }
  bool more = chain.sequence_ < state.last_sequence;
  while (more) {
    MOTCUA_ASSIGN_OR_RETURN(more, chain.LinkOldRows(sql));
  }
  return chain;
}

absl::StatusOr<bool> EventChain::LinkOldRows(soci::session& sql) {
  soci::transaction transaction(sql);
  audit::Chain chain(hash_);
  int64_t mark = 0, sequence = 0;
  soci::statement update = (sql.prepare << "UPDATE event SET mark = :mark WHERE sequence = :sequence",
                            soci::use(mark), soci::use(sequence));
  const std::vector<EventRow> rows = ReadEventRows(sql, sequence_, kOldRowsAtOnce);
  for (const EventRow& row : rows) {
    MOTCUA_ASSIGN_OR_RETURN(const std::string bytes, EventBytes(row));
    chain.Extend(ChainedOf(row, bytes));
    mark = static_cast<int64_t>(chain.mark());
    sequence = row.sequence;
    update.execute(true);
  }
  if (rows.empty()) return false;
  sequence_ = sequence;
  hash_ = chain.hash();
  Save(sql);
  transaction.commit();
  return true;
}

void EventChain::Link(const std::vector<StreamEntry>& entries, std::vector<EventRow>& rows) {
  audit::Chain chain(hash_);
  for (size_t i = 0; i < rows.size(); ++i) {
    chain.Extend(ChainedOf(rows[i], entries[i].bytes));
    rows[i].mark = static_cast<int64_t>(chain.mark());
    sequence_ = rows[i].sequence;
  }
  hash_ = chain.hash();
}

void EventChain::Save(soci::session& sql) const {
  const std::string hex = audit::HexOf(hash_);
  sql.once << "INSERT INTO chain (only_row, sequence, hash) VALUES (1, :sequence, :hash)"
              " ON CONFLICT (only_row) DO UPDATE SET sequence = excluded.sequence,"
              " hash = excluded.hash",
      soci::use(sequence_), soci::use(hex);
}

}  // namespace motcua::reporting

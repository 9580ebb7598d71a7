#include "services/reporting/store/migrations.h"

namespace motcua::reporting {
namespace {

Migration FirstTables() {
  return {"events, dossiers, totals by unit",
          true,
          {
              "CREATE TABLE archive (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
              " id TEXT NOT NULL, stream TEXT NOT NULL, position TEXT NOT NULL,"
              " last_sequence BIGINT NOT NULL)",

              "CREATE TABLE event (sequence {key} PRIMARY KEY, stream_id TEXT NOT NULL,"
              " occur_time BIGINT NOT NULL, dossier_code TEXT NOT NULL, unit_code TEXT NOT NULL,"
              " receiving_unit TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL)",
              "CREATE INDEX event_by_dossier ON event (dossier_code, sequence)",

              "CREATE TABLE dossier (code TEXT PRIMARY KEY, procedure_code TEXT NOT NULL,"
              " field TEXT NOT NULL, receiving_unit TEXT NOT NULL, channel INTEGER NOT NULL,"
              " return_method INTEGER NOT NULL, submit_time BIGINT NOT NULL,"
              " accept_time BIGINT NOT NULL, first_due_time BIGINT NOT NULL,"
              " due_time BIGINT NOT NULL, due_since_time BIGINT NOT NULL,"
              " old_due_time BIGINT NOT NULL, stop_time BIGINT NOT NULL,"
              " resume_time BIGINT NOT NULL, resolve_time BIGINT NOT NULL,"
              " resolution INTEGER NOT NULL, post_time BIGINT NOT NULL,"
              " post_end_time BIGINT NOT NULL, close_time BIGINT NOT NULL,"
              " ending INTEGER NOT NULL, submitted INTEGER NOT NULL, accepted INTEGER NOT NULL,"
              " ended INTEGER NOT NULL)",
              // A report reads what was accepted before its end and not resolved before its begin.
              "CREATE INDEX dossier_by_resolution ON dossier (resolve_time, accept_time)",
              "CREATE INDEX dossier_refused ON dossier (submit_time) WHERE ending = 4",

              "CREATE TABLE unit_total (receiving_unit TEXT PRIMARY KEY, dossiers BIGINT NOT NULL,"
              " ended BIGINT NOT NULL, resolved BIGINT NOT NULL, kept BIGINT NOT NULL,"
              " duplicated BIGINT NOT NULL)",
          }};
}

Migration PromisesThatChangeAgain() {
  return {"when the promise before the last was given",
          true,
          {
              // Until then a promise changed at most once, so the one before stood from the start.
              "ALTER TABLE dossier ADD COLUMN old_since_time BIGINT NOT NULL DEFAULT 0",
          }};
}

Migration HandBacks() {
  return {"who filed a dossier, and how often it was handed back",
          true,
          {
              "ALTER TABLE dossier ADD COLUMN filed_by TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN completions INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE dossier ADD COLUMN supplements INTEGER NOT NULL DEFAULT 0",
              // What the events tell of dossiers archived before; who filed them is in no column.
              "UPDATE dossier SET"
              " completions = (SELECT COUNT(*) FROM event WHERE dossier_code = dossier.code"
              " AND kind = 'completion_requested'),"
              " supplements = (SELECT COUNT(*) FROM event WHERE dossier_code = dossier.code"
              " AND kind = 'supplement_requested')",
              // The hand-back report reads what was filed in its period.
              "CREATE INDEX dossier_by_filing ON dossier (submit_time)",
          }};
}

// Programs from before this one compare versions exactly: for them it is a contraction.
Migration HashChain() {
  return {"the hash chain over the events, its checkpoints, and which programs may use the archive",
          true,
          {
              "ALTER TABLE schema_version ADD COLUMN usable_from INTEGER NOT NULL DEFAULT 0",
              // 0: not chained yet.
              "ALTER TABLE event ADD COLUMN mark BIGINT NOT NULL DEFAULT 0",
              // How far the chain reaches, and its hash there.
              "CREATE TABLE chain (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
              " sequence BIGINT NOT NULL, hash TEXT NOT NULL)",
              "CREATE TABLE checkpoint (sequence {key} PRIMARY KEY, hash TEXT NOT NULL,"
              " sign_time BIGINT NOT NULL, key_id TEXT NOT NULL, signature TEXT NOT NULL)",
          }};
}

Migration KeptStates() {
  return {"final states of what left Redis, the keys of their personal data, and erasures",
          false,
          {
              "CREATE TABLE kept (kind TEXT NOT NULL, id TEXT NOT NULL,"
              " dossier_code TEXT NOT NULL, version BIGINT NOT NULL, end_time BIGINT NOT NULL,"
              " state TEXT NOT NULL, personal TEXT NOT NULL, PRIMARY KEY (kind, id))",
              "CREATE INDEX kept_by_dossier ON kept (dossier_code, kind)",
              "CREATE TABLE dossier_key (dossier_code TEXT PRIMARY KEY, wrapped TEXT NOT NULL)",
              "CREATE TABLE erasure (dossier_code TEXT PRIMARY KEY, erase_time BIGINT NOT NULL)",
              // What may be erased is sought by when it ended.
              "CREATE INDEX dossier_by_end ON dossier (close_time, code)",
          }};
}

// A program of before would archive events and leave the summaries behind: for it this is a
// contraction. What was archived before is filled in by Refold.
Migration Summaries() {
  return {"what reports are added up from",
          true,
          {
              "ALTER TABLE dossier ADD COLUMN completion_time BIGINT NOT NULL"
              " DEFAULT 253402300800000000",
              "ALTER TABLE dossier ADD COLUMN supplement_time BIGINT NOT NULL"
              " DEFAULT 253402300800000000",
              "ALTER TABLE dossier ADD COLUMN post_office TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN solving_unit TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN route_time BIGINT NOT NULL"
              " DEFAULT 253402300800000000",
              "ALTER TABLE dossier ADD COLUMN overdue_from BIGINT NOT NULL DEFAULT 99999999",
              "ALTER TABLE dossier ADD COLUMN overdue_spans TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN post_from BIGINT NOT NULL DEFAULT 99999999",
              "ALTER TABLE dossier ADD COLUMN post_spans TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN steps TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE dossier ADD COLUMN parcels TEXT NOT NULL DEFAULT ''",
              // Few dossiers are overdue or with the post at a time.
              "CREATE INDEX dossier_overdue ON dossier (overdue_from)"
              " WHERE overdue_from < 99999999",
              "CREATE INDEX dossier_in_post ON dossier (post_from) WHERE post_from < 99999999",

              "CREATE TABLE report_group (id {key} PRIMARY KEY, family INTEGER NOT NULL,"
              " unit_code TEXT NOT NULL, group_key TEXT NOT NULL)",
              "CREATE TABLE report_cell (slot BIGINT NOT NULL, group_id BIGINT NOT NULL,"
              " m0 BIGINT NOT NULL, m1 BIGINT NOT NULL, m2 BIGINT NOT NULL, m3 BIGINT NOT NULL,"
              " m4 BIGINT NOT NULL, m5 BIGINT NOT NULL, m6 BIGINT NOT NULL, m7 BIGINT NOT NULL,"
              " m8 BIGINT NOT NULL, m9 BIGINT NOT NULL, m10 BIGINT NOT NULL, m11 BIGINT NOT NULL,"
              " PRIMARY KEY (slot, group_id)) {clustered}",
              "CREATE TABLE event_block (block {key} PRIMARY KEY, min_time BIGINT NOT NULL,"
              " max_time BIGINT NOT NULL)",
              "CREATE TABLE report_state (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
              " opening BIGINT NOT NULL)",
              "CREATE VIEW report_figure AS SELECT slot, unit_code, group_key,"
              " m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11"
              " FROM report_cell JOIN report_group ON report_group.id = group_id"
              " WHERE slot / 100000000 % 10 <> 3 AND NOT (m0 = 0 AND m1 = 0 AND m2 = 0 AND m3 = 0"
              " AND m4 = 0 AND m5 = 0 AND m6 = 0 AND m7 = 0 AND m8 = 0 AND m9 = 0 AND m10 = 0"
              " AND m11 = 0)",
          }};
}

// Cells of a unit lie together, groups leave out their unit or their key, and halves and years are
// added up when they are closed. For a program of before it is a contraction. Without blocks Refold
// makes all summaries anew.
Migration SummariesByUnit() {
  return {"summaries by unit, and of the province",
          true,
          {
              "DROP VIEW report_figure",
              "DROP TABLE report_cell",
              "DROP TABLE report_group",
              "DELETE FROM report_state",
              "DELETE FROM event_block",
              "CREATE TABLE report_group (id {key} PRIMARY KEY, family INTEGER NOT NULL,"
              " unit_id BIGINT NOT NULL, unit_code TEXT NOT NULL, group_key TEXT NOT NULL)",
              "CREATE INDEX report_group_by_unit ON report_group (family, unit_id)",
              "CREATE TABLE report_cell (slot BIGINT NOT NULL, unit_id BIGINT NOT NULL,"
              " group_id BIGINT NOT NULL,"
              " m0 BIGINT NOT NULL, m1 BIGINT NOT NULL, m2 BIGINT NOT NULL, m3 BIGINT NOT NULL,"
              " m4 BIGINT NOT NULL, m5 BIGINT NOT NULL, m6 BIGINT NOT NULL, m7 BIGINT NOT NULL,"
              " m8 BIGINT NOT NULL, m9 BIGINT NOT NULL, m10 BIGINT NOT NULL, m11 BIGINT NOT NULL,"
              " PRIMARY KEY (slot, unit_id, group_id)) {clustered}",
              // The figures whatever the batches were: without what came to nothing.
              "CREATE VIEW report_figure AS SELECT slot, unit_code, group_key,"
              " m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11"
              " FROM report_cell JOIN report_group ON report_group.id = group_id"
              " WHERE NOT (m0 = 0 AND m1 = 0 AND m2 = 0 AND m3 = 0 AND m4 = 0 AND m5 = 0"
              " AND m6 = 0 AND m7 = 0 AND m8 = 0 AND m9 = 0 AND m10 = 0 AND m11 = 0)",
          }};
}

}  // namespace

const std::vector<Migration>& Migrations() {
  static const auto* const migrations = new std::vector<Migration>{
      FirstTables(), PromisesThatChangeAgain(), HandBacks(), HashChain(), KeptStates(),
      Summaries(),   SummariesByUnit()};
  return *migrations;
}

}  // namespace motcua::reporting

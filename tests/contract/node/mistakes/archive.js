// How a client provokes the errors of reporting's services for audit, keeping and retention.
'use strict';

const { NO_DOSSIER } = require('../world.js');

const KEPT = { id: 'X', dossier_code: 'X', version: 1 };
const ERASE = { reason: 'Hết thời hạn lưu trữ' };

// A dossier that has ended, and that the archive knows.
async function ended(world) {
  const code = await world.refused();
  await world.stack.tell('settle');
  return code;
}

const MISTAKES = {
  'AuditService.ExportAudit': {
    FIELD_INVALID: (rpc) => rpc.watch({ after_sequence: -1 }),
    AUDIT_KEY_MISSING: (rpc, world) => (
      world.with('reporting', '--audit-key-file=', () => rpc.watch({ sign_now: true }))),
  },
  'AuditService.ListCheckpoints': {
    FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }),
  },
  'KeepingService.KeepAggregates': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ kind: 'dossier', aggregates: Array(501).fill(KEPT) }),
    REQUEST_TOO_LARGE: (rpc) => (
      rpc.ask({ kind: 'dossier', aggregates: [{ ...KEPT, state: Buffer.alloc(2 << 20) }] })),
    KEEPING_OFF: (rpc, world) => (
      world.with('reporting', '--master-key-file=', () => (
        rpc.ask({ kind: 'dossier', aggregates: [KEPT] })))),
  },
  'KeepingService.FindKeptAggregates': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ kind: 'dossier', ids: Array(1001).fill('X') }),
    KEEPING_OFF: (rpc, world) => (
      world.with('reporting', '--master-key-file=', () => rpc.ask({ kind: 'dossier', ids: ['X'] }))),
  },
  'RetentionService.ErasePersonalData': {
    FIELD_REQUIRED: (rpc) => rpc.about(NO_DOSSIER, { reason: '' }),
    FIELD_INVALID: (rpc) => rpc.about(NO_DOSSIER, { reason: 'x'.repeat(4001) }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const [one, other] = [await ended(world), await ended(world)];
      return rpc.twice({ ...ERASE, dossier_code: one, before_retention_ends: true },
        { ...ERASE, dossier_code: other, before_retention_ends: true });
    },
    DOSSIER_OPEN: async (rpc, world) => rpc.about(await world.accepted()),
    RETENTION_NOT_OVER: async (rpc, world) => rpc.about(await ended(world)),
  },
  'RetentionService.GetRetention': {
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ dossier_codes: Array(1001).fill(NO_DOSSIER) }),
  },
  'RetentionService.ListEndedRetentions': {
    FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }),
  },
};

const REST = { 'RetentionService.ErasePersonalData': ERASE };

const BEHIND = 'the archive would have to fall behind by seconds';
const OUT_OF_REACH = {
  'KeepingService.KeepAggregates ARCHIVE_BEHIND': BEHIND,
  'RetentionService.ErasePersonalData ARCHIVE_BEHIND': BEHIND,
};

module.exports = { MISTAKES, REST, OUT_OF_REACH };

// How a client provokes the errors of moving to another version of a procedure.
'use strict';

const { withCatalogue } = require('../shipped.js');

const BIRTH = '1.001193';
const VERSION = { procedure_code: BIRTH, to_version: 1 };

// Births have a second version after the first.
const TWO_VERSIONS = {
  'procedures_civil_status.textproto': (text) => {
    const code = `code: "${BIRTH}"`;
    const begin = text.lastIndexOf('procedures {', text.indexOf(code));
    const first = text.slice(begin, text.indexOf('\n}', begin) + 2);
    const dated = (more) => first.replace(code, `${code}\n  ${more}`);
    return text.replace(first, `${dated('valid_to: "2023-12-31"')}\n\n${
      dated('version: 2 valid_from: "2024-01-01"')}`);
  },
};

// Of a page of those that would move.
const OF_A_PLAN = {
  PROCEDURE_NOT_FOUND: (rpc) => rpc.right({ to_version: 99 }),
  FIELD_REQUIRED: (rpc) => rpc.ask({}),
  FIELD_INVALID: (rpc) => rpc.right({ page_size: -1 }),
  PAGE_TOKEN_INVALID: (rpc) => rpc.right({ page_token: 'nonsense' }),
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'DossierMigrationService.PlanDossierMigration': OF_A_PLAN,
  'RoutingService.PlanMigration': OF_A_PLAN,
  'DossierMigrationService.MigrateDossier': {
    PROCEDURE_NOT_FOUND: async (rpc, world) => (
      rpc.about(await world.submitted(), { to_version: 99 })),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: async (rpc, world) => rpc.about(await world.submitted(), { request_id: 'a b' }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const move = { dossier_code: await world.submitted(), to_version: 2 };
      return withCatalogue(world, 'intake', TWO_VERSIONS, async () => (
        rpc.afterAnother('IntakeService.SubmitDossier', { draft: await world.draft() }, move)));
    },
    MIGRATION_IMPOSSIBLE: async (rpc, world) => {
      const code = await world.accepted();
      return withCatalogue(world, 'intake', TWO_VERSIONS, () => rpc.about(code, { to_version: 2 }));
    },
  },
  'RoutingService.MigrateJourney': {
    PROCEDURE_NOT_FOUND: async (rpc, world) => (
      rpc.about(await world.accepted(), { to_version: 99 })),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    MIGRATION_IMPOSSIBLE: async (rpc, world) => {
      const { dossier_code } = await world.held(); // in someone's hands
      return withCatalogue(world, 'routing', TWO_VERSIONS,
        () => rpc.about(dossier_code, { to_version: 2 }));
    },
  },
};

const REST = {
  'DossierMigrationService.PlanDossierMigration': VERSION,
  'RoutingService.PlanMigration': VERSION,
  'DossierMigrationService.MigrateDossier': { to_version: 1 },
  'RoutingService.MigrateJourney': { to_version: 1 },
};

module.exports = { MISTAKES, REST };

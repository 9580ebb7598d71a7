// How a client provokes the errors of any service.
'use strict';

const { COMMUNE, NO_DOSSIER } = require('../world.js');

// The same mistake, made with each method that knows it.
const FAMILIES = {
  DOSSIER_NOT_FOUND: (rpc) => rpc.about(NO_DOSSIER),
  STALE_VERSION: async (rpc, world) => rpc.about(await world.submitted(), { expected_version: 99 }),
  LEASE_NOT_HELD: async (rpc, world) => rpc.about(await world.accepted()),
  TRANSITION_NOT_ALLOWED: async (rpc, world) => {
    const ended = rpc.rpc.startsWith('Intake');
    return rpc.about(await (ended ? world.refused() : world.accepted()));
  },
  SHUTTING_DOWN: async (rpc, world) => { // while a stream runs
    await world.submitted();
    await world.stack.tell('settle');
    let stopped; // begins at the first message that is seen
    const enough = () => { stopped ??= world.stack.tell('stop reporting'); return false; };
    try {
      return await world.stack.stream(rpc.rpc, {}, { enough });
    } finally {
      await stopped;
      await world.stack.tell('start reporting');
    }
  },
  REDIS_UNAVAILABLE: (rpc, world) => world.withoutRedis(() => rpc.right()),
  UNIT_NOT_FOUND: (rpc) => rpc.ask({ unit_code: '99999' }),
  PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ page_token: 'nonsense' }),
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  '*': {
    CALLER_UNKNOWN: (_, world) => world.call('IntakeService.SearchProcedures', {}, 'stranger'),
    METHOD_NOT_ALLOWED: (_, world) => world.call('IntakeService.SearchProcedures', {}, 'reporting'),
    UNIT_OUT_OF_SCOPE: (_, world) => (
      world.call('RoutingService.ListQueue', { unit_code: COMMUNE }, 'officers-873')),
    MALFORMED_REQUEST: (_, world) => (
      world.stack.callBytes('IntakeService.SearchProcedures', Buffer.from([0x0a, 0xff]))),
    REQUEST_TOO_LARGE: (_, world) => search(world, 'a'.repeat(2 << 20)),
    TEXT_NOT_NFC: (_, world) => search(world, 'te\u0302n'),
    TEXT_INVALID: (_, world) => search(world, 'khai\u0007sinh'),
    FIELD_REQUIRED: (_, world) => world.call('RoutingService.GetJourney', {}),
    FIELD_INVALID: (_, world) => (
      world.call('RoutingService.ListQueue', { unit_code: COMMUNE, page_size: -1 })),
    OVERLOADED: (_, world) => world.with('intake', '--max-in-flight=1', async () => {
      const asked = await Promise.allSettled(Array.from({ length: 64 }, () => getNone(world)));
      throw asked.map(({ reason }) => reason)
        .find((error) => error?.details.reason === 'OVERLOADED') ?? new Error('never overloaded');
    }),
    REDIS_UNAVAILABLE: (_, world) => world.withoutRedis(() => getNone(world)),
  },
};

function search(world, text) { return world.call('IntakeService.SearchProcedures', { text }); }

function getNone(world) {
  return world.call('IntakeService.GetDossier', { dossier_code: NO_DOSSIER });
}

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  '* TOO_MUCH_CONTENTION': 'rivals would have to change one dossier again and again, in time',
  '* DEADLINE_PASSED': 'a client gives up by itself before it sends a late call',
  '* REDIS_OUT_OF_MEMORY': 'Redis would have to be filled',
  '* INTERNAL': 'a fault of the program',
  '* REDIS_ERROR': 'a fault of the program',
  '* STATE_CORRUPT': 'a fault of the program',
  '* ARCHIVE_UNAVAILABLE': 'the archive is a file here',
  '* ARCHIVE_ERROR': 'a fault of the program',
};

module.exports = { MISTAKES, OUT_OF_REACH, FAMILIES };

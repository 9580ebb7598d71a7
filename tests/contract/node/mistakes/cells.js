// How a client provokes the errors of moving open work from one cell to another.
'use strict';

const { encode } = require('../messages.js');

const FROM = { from_cell: 'neighbour' };
const TO = { to_cell: 'dongthap' };
const BIRTH = '1.001193';

const group = (id, state = {}) => ({
  aggregates: [{ id, state: encode('motcua.dossier.v1.Dossier', { code: id, ...state }) }],
});

// What became of one group.
async function adopt(rpc, id, state) {
  const { outcomes: [outcome] } = await rpc.right({ groups: [group(id, state)] });
  return rpc.refuse(outcome);
}

// Of a call that names a cell, and of one that comes from a cell.
const OF_A_NAME = (field) => ({
  FIELD_REQUIRED: (rpc) => rpc.right({ [field]: '' }),
  FIELD_INVALID: (rpc) => rpc.right({ [field]: 'a b' }),
});

// Of a call that reaches the cell it names.
const OF_A_PEER = {
  ...OF_A_NAME('to_cell'),
  CELL_NOT_FOUND: (rpc) => rpc.right({ to_cell: 'none' }),
  REDIS_UNAVAILABLE: async (rpc, world) => {
    const { world: there } = await world.neighbour();
    try {
      return await there.withoutRedis(() => rpc.in(there).right());
    } finally {
      await there.call('CellService.EndSending', TO); // something may have been announced
    }
  },
  PEER_UNAVAILABLE: async (rpc, world) => {
    const { world: there } = await world.neighbour();
    await there.submitted(); // something to ask about
    const asked = rpc.rpc === 'CellService.CheckCellMove' ? 'intake' : 'routing';
    return world.with(asked, null, () => rpc.in(there).right());
  },
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  '*': {
    MOVED_TO_CELL: async (rpc, world) => {
      const neighbour = await world.neighbour();
      const dossier_code = await neighbour.world.submitted();
      const get = () => neighbour.world.call('IntakeService.GetDossier', { dossier_code });
      return neighbour.moving(async () => {
        const error = await neighbour.world.until(() => get().then(() => null, (failure) => failure),
          (failure) => failure !== null && failure.details.reason !== 'MOVING_TO_CELL');
        throw error;
      });
    },
    MOVING_TO_CELL: async (rpc, world) => {
      const neighbour = await world.neighbour();
      return neighbour.withLeaving((code) => (
        neighbour.world.call('IntakeService.WithdrawDossier',
          { request_id: neighbour.world.id(), dossier_code: code })));
    },
  },

  'CellMoveService.StartCellMove': {
    ...OF_A_NAME('to_cell'),
    CELL_NOT_FOUND: OF_A_PEER.CELL_NOT_FOUND,
    REDIS_UNAVAILABLE: OF_A_PEER.REDIS_UNAVAILABLE,
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { world: there } = await world.neighbour();
      return rpc.in(there).afterAnother('IntakeService.SubmitDossier',
        { draft: await there.draft() });
    },
    CELL_MOVE_UNDER_WAY: async (rpc, world) => {
      const neighbour = await world.neighbour();
      return neighbour.moving(() => rpc.in(neighbour.world).ask({ to_cell: 'elsewhere' }));
    },
  },
  'CellMoveService.StopCellMove': {
    ...OF_A_NAME('request_id'),
    REQUEST_ID_REUSED: async (rpc, world) => (
      rpc.afterAnother('IntakeService.SubmitDossier', { draft: await world.draft() })),
    CELL_NOT_FOUND: (rpc) => rpc.ask({}),
    CELL_MOVE_UNDER_WAY: async (rpc, world) => {
      const neighbour = await world.neighbour();
      return neighbour.withLeaving(() => rpc.in(neighbour.world).ask({}));
    },
    PEER_UNAVAILABLE: async (rpc, world) => {
      const neighbour = await world.neighbour();
      await neighbour.untilNothingLeaves();
      return neighbour.moving(() => (
        world.with('intake', null, () => rpc.in(neighbour.world).ask({}))));
    },
  },

  'CellService.CheckCellMove': OF_A_PEER,
  'CellService.SendToCell': OF_A_PEER,
  'CellService.EndSending': OF_A_PEER,
  'CellService.AdoptAggregates': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.right({ groups: Array(513).fill(group('X')) }),
    UNIT_NOT_FOUND: (rpc) => adopt(rpc, 'X', { receiving_unit: '99999' }),
    PROCEDURE_NOT_FOUND: (rpc, world) => (
      adopt(rpc, 'X', { receiving_unit: world.commune, procedure_code: '9.9' })),
    ID_TAKEN: async (rpc, world) => (
      adopt(rpc, await world.submitted(),
        { receiving_unit: world.commune, procedure_code: BIRTH })),
  },
  'CellService.AdoptEvent': OF_A_NAME('from_cell'),
  'CellService.AdoptAnswers': OF_A_NAME('from_cell'),
  'CellService.AnnounceCellMove': OF_A_NAME('from_cell'),
};

const REST = {
  'CellMoveService.StartCellMove': TO,
  'CellService.CheckCellMove': TO,
  'CellService.SendToCell': TO,
  'CellService.EndSending': TO,
  'CellService.AdoptAggregates': { ...FROM, groups: [group('X', { receiving_unit: '99999' })] },
  'CellService.AdoptEvent': {
    ...FROM, entry_id: '1-1', event: encode('motcua.event.v1.Event', { actor: 'test' }),
  },
  'CellService.AdoptAnswers': {
    ...FROM,
    answers: [{ key: 'request:intake:test:1', value: Buffer.from('x'), time_left: { seconds: 60 } }],
  },
  'CellService.AnnounceCellMove': { ...FROM, ended: true },
};

module.exports = { MISTAKES, REST };

// How a client provokes the errors of services that every server has, and of units that ended.
'use strict';

const { COMMUNE } = require('../world.js');
const { PLAN } = require('../neighbour.js');

// Calls while the reorganisation is undone, and leaves it applied.
async function whileUndone(rpc, neighbour, call) {
  const here = rpc.in(neighbour.world);
  await here.of('ReorganisationService.UndoReorganisation').right();
  await neighbour.until('REORGANISATION_STATE_UNDONE');
  try {
    return await call(here);
  } finally {
    await here.of('ReorganisationService.ApplyReorganisation').right();
    await neighbour.until('REORGANISATION_STATE_APPLIED');
  }
}

// Of a request that has a request_id and the reorganisation's id.
const OF_AN_ORDER = {
  FIELD_REQUIRED: (rpc) => rpc.right({ request_id: '' }),
  FIELD_INVALID: (rpc) => rpc.right({ request_id: 'a b' }),
  REQUEST_ID_REUSED: async (rpc, world) => {
    const neighbour = await world.neighbour();
    await neighbour.reorganised();
    const again = async (here) => here.afterAnother('IntakeService.SubmitDossier',
      { draft: await neighbour.world.draft() });
    if (rpc.rpc.endsWith('UndoReorganisation')) return again(rpc.in(neighbour.world));
    return whileUndone(rpc, neighbour, again);
  },
  REDIS_UNAVAILABLE: async (rpc, world) => {
    const neighbour = await world.neighbour();
    await neighbour.reorganised();
    return neighbour.world.withoutRedis(() => rpc.in(neighbour.world).right());
  },
};

// Orders the opposite of an order before that is carried out, and leaves the reorganisation applied.
async function applyWhileUndoing(rpc, world) {
  const neighbour = await world.neighbour();
  await neighbour.reorganised();
  const here = rpc.in(neighbour.world);
  await here.of('ReorganisationService.UndoReorganisation').right();
  try {
    return await here.right();
  } finally {
    await neighbour.until('REORGANISATION_STATE_UNDONE');
    await here.right();
    await neighbour.until('REORGANISATION_STATE_APPLIED');
  }
}

async function undoWhileApplying(rpc, world) {
  const neighbour = await world.neighbour();
  await neighbour.reorganised();
  return whileUndone(rpc, neighbour, async (here) => {
    await here.of('ReorganisationService.ApplyReorganisation').right();
    return here.right();
  });
}

const OF_A_UNIT_THAT_ENDED = async (rpc, world) => {
  const neighbour = await world.neighbour();
  await neighbour.reorganised();
  return rpc.in(neighbour.world).ask({ unit_code: COMMUNE });
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'ReorganisationService.CountReorganisation': {
    REORGANISATION_NOT_FOUND: (rpc) => rpc.ask({ id: 'none' }),
  },
  'ReorganisationService.ApplyReorganisation': {
    ...OF_AN_ORDER,
    REORGANISATION_NOT_FOUND: (rpc) => rpc.right({ id: 'none' }),
    REORGANISATION_NOT_DUE: (rpc) => rpc.right(),
    REORGANISATION_UNDER_WAY: applyWhileUndoing,
  },
  'ReorganisationService.UndoReorganisation': {
    ...OF_AN_ORDER,
    REORGANISATION_NOT_FOUND: (rpc) => rpc.right(), // it was never ordered
    REORGANISATION_UNDER_WAY: undoWhileApplying,
  },
  'RoutingService.ClaimSteps': { UNIT_REPLACED: OF_A_UNIT_THAT_ENDED },
  'RoutingService.ListQueue': { UNIT_REPLACED: OF_A_UNIT_THAT_ENDED },
};

const REST = {
  'ReorganisationService.CountReorganisation': { id: PLAN },
  'ReorganisationService.ApplyReorganisation': { id: PLAN },
  'ReorganisationService.UndoReorganisation': { id: PLAN },
};

module.exports = { MISTAKES, REST };

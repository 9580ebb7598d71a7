// How a client provokes the errors of the post's books.
'use strict';

const { FEE: A_FEE, BOOKS: [BOOK, OPEN_BOOK] } = require('../neighbour.js');

const DAY = '2023-01-03'; // the first cell's
const NO_DAY = '2022-12-01';
const EMPTY_BOOK = { post_office: 'BD.87', agency_unit: '867' };
const QUARTER = { ...BOOK, year: 2022, quarter: 4 };
const FEE = { ...BOOK, ...A_FEE };
const LINES = [{ dossier_code: FEE.dossier_code, amount_vnd: FEE.amount_vnd }];

const call = (world, method, request) => (
  world.call(`LedgerService.${method}`, { request_id: world.id(), ...request }));

// The number of a new posting.
async function posted(world) {
  const { posting } = await call(world, 'RecordPosting', FEE);
  return posting.number;
}

// The statement of the first cell's day has been made.
async function settled(world) {
  await posted(world);
  await call(world, 'SettleDay', { ...BOOK, day: DAY });
}

// The neighbour's quarter is over, and what was posted on its last day is settled of one book.
const LAST_DAY = { ...BOOK, day: '2025-06-30' };
const ITS_QUARTER = { year: 2025, quarter: 2 };
const closed = new WeakMap();

async function close(neighbour) {
  const there = neighbour.world;
  await neighbour.nextDay();
  await call(there, 'SettleDay', LAST_DAY);
  await call(there, 'ConfirmDaySettlement', { ...LAST_DAY, received_vnd: FEE.amount_vnd, lines: LINES });
  await call(there, 'SettleQuarter', { ...BOOK, ...ITS_QUARTER });
}

// The other cell's world, in which the quarter is closed.
async function afterTheQuarter(world) {
  const neighbour = await world.neighbour();
  if (!closed.has(neighbour)) closed.set(neighbour, close(neighbour));
  await closed.get(neighbour);
  return neighbour.world;
}

// Of a request about one book, as the shipped catalogue knows it.
const OF_A_BOOK = {
  FIELD_REQUIRED: (rpc) => rpc.ask({}),
  POST_OFFICE_NOT_FOUND: (rpc) => rpc.right({ post_office: 'BD.none' }),
  UNIT_NOT_FOUND: (rpc) => rpc.right({ agency_unit: '99999' }),
};
const OF_A_DAY = {
  ...OF_A_BOOK,
  FIELD_INVALID: (rpc) => rpc.right({ day: 'tomorrow' }),
};
const OF_A_STATEMENT = {
  ...OF_A_DAY,
  SETTLEMENT_NOT_FOUND: (rpc) => rpc.right({ day: NO_DAY }),
  SETTLEMENT_CLOSED: async (rpc, world) => rpc.in(await afterTheQuarter(world)).right(LAST_DAY),
};
const OF_A_LIST = {
  POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
  UNIT_NOT_FOUND: (rpc) => rpc.ask({ agency_unit: '99999' }),
  FIELD_INVALID: (rpc) => rpc.right({ page_size: -1 }),
  PAGE_TOKEN_INVALID: (rpc) => rpc.right({ page_token: 'nonsense' }),
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'LedgerService.ListBalances': { ...OF_A_LIST, FIELD_REQUIRED: (rpc) => rpc.ask({}) },
  'LedgerService.ListPostings': {
    ...OF_A_DAY,
    BOOK_NOT_FOUND: (rpc) => rpc.right(EMPTY_BOOK),
  },
  'LedgerService.RecordPosting': {
    ...OF_A_BOOK,
    FIELD_INVALID: (rpc) => rpc.right({ amount_vnd: 0 }),
    REQUEST_ID_REUSED: (rpc) => rpc.twice(FEE, { ...FEE, amount_vnd: 6000 }),
  },
  'LedgerService.ReversePosting': {
    ...OF_A_DAY,
    REQUEST_ID_REUSED: async (rpc, world) => {
      const right = rpc.rests[rpc.rpc];
      const number = await posted(world);
      return rpc.twice({ ...right, number }, { ...right, number, note: 'Ghi hai lần' });
    },
    BOOK_NOT_FOUND: (rpc) => rpc.right(EMPTY_BOOK),
    POSTING_NOT_FOUND: async (rpc, world) => {
      const number = await posted(world);
      return rpc.right({ number: number + 1000 });
    },
    POSTING_REVERSED: async (rpc, world) => {
      const number = await posted(world);
      await rpc.right({ number });
      return rpc.right({ number });
    },
  },
  'LedgerService.SettleDay': {
    ...OF_A_BOOK,
    FIELD_INVALID: (rpc) => rpc.right({ day: '2024-01-01' }), // it has not begun
  },
  'LedgerService.GetDaySettlement': {
    ...OF_A_DAY,
    SETTLEMENT_NOT_FOUND: OF_A_STATEMENT.SETTLEMENT_NOT_FOUND,
  },
  'LedgerService.ListDaySettlements': OF_A_LIST,
  'LedgerService.ConfirmDaySettlement': {
    ...OF_A_STATEMENT,
    BATCH_TOO_LARGE: (rpc) => rpc.right({ lines: Array(5001).fill(LINES[0]) }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      await settled(world);
      const right = rpc.rests[rpc.rpc];
      return rpc.twice(right, { ...right, received_vnd: 2 });
    },
  },
  'LedgerService.ExplainDifference': {
    ...OF_A_STATEMENT,
    DIFFERENCE_NOT_FOUND: async (rpc, world) => {
      await settled(world);
      return rpc.right({ dossier_code: 'none' });
    },
    REQUEST_ID_REUSED: async (rpc, world) => {
      await settled(world);
      await call(world, 'ConfirmDaySettlement', { ...BOOK, day: DAY, received_vnd: 1 });
      const right = rpc.rests[rpc.rpc];
      return rpc.twice(right, { ...right, explanation: 'Nhầm' });
    },
  },
  'LedgerService.SettleQuarter': {
    ...OF_A_BOOK,
    FIELD_INVALID: (rpc) => rpc.right({ quarter: 5 }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      await posted(world);
      return rpc.twice(QUARTER, { ...QUARTER, quarter: 3 });
    },
    BOOK_NOT_FOUND: (rpc) => rpc.right(EMPTY_BOOK),
    QUARTER_NOT_OVER: (rpc) => rpc.right({ year: 2023, quarter: 1 }),
    SETTLEMENT_OPEN: async (rpc, world) => (
      rpc.in(await afterTheQuarter(world)).ask({ ...OPEN_BOOK, ...ITS_QUARTER })),
  },
  'LedgerService.GetQuarterSettlement': {
    ...OF_A_BOOK,
    FIELD_INVALID: (rpc) => rpc.right({ quarter: 5 }),
    SETTLEMENT_NOT_FOUND: (rpc) => rpc.right({ year: 2001 }),
  },
};

const ON_THE_DAY = { ...BOOK, day: DAY };
const REST = {
  'LedgerService.ListBalances': BOOK,
  'LedgerService.ListPostings': ON_THE_DAY,
  'LedgerService.RecordPosting': FEE,
  'LedgerService.ReversePosting': { ...ON_THE_DAY, number: 1, note: 'Ghi nhầm' },
  'LedgerService.SettleDay': ON_THE_DAY,
  'LedgerService.GetDaySettlement': ON_THE_DAY,
  'LedgerService.ConfirmDaySettlement': { ...ON_THE_DAY, received_vnd: 1 },
  'LedgerService.ExplainDifference': {
    ...ON_THE_DAY, dossier_code: 'X', explanation: 'Chuyển hôm sau',
  },
  'LedgerService.SettleQuarter': QUARTER,
  'LedgerService.GetQuarterSettlement': QUARTER,
};

module.exports = { MISTAKES, REST };

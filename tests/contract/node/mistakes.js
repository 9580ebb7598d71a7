// For each error that the .proto files promise, how a client provokes it.
'use strict';

const { COMMUNE, EVENT, NO_DOSSIER } = require('./world.js');

const LONG = 'a'.repeat(1001);
const PAPER = { name: 'Tờ khai', kind: 'PAPER_KIND_ORIGINAL', count: 1 };
const PERIOD = { begin_time: { seconds: 1672506000 }, end_time: { seconds: 1704042000 } };
const PROVINCE = 'units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE }';
const PARCEL = {
  dossier_code: 'X', kind: 'CONSIGNMENT_KIND_UNIT_TO_UNIT', from_unit: COMMUNE, to_unit: '866',
};

// What a request about one dossier needs besides its code, to be right but for the dossier's state.
const STEP = { unit_code: COMMUNE, lease_token: 'none' };
const REST = {
  'IntakeService.RefuseDossier': { reason: 'Không thuộc thẩm quyền' },
  'IntakeService.RequestCompletion': { items: ['Tờ khai'] },
  'IntakeService.SupplementDossier': { papers: [PAPER] },
  'IntakeService.RecordPayment': { amount_vnd: 1000 },
  'RoutingService.RenewLease': STEP,
  'RoutingService.ReleaseStep': STEP,
  'RoutingService.CompleteStep': STEP,
  'RoutingService.HandBackStep': { ...STEP, items: ['Tờ khai'], reason: 'Thiếu' },
  'RoutingService.RepromiseDossier': {
    new_due_time: { seconds: 1704186000 }, reason: 'Chờ trích đo', // Tuesday 2 January 2024, 16:00
  },
  'RoutingService.StopClock': { ...STEP, authority: 'Bộ Tư pháp' },
  'RoutingService.ResumeClock': { unit_code: COMMUNE },
  'RoutingService.RecordLateAnswer': { unit_code: COMMUNE, result: 'STEP_RESULT_APPROVED' },
  'RoutingService.RequeueStep': { unit_code: COMMUNE },
  'RoutingService.MigrateJourney': { to_version: 1 },
};

// Calls one RPC, rightly or wrongly.
class Caller {
  constructor(world, rpc) {
    this.world = world;
    this.rpc = rpc;
    this.mutates = !/\.(Get|List|Search|Explain|Record(Tracking)|Batch|Audit|Watch|Plan)/.test(rpc);
  }

  ask(request, caller) {
    const request_id = this.mutates ? { request_id: this.world.id() } : {};
    return this.world.call(this.rpc, { ...request_id, ...request }, caller);
  }

  // About a dossier, or about a dossier's step in our hands.
  about(code, change = {}) {
    return this.ask({ ...REST[this.rpc], dossier_code: code, ...change });
  }

  async aboutStep(change) {
    return this.ask({ ...REST[this.rpc], ...await this.world.held(), ...change });
  }

  // With a good draft that was changed.
  async draft(change, request = {}) {
    const draft = await this.world.draft();
    change(draft);
    return this.ask({ draft, ...request });
  }

  // A citizen's event, filed with a change.
  async event(change, request = {}) {
    const event = await this.world.event();
    change(event);
    return this.ask({ ...event, ...request });
  }

  // Makes one request_id mean two things.
  async twice(first, second) {
    const request_id = this.world.id();
    await this.ask({ ...first, request_id });
    return this.ask({ ...second, request_id });
  }

  watch(request) { return this.world.stack.stream(this.rpc, request); }
}

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'IntakeService.SearchProcedures': {
    FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }),
  },
  'IntakeService.GetGuidance': {
    PROCEDURE_NOT_FOUND: (rpc) => rpc.ask({ procedure_code: '9.9' }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ procedure_code: '1.001193', receiving_unit: '99999' }),
    CASE_UNKNOWN: (rpc) => rpc.ask({ procedure_code: '1.001193', case_key: 'none' }),
    FIELD_INVALID: (rpc) => rpc.ask({
      procedure_code: '1.009999',
      answers: [{ case_key: 'permit_lost', yes: true }, { case_key: 'permit_lost' }],
    }),
  },
  'IntakeService.SubmitDossier': {
    PROCEDURE_NOT_FOUND: (rpc) => rpc.draft((draft) => { draft.procedure_code = '9.9'; }),
    UNIT_NOT_FOUND: (rpc) => rpc.draft((draft) => { draft.receiving_unit = '99999'; }),
    CASE_UNKNOWN: (rpc) => rpc.draft((draft) => { draft.case_key = 'none'; }),
    FIELD_REQUIRED: (rpc) => rpc.draft((draft) => { draft.applicant.name = ''; }),
    FIELD_INVALID: (rpc) => rpc.draft((draft) => { draft.applicant.phone = 'x'; }),
    UNIT_NOT_ONE_STOP: (rpc) => rpc.draft((draft) => { draft.receiving_unit = '866.TNMT'; }),
    LEVEL_NOT_SERVED: (rpc) => rpc.draft((draft) => { draft.receiving_unit = '866'; }),
    PAPERS_MISSING: (rpc) => rpc.draft((draft) => { draft.papers.pop(); }, { accept: true }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const draft = await world.draft();
      return rpc.twice({ draft }, { draft, accept: true });
    },
    PERSONAL_PRESENCE_REQUIRED: async (rpc, world) => {
      const marriage = await world.draft('1.000894');
      return rpc.ask({ draft: { ...marriage, channel: 'CHANNEL_POSTAL' } });
    },
  },
  'IntakeService.BatchSubmitDossiers': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ requests: Array(501).fill({}) }),
  },
  'IntakeService.GetEventGuidance': {
    EVENT_NOT_FOUND: (rpc) => rpc.ask({ event_code: '9.9' }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ event_code: EVENT, receiving_unit: '99999' }),
    CASE_UNKNOWN: (rpc) => rpc.ask({
      event_code: EVENT, cases: [{ procedure_code: '1.001193', case_key: 'none' }],
    }),
    FIELD_INVALID: (rpc) => rpc.ask({ event_code: EVENT, filing_day: 'tomorrow' }),
  },
  'IntakeService.SubmitCitizenEvent': {
    EVENT_NOT_FOUND: (rpc) => rpc.event((event) => { event.event_code = '9.9'; }),
    UNIT_NOT_FOUND: (rpc) => rpc.event((event) => { event.receiving_unit = '99999'; }),
    CASE_UNKNOWN: (rpc) => rpc.event((event) => { event.parts[0].case_key = 'none'; }),
    FIELD_REQUIRED: (rpc) => rpc.event((event) => { event.applicant.name = ''; }),
    FIELD_INVALID: (rpc) => rpc.event((event) => { event.applicant.phone = 'x'; }),
    UNIT_NOT_ONE_STOP: (rpc) => rpc.event((event) => { event.receiving_unit = '866.TNMT'; }),
    LEVEL_NOT_SERVED: (rpc) => rpc.event((event) => { event.receiving_unit = '866'; }),
    PAPERS_MISSING: (rpc) => rpc.event((event) => { event.parts.pop(); }, { accept: true }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const event = await world.event();
      return rpc.twice(event, { ...event, accept: true });
    },
  },
  'IntakeService.PublishCatalogue': {
    CATALOGUE_INVALID: (rpc) => rpc.ask({ files: [{ name: 'a', text: 'nonsense' }] }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    CATALOGUE_IN_USE: (rpc) => rpc.ask({ files: [{ name: 'a', text: PROVINCE }] }),
  },
  'IntakeService.AcceptDossier': {
    RESULT_AWAITED: async (rpc, world) => rpc.about(await world.waiting()),
    PAPERS_MISSING: async (rpc, world) => {
      const draft = await world.draft();
      draft.papers.pop();
      return rpc.about(await world.submitted(draft));
    },
    PAPERS_NOT_AT_COUNTER: async (rpc, world) => {
      const draft = await world.draft();
      return rpc.about(await world.submitted({ ...draft, channel: 'CHANNEL_POSTAL' }));
    },
  },
  'IntakeService.RefuseDossier': {
    FIELD_REQUIRED: async (rpc, world) => rpc.about(await world.submitted(), { reason: '' }),
    FIELD_INVALID: async (rpc, world) => rpc.about(await world.submitted(), { reason: LONG }),
  },
  'IntakeService.RequestCompletion': {
    FIELD_REQUIRED: async (rpc, world) => rpc.about(await world.submitted(), { items: [] }),
    FIELD_INVALID: async (rpc, world) => {
      const items = Array(51).fill('Tờ khai');
      return rpc.about(await world.submitted(), { items });
    },
  },
  'IntakeService.SupplementDossier': {
    FIELD_REQUIRED: async (rpc, world) => rpc.about(await world.submitted(), { papers: [] }),
    FIELD_INVALID: async (rpc, world) => {
      const papers = [{ ...PAPER, count: 0 }];
      return rpc.about(await world.submitted(), { papers });
    },
  },
  'IntakeService.RecordPayment': {
    FIELD_INVALID: async (rpc, world) => rpc.about(await world.submitted(), { amount_vnd: -1 }),
  },
  'IntakeService.WithdrawDossier': {
    FIELD_INVALID: async (rpc, world) => rpc.about(await world.submitted(), { reason: LONG }),
  },
  'IntakeService.ListDossiers': {
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ receiving_unit: '99999' }),
    FIELD_INVALID: (rpc) => rpc.ask({ receiving_unit: COMMUNE, page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ receiving_unit: COMMUNE, page_token: 'nonsense' }),
  },

  'RoutingService.ClaimSteps': {
    FIELD_INVALID: (rpc) => rpc.ask({ unit_code: COMMUNE, max_steps: 101 }),
  },
  'RoutingService.RenewLease': {
    FIELD_INVALID: (rpc) => rpc.aboutStep({ lease_duration: { seconds: 1 } }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const step = await world.held();
      return rpc.twice(step, { ...step, lease_duration: { seconds: 3600 } });
    },
  },
  'RoutingService.CompleteStep': {
    FIELD_INVALID: (rpc) => rpc.aboutStep({ step_index: 99 }),
    STEP_NOT_OPTIONAL: (rpc) => rpc.aboutStep({ result: 'STEP_RESULT_SKIPPED', note: 'Không cần' }),
  },
  'RoutingService.RecordLateAnswer': {
    FIELD_REQUIRED: async (rpc, world) => (
      rpc.about(await world.accepted(), { result: 'STEP_RESULT_REJECTED' })),
    FIELD_INVALID: async (rpc, world) => (
      rpc.about(await world.accepted(), { result: 'STEP_RESULT_SKIPPED' })),
    TRANSITION_NOT_ALLOWED: async (rpc, world) => rpc.about(await world.accepted()),
  },
  'RoutingService.ListMovedPromises': {
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ unit_code: '99999' }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ page_token: 'nonsense' }),
    FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }),
  },
  'RoutingService.HandBackStep': {
    FIELD_REQUIRED: (rpc) => rpc.aboutStep({ items: [] }),
    SUPPLEMENT_ALREADY_REQUESTED: async (rpc, world) => {
      const code = await world.accepted();
      await rpc.about(code, await world.claim(code));
      await world.stack.tell('settle');
      await new Caller(world, 'IntakeService.SupplementDossier').about(code);
      await world.stack.tell('settle');
      return rpc.about(code, await world.claim(code));
    },
  },
  'RoutingService.StopClock': {
    FIELD_REQUIRED: (rpc) => rpc.aboutStep({ authority: '' }),
    FIELD_INVALID: (rpc) => rpc.aboutStep({ expected_time: PERIOD.begin_time }),
  },
  'RoutingService.RepromiseDossier': {
    FIELD_REQUIRED: async (rpc, world) => rpc.about(await world.longRunning(), { reason: '' }),
    FIELD_INVALID: async (rpc, world) => (
      rpc.about(await world.longRunning(), { new_due_time: PERIOD.begin_time })),
    STALE_VERSION: async (rpc, world) => (
      rpc.about(await world.longRunning(), { expected_version: 99 })),
    TRANSITION_NOT_ALLOWED: async (rpc, world) => {
      const code = await world.longRunning();
      await new Caller(world, 'IntakeService.WithdrawDossier').about(code);
      await world.stack.tell('settle');
      return rpc.about(code);
    },
    // Promised for the day it came in: there is no day before.
    REPROMISE_TOO_LATE: async (rpc, world) => (
      rpc.about(await world.accepted(await world.draft('2.000815')))),
    ALREADY_REPROMISED: async (rpc, world) => {
      const code = await world.longRunning();
      await rpc.about(code);
      return rpc.about(code);
    },
  },
  'RoutingService.PlanMigration': {
    PROCEDURE_NOT_FOUND: (rpc) => rpc.ask({ procedure_code: '1.001193', to_version: 99 }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ procedure_code: '1.001193', to_version: 1, page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({
      procedure_code: '1.001193', to_version: 1, page_token: 'nonsense',
    }),
  },
  'RoutingService.MigrateJourney': {
    PROCEDURE_NOT_FOUND: async (rpc, world) => (
      rpc.about(await world.accepted(), { to_version: 99 })),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
  },
  'RoutingService.ListQueue': {
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ unit_code: COMMUNE, page_token: 'nonsense' }),
  },

  'PostalService.CreateConsignment': {
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ ...PARCEL, to_unit: '99999' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ ...PARCEL, kind: 0 }),
    FIELD_INVALID: (rpc) => rpc.ask({ ...PARCEL, to_unit: COMMUNE }),
    REQUEST_ID_REUSED: (rpc) => rpc.twice(PARCEL, { ...PARCEL, to_unit: '867' }),
  },
  'PostalService.GetConsignment': {
    CONSIGNMENT_NOT_FOUND: (rpc) => rpc.ask({ consignment_id: 'EQ000000005VN' }),
  },
  'PostalService.ListConsignments': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ post_office: 'BD.866', page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ post_office: 'BD.866', page_token: 'nonsense' }),
  },
  'PostalService.RecordTracking': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ events: Array(1001).fill({}) }),
  },

  'ReportingService.GetTimeline': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
  },
  'ReportingService.GetOnTimeReport': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ begin_time: PERIOD.end_time, end_time: PERIOD.begin_time }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ ...PERIOD, unit_code: '99999' }),
  },
  'ReportingService.GetHandBackReport': {
    FIELD_REQUIRED: (rpc) => rpc.ask(PERIOD),
    FIELD_INVALID: (rpc) => rpc.ask({ begin_time: PERIOD.end_time, end_time: PERIOD.begin_time }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({
      ...PERIOD, grouping: 'HAND_BACK_GROUPING_UNIT', unit_code: '99999',
    }),
  },
  'ReportingService.ListRegister': {
    FIELD_REQUIRED: (rpc) => rpc.ask({ year: 2023 }),
    FIELD_INVALID: (rpc) => rpc.ask({ unit_code: COMMUNE, year: 1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ unit_code: COMMUNE, year: 2023, page_token: 'nonsense' }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ unit_code: '99999', year: 2023 }),
  },
  'ReportingService.AuditDossiers': {
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ dossier_codes: Array(10001).fill(NO_DOSSIER) }),
  },
  'ReportingService.WatchEvents': {
    RESUME_TOKEN_INVALID: (rpc) => rpc.watch({ resume_token: 'nonsense' }),
    UNIT_NOT_FOUND: (rpc) => rpc.watch({ unit_code: '99999' }),
  },
  'ReportingService.SyncNationalPortal': {
    RESUME_TOKEN_INVALID: (rpc) => rpc.watch({ resume_token: 'nonsense' }),
  },

  // Of every RPC: with one of them is enough.
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
    OVERLOADED: async (_, world) => {
      await world.stack.tell('stop intake');
      await world.stack.tell('start intake --max-in-flight=1');
      try {
        const asked = await Promise.allSettled(Array.from({ length: 64 }, () => getNone(world)));
        throw asked.map(({ reason }) => reason)
          .find((error) => error?.details.reason === 'OVERLOADED') ?? new Error('never overloaded');
      } finally {
        await world.stack.tell('stop intake');
        await world.stack.tell('start intake');
      }
    },
    REDIS_UNAVAILABLE: async (_, world) => {
      await world.stack.tell('redis stop');
      try {
        return await getNone(world);
      } finally {
        await world.stack.tell('redis continue');
      }
    },
  },
};

function search(world, text) { return world.call('IntakeService.SearchProcedures', { text }); }

function getNone(world) {
  return world.call('IntakeService.GetDossier', { dossier_code: NO_DOSSIER });
}

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
  UNIT_NOT_FOUND: (rpc) => rpc.ask({ unit_code: '99999' }),
  PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ page_token: 'nonsense' }),
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  '* TOO_MUCH_CONTENTION': 'rivals would have to change one dossier again and again, in time',
  '* DEADLINE_PASSED': 'a client gives up by itself before it sends a late call',
  '* REDIS_OUT_OF_MEMORY': 'Redis would have to be filled',
  '* INTERNAL': 'a fault of the program',
  'RoutingService.ClaimSteps UNIT_REPLACED': 'on 1 July 2025 alone; tests/system/reorganise_test.cc',
  'RoutingService.ListQueue UNIT_REPLACED': 'on 1 July 2025 alone; tests/system/reorganise_test.cc',
  '* REDIS_ERROR': 'a fault of the program',
  '* STATE_CORRUPT': 'a fault of the program',
  '* ARCHIVE_UNAVAILABLE': 'the archive is a file here',
  '* ARCHIVE_ERROR': 'a fault of the program',
  'IntakeService.AcceptDossier PROCEDURE_NOT_FOUND': 'the catalogue would have to lose a procedure',
  'IntakeService.PublishCatalogue REQUEST_ID_REUSED': 'only what was published keeps its request_id',
  'IntakeService.SubmitCitizenEvent PERSONAL_PRESENCE_REQUIRED': 'no shipped event has such a procedure',
  'RoutingService.MigrateJourney MIGRATION_IMPOSSIBLE': 'the shipped procedures have one version each',
  'PostalService.CreateConsignment SERIALS_EXHAUSTED': 'a hundred million parcels',
};

// A function of the world that makes the call which fails so; undefined if none is known.
function mistakeFor(rpc, reason) {
  const make = MISTAKES[rpc]?.[reason] ?? FAMILIES[reason];
  return make && ((world) => make(new Caller(world, rpc), world));
}

// "Service.Method REASON" of all that stand above for themselves.
function listed() {
  const mistakes = Object.entries(MISTAKES)
    .flatMap(([rpc, reasons]) => Object.keys(reasons).map((reason) => `${rpc} ${reason}`));
  return [...mistakes, ...Object.keys(OUT_OF_REACH)];
}

module.exports = { mistakeFor, listed, OUT_OF_REACH };

// For each error that the .proto files promise, how a client provokes it:
// "Service.Method REASON" → a call that must fail so.
'use strict';

const { COMMUNE, NO_DOSSIER } = require('./world.js');

const LONG = 'a'.repeat(1001);
const HOUR = { seconds: 3600 };

// A request of each method about one dossier that is right but for the dossier's state.
const ABOUT_A_DOSSIER = {
  'IntakeService.AcceptDossier': {},
  'IntakeService.RefuseDossier': { reason: 'Không thuộc thẩm quyền' },
  'IntakeService.RequestCompletion': { items: ['Tờ khai'] },
  'IntakeService.SupplementDossier': { papers: [{ name: 'Tờ khai', kind: 'PAPER_KIND_ORIGINAL', count: 1 }] },
  'IntakeService.RecordPayment': { amount_vnd: 1000 },
  'IntakeService.WithdrawDossier': {},
  'IntakeService.GetDossier': {},
  'RoutingService.RenewLease': { unit_code: COMMUNE, lease_token: 'none' },
  'RoutingService.ReleaseStep': { unit_code: COMMUNE, lease_token: 'none' },
  'RoutingService.CompleteStep': { unit_code: COMMUNE, lease_token: 'none' },
  'RoutingService.HandBackStep': { unit_code: COMMUNE, lease_token: 'none', items: ['Tờ khai'], reason: 'Thiếu' },
  'RoutingService.HandOverResult': {},
  'RoutingService.RequeueStep': { unit_code: COMMUNE },
  'RoutingService.GetJourney': {},
  'RoutingService.ExplainDeadline': {},
  'ReportingService.GetTimeline': {},
};

async function about(world, rpc, code, change = {}) {
  const request = { ...ABOUT_A_DOSSIER[rpc], dossier_code: code, ...change };
  if (!/\.(Get|Explain)/.test(rpc)) request.request_id = world.id();
  return world.call(rpc, request);
}

// Submits a good draft that was changed.
async function submit(world, change, request = {}) {
  const draft = await world.draft();
  change(draft);
  return world.call('IntakeService.SubmitDossier', { request_id: world.id(), draft, ...request });
}

// Makes the same request_id mean two things.
async function reuse(world, rpc, first, second) {
  const request_id = world.id();
  await world.call(rpc, { ...first, request_id });
  return world.call(rpc, { ...second, request_id });
}

const PERIOD = { begin_time: { seconds: 1672506000 }, end_time: { seconds: 1704042000 } };
const PARCEL = { dossier_code: 'X', kind: 'CONSIGNMENT_KIND_UNIT_TO_UNIT', from_unit: COMMUNE, to_unit: '866' };

const MISTAKES = {
  'IntakeService.SearchProcedures FIELD_INVALID': (w) => w.call('IntakeService.SearchProcedures', { page_size: -1 }),
  'IntakeService.GetGuidance PROCEDURE_NOT_FOUND': (w) => w.call('IntakeService.GetGuidance', { procedure_code: '9.9' }),
  'IntakeService.GetGuidance CASE_UNKNOWN': (w) => w.call('IntakeService.GetGuidance', { procedure_code: '1.001193', case_key: 'none' }),
  'IntakeService.SubmitDossier PROCEDURE_NOT_FOUND': (w) => submit(w, (d) => { d.procedure_code = '9.9'; }),
  'IntakeService.SubmitDossier UNIT_NOT_FOUND': (w) => submit(w, (d) => { d.receiving_unit = '99999'; }),
  'IntakeService.SubmitDossier CASE_UNKNOWN': (w) => submit(w, (d) => { d.case_key = 'none'; }),
  'IntakeService.SubmitDossier FIELD_REQUIRED': (w) => submit(w, (d) => { d.applicant.name = ''; }),
  'IntakeService.SubmitDossier FIELD_INVALID': (w) => submit(w, (d) => { d.applicant.phone = 'x'; }),
  'IntakeService.SubmitDossier UNIT_NOT_ONE_STOP': (w) => submit(w, (d) => { d.receiving_unit = '866.TNMT'; }),
  'IntakeService.SubmitDossier LEVEL_NOT_SERVED': (w) => submit(w, (d) => { d.receiving_unit = '866'; }),
  'IntakeService.SubmitDossier PAPERS_MISSING': (w) => submit(w, (d) => { d.papers.pop(); }, { accept: true }),
  'IntakeService.SubmitDossier REQUEST_ID_REUSED': async (w) => {
    const draft = await w.draft();
    return reuse(w, 'IntakeService.SubmitDossier', { draft }, { draft, accept: true });
  },
  'IntakeService.SubmitDossier PERSONAL_PRESENCE_REQUIRED': async (w) => {
    const draft = { ...await w.draft('1.000894'), channel: 'CHANNEL_POSTAL' };
    return w.submitted(draft);
  },
  'IntakeService.BatchSubmitDossiers FIELD_REQUIRED': (w) => w.call('IntakeService.BatchSubmitDossiers', {}),
  'IntakeService.BatchSubmitDossiers BATCH_TOO_LARGE': (w) => w.call('IntakeService.BatchSubmitDossiers', { requests: Array(501).fill({}) }),
  'IntakeService.AcceptDossier PAPERS_MISSING': async (w) => {
    const draft = await w.draft();
    draft.papers.pop();
    return about(w, 'IntakeService.AcceptDossier', await w.submitted(draft));
  },
  'IntakeService.AcceptDossier PAPERS_NOT_AT_COUNTER': async (w) => {
    const code = await w.submitted({ ...await w.draft(), channel: 'CHANNEL_POSTAL' });
    return about(w, 'IntakeService.AcceptDossier', code);
  },
  'IntakeService.RefuseDossier FIELD_REQUIRED': async (w) => about(w, 'IntakeService.RefuseDossier', await w.submitted(), { reason: '' }),
  'IntakeService.RefuseDossier FIELD_INVALID': async (w) => about(w, 'IntakeService.RefuseDossier', await w.submitted(), { reason: LONG }),
  'IntakeService.RequestCompletion FIELD_REQUIRED': async (w) => about(w, 'IntakeService.RequestCompletion', await w.submitted(), { items: [] }),
  'IntakeService.RequestCompletion FIELD_INVALID': async (w) => about(w, 'IntakeService.RequestCompletion', await w.submitted(), { items: Array(51).fill('x') }),
  'IntakeService.SupplementDossier FIELD_REQUIRED': async (w) => about(w, 'IntakeService.SupplementDossier', await w.submitted(), { papers: [] }),
  'IntakeService.SupplementDossier FIELD_INVALID': async (w) => about(w, 'IntakeService.SupplementDossier', await w.submitted(), { papers: [{ name: 'Tờ khai', kind: 'PAPER_KIND_ORIGINAL', count: 0 }] }),
  'IntakeService.RecordPayment FIELD_INVALID': async (w) => about(w, 'IntakeService.RecordPayment', await w.submitted(), { amount_vnd: -1 }),
  'IntakeService.WithdrawDossier FIELD_INVALID': async (w) => about(w, 'IntakeService.WithdrawDossier', await w.submitted(), { reason: LONG }),
  'IntakeService.ListDossiers UNIT_NOT_FOUND': (w) => w.call('IntakeService.ListDossiers', { receiving_unit: '99999' }),
  'IntakeService.ListDossiers FIELD_INVALID': (w) => w.call('IntakeService.ListDossiers', { receiving_unit: COMMUNE, page_size: -1 }),
  'IntakeService.ListDossiers PAGE_TOKEN_INVALID': (w) => w.call('IntakeService.ListDossiers', { receiving_unit: COMMUNE, page_token: 'nonsense' }),

  'RoutingService.ClaimSteps FIELD_INVALID': (w) => w.call('RoutingService.ClaimSteps', { request_id: w.id(), unit_code: COMMUNE, max_steps: 101 }),
  'RoutingService.ClaimSteps UNIT_NOT_FOUND': (w) => w.call('RoutingService.ClaimSteps', { request_id: w.id(), unit_code: '99999' }),
  'RoutingService.RenewLease FIELD_INVALID': async (w) => w.call('RoutingService.RenewLease', { ...await w.held(), request_id: w.id(), lease_duration: { seconds: 1 } }),
  'RoutingService.RenewLease REQUEST_ID_REUSED': async (w) => {
    const step = await w.held();
    return reuse(w, 'RoutingService.RenewLease', step, { ...step, lease_duration: HOUR });
  },
  'RoutingService.CompleteStep FIELD_INVALID': async (w) => w.call('RoutingService.CompleteStep', { ...await w.held(), request_id: w.id(), step_index: 99 }),
  'RoutingService.HandBackStep FIELD_REQUIRED': async (w) => w.call('RoutingService.HandBackStep', { ...await w.held(), request_id: w.id(), reason: 'Thiếu' }),
  'RoutingService.HandBackStep SUPPLEMENT_ALREADY_REQUESTED': async (w) => {
    const rest = ABOUT_A_DOSSIER['RoutingService.HandBackStep'];
    const step = await w.held();
    await w.call('RoutingService.HandBackStep', { ...rest, ...step, request_id: w.id() });
    await w.stack.tell('settle');
    await about(w, 'IntakeService.SupplementDossier', step.dossier_code);
    await w.stack.tell('settle');
    const again = await w.claim(step.dossier_code);
    return w.call('RoutingService.HandBackStep', { ...rest, ...again, request_id: w.id() });
  },
  'RoutingService.ListQueue PAGE_TOKEN_INVALID': (w) => w.call('RoutingService.ListQueue', { unit_code: COMMUNE, page_token: 'nonsense' }),

  'PostalService.CreateConsignment UNIT_NOT_FOUND': (w) => w.call('PostalService.CreateConsignment', { ...PARCEL, request_id: w.id(), to_unit: '99999' }),
  'PostalService.CreateConsignment FIELD_REQUIRED': (w) => w.call('PostalService.CreateConsignment', { ...PARCEL, request_id: w.id(), kind: 0 }),
  'PostalService.CreateConsignment FIELD_INVALID': (w) => w.call('PostalService.CreateConsignment', { ...PARCEL, request_id: w.id(), to_unit: COMMUNE }),
  'PostalService.CreateConsignment REQUEST_ID_REUSED': (w) => reuse(w, 'PostalService.CreateConsignment', PARCEL, { ...PARCEL, to_unit: '867' }),
  'PostalService.GetConsignment CONSIGNMENT_NOT_FOUND': (w) => w.call('PostalService.GetConsignment', { consignment_id: 'EQ000000005VN' }),
  'PostalService.ListConsignments POST_OFFICE_NOT_FOUND': (w) => w.call('PostalService.ListConsignments', { post_office: 'BD.none' }),
  'PostalService.ListConsignments FIELD_REQUIRED': (w) => w.call('PostalService.ListConsignments', {}),
  'PostalService.ListConsignments FIELD_INVALID': (w) => w.call('PostalService.ListConsignments', { post_office: 'BD.866', page_size: -1 }),
  'PostalService.ListConsignments PAGE_TOKEN_INVALID': (w) => w.call('PostalService.ListConsignments', { post_office: 'BD.866', page_token: 'nonsense' }),
  'PostalService.RecordTracking FIELD_REQUIRED': (w) => w.call('PostalService.RecordTracking', {}),
  'PostalService.RecordTracking BATCH_TOO_LARGE': (w) => w.call('PostalService.RecordTracking', { events: Array(1001).fill({}) }),

  'ReportingService.GetTimeline FIELD_REQUIRED': (w) => w.call('ReportingService.GetTimeline', {}),
  'ReportingService.GetOnTimeReport FIELD_REQUIRED': (w) => w.call('ReportingService.GetOnTimeReport', {}),
  'ReportingService.GetOnTimeReport FIELD_INVALID': (w) => w.call('ReportingService.GetOnTimeReport', { begin_time: PERIOD.end_time, end_time: PERIOD.begin_time }),
  'ReportingService.GetOnTimeReport UNIT_NOT_FOUND': (w) => w.call('ReportingService.GetOnTimeReport', { ...PERIOD, unit_code: '99999' }),
  'ReportingService.AuditDossiers BATCH_TOO_LARGE': (w) => w.call('ReportingService.AuditDossiers', { dossier_codes: Array(10001).fill(NO_DOSSIER) }),
  'ReportingService.WatchEvents RESUME_TOKEN_INVALID': (w) => w.stack.stream('ReportingService.WatchEvents', { resume_token: 'nonsense' }),
  'ReportingService.WatchEvents UNIT_NOT_FOUND': (w) => w.stack.stream('ReportingService.WatchEvents', { unit_code: '99999' }),
  'ReportingService.WatchEvents SHUTTING_DOWN': async (w) => {
    await w.submitted();
    await w.stack.tell('settle');
    let stopped;
    const enough = () => { stopped ??= w.stack.tell('stop reporting'); return false; };
    try {
      return await w.stack.stream('ReportingService.WatchEvents', {}, { enough });
    } finally {
      await stopped;
      await w.stack.tell('start reporting');
    }
  },

  // Of every RPC: once is enough.
  '* CALLER_UNKNOWN': (w) => w.call('IntakeService.SearchProcedures', {}, 'stranger'),
  '* METHOD_NOT_ALLOWED': (w) => w.call('IntakeService.SearchProcedures', {}, 'reporting'),
  '* UNIT_OUT_OF_SCOPE': (w) => w.call('RoutingService.ListQueue', { unit_code: COMMUNE }, 'officers-873'),
  '* MALFORMED_REQUEST': (w) => w.stack.callBytes('IntakeService.SearchProcedures', Buffer.from([0x0a, 0xff])),
  '* REQUEST_TOO_LARGE': (w) => w.call('IntakeService.SearchProcedures', { text: 'a'.repeat(2 << 20) }),
  '* TEXT_NOT_NFC': (w) => w.call('IntakeService.SearchProcedures', { text: 'khai sinh'.concat('e\u0302') }),
  '* TEXT_INVALID': (w) => w.call('IntakeService.SearchProcedures', { text: 'khai\u0007sinh' }),
  '* FIELD_REQUIRED': (w) => w.call('RoutingService.GetJourney', {}),
  '* FIELD_INVALID': (w) => w.call('RoutingService.ListQueue', { unit_code: COMMUNE, page_size: -1 }),
  '* OVERLOADED': async (w) => {
    await w.stack.tell('stop intake');
    await w.stack.tell('start intake --max-in-flight=1');
    try {
      const ask = () => w.call('IntakeService.GetDossier', { dossier_code: NO_DOSSIER });
      const results = await Promise.allSettled(Array.from({ length: 64 }, ask));
      throw results.map(({ reason }) => reason)
        .find((error) => error?.details.reason === 'OVERLOADED') ?? new Error('never overloaded');
    } finally {
      await w.stack.tell('stop intake');
      await w.stack.tell('start intake');
    }
  },
  '* REDIS_UNAVAILABLE': async (w) => {
    await w.stack.tell('redis stop');
    try {
      return await w.call('IntakeService.GetDossier', { dossier_code: NO_DOSSIER });
    } finally {
      await w.stack.tell('redis continue');
    }
  },
};

// Families: the same mistake, made with each method that knows it.
const FAMILIES = {
  DOSSIER_NOT_FOUND: (w, rpc) => about(w, rpc, NO_DOSSIER),
  STALE_VERSION: async (w, rpc) => about(w, rpc, await w.submitted(), { expected_version: 99 }),
  LEASE_NOT_HELD: async (w, rpc) => about(w, rpc, await w.accepted()),
  TRANSITION_NOT_ALLOWED: async (w, rpc) => about(w, rpc, await (rpc.startsWith('Intake') ? w.refused() : w.accepted())),
  UNIT_NOT_FOUND: (w, rpc) => w.call(rpc, rpc.endsWith('GetGuidance') ? { procedure_code: '1.001193', receiving_unit: '99999' } : { unit_code: '99999' }),
  PAGE_TOKEN_INVALID: (w, rpc) => w.call(rpc, { page_token: 'nonsense' }),
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  '* TOO_MUCH_CONTENTION': 'dozens of rivals would have to change one dossier within a millisecond, again and again',
  '* DEADLINE_PASSED': 'a client gives up by itself before it sends a late call',
  '* REDIS_OUT_OF_MEMORY': 'Redis would have to be filled',
  '* INTERNAL': 'a fault of the program',
  '* REDIS_ERROR': 'a fault of the program',
  '* STATE_CORRUPT': 'a fault of the program',
  '* ARCHIVE_UNAVAILABLE': 'the archive is a file here',
  '* ARCHIVE_ERROR': 'a fault of the program',
  'IntakeService.AcceptDossier PROCEDURE_NOT_FOUND': 'the catalogue would have to lose a procedure',
  'PostalService.CreateConsignment SERIALS_EXHAUSTED': 'a hundred million parcels',
};

// The call that provokes the error, or undefined.
function mistakeFor(rpc, reason) {
  const own = MISTAKES[`${rpc} ${reason}`];
  if (own) return own;
  return FAMILIES[reason] && ((world) => FAMILIES[reason](world, rpc));
}

module.exports = { mistakeFor, MISTAKES, OUT_OF_REACH };

// How a client provokes the errors of intake.
'use strict';

const { COMMUNE, EVENT } = require('../world.js');

const LONG = 'a'.repeat(1001);
const PAPER = { name: 'Tờ khai', kind: 'PAPER_KIND_ORIGINAL', count: 1 };
const PROVINCE = 'units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE }';

// What a request about one dossier needs besides its code, to be right but for the dossier's state.
const REST = {
  'IntakeService.RefuseDossier': { reason: 'Không thuộc thẩm quyền' },
  'IntakeService.RequestCompletion': { items: ['Tờ khai'] },
  'IntakeService.SupplementDossier': { papers: [PAPER] },
  'IntakeService.RecordPayment': { amount_vnd: 1000 },
};

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
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  'IntakeService.AcceptDossier PROCEDURE_NOT_FOUND': 'the catalogue would have to lose a procedure',
  'IntakeService.PublishCatalogue REQUEST_ID_REUSED': 'only what was published keeps its request_id',
  'IntakeService.SubmitCitizenEvent PERSONAL_PRESENCE_REQUIRED': 'no shipped event has such a procedure',
};

module.exports = { MISTAKES, REST, OUT_OF_REACH };

// How a client provokes the errors of reporting.
'use strict';

const { COMMUNE, NO_DOSSIER } = require('../world.js');

const PERIOD = { begin_time: { seconds: 1672506000 }, end_time: { seconds: 1704042000 } };

const MARCH = { first_date: '2023-03-01', last_date: '2023-03-31' };
const FORM = { kind: 'REPORT_KIND_FORM_06A', scope: MARCH };

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
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

  'ReportService.RunReport': {
    FIELD_REQUIRED: (rpc) => rpc.watch({}),
    FIELD_INVALID: (rpc) => rpc.watch({ ...FORM, scope: { ...MARCH, last_date: '2023-02-30' } }),
    AS_OF_TOKEN_INVALID: (rpc) => rpc.watch({ ...FORM, as_of_token: 'nonsense' }),
    UNIT_NOT_FOUND: (rpc) => rpc.watch({ ...FORM, scope: { ...MARCH, unit_code: '99999' } }),
  },
  'ReportService.CompareReports': {
    FIELD_REQUIRED: (rpc) => rpc.watch({ scope: MARCH }),
    FIELD_INVALID: (rpc) => rpc.watch({ scope: { ...MARCH, last_date: '2023-02-28' } }),
    AS_OF_TOKEN_INVALID: (rpc) => rpc.watch({ scope: MARCH, first_token: 'nonsense' }),
    UNIT_NOT_FOUND: (rpc) => rpc.watch({ scope: { ...MARCH, unit_code: '99999' } }),
  },
  'ReportService.StreamDossierFacts': {
    FIELD_REQUIRED: (rpc) => rpc.watch({}),
    FIELD_INVALID: (rpc) => rpc.watch({ ...MARCH, first_date: '1/3/2023' }),
    UNIT_NOT_FOUND: (rpc) => rpc.watch({ ...MARCH, unit_code: '99999' }),
  },

  'HistoryService.StreamHistories': {
    FIELD_REQUIRED: (rpc) => rpc.watch({}),
    FIELD_INVALID: (rpc) => rpc.watch({
      begin_time: PERIOD.end_time, end_time: PERIOD.begin_time,
    }),
    UNIT_NOT_FOUND: (rpc) => rpc.watch({ ...PERIOD, unit_code: '99999' }),
  },
  'LatenessService.GetLatenessReport': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ from_time: PERIOD.end_time, to_time: PERIOD.begin_time }),
    UNIT_NOT_FOUND: (rpc) => rpc.ask({
      from_time: PERIOD.begin_time, to_time: PERIOD.end_time, unit_code: '99999',
    }),
  },
  'PredictionService.ListRisks': {
    FIELD_INVALID: (rpc) => rpc.ask({ min_probability: 2 }),
  },
};

const LEARNED = 'what the archive teaches is learned as reporting starts, before a call can ask';

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  'HistoryService.StreamHistories SHUTTING_DOWN': 'the stream of a small archive ends at once',
  'PredictionService.ListRisks MODEL_NOT_READY': LEARNED,
  'PredictionService.GetCalibration MODEL_NOT_READY': LEARNED,
};

module.exports = { MISTAKES, OUT_OF_REACH };

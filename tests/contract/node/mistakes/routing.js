// How a client provokes the errors of routing.
'use strict';

const { COMMUNE } = require('../world.js');

const PERIOD = { begin_time: { seconds: 1672506000 }, end_time: { seconds: 1704042000 } };
const STEP = { unit_code: COMMUNE, lease_token: 'none' };

// What a request about one dossier needs besides its code, to be right but for the dossier's state.
const REST = {
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
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
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
      await rpc.of('IntakeService.SupplementDossier').about(code);
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
      await rpc.of('IntakeService.WithdrawDossier').about(code);
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
  'RoutingService.ListQueue': {
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ unit_code: COMMUNE, page_token: 'nonsense' }),
  },
};

module.exports = { MISTAKES, REST };

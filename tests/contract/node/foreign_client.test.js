// A client in another language and with another gRPC: knows the .proto files alone, files and
// follows a dossier, and gets each error that the comments promise.
'use strict';

const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { verify } = require('./audit.js');
const { methods, commonErrors } = require('./contract.js');
const { mistakeFor, OUT_OF_REACH } = require('./mistakes/index.js');
const { World, COMMUNE } = require('./world.js');

let world;
before(async () => { world = await World.start(); });
after(async () => { await world.stop(); });

describe('a dossier', () => {
  let code;

  it('is filed, worked on and handed over', async () => {
    code = await world.accepted();
    for (let step = 0; step < 2; step += 1) {
      const held = await world.claim(code);
      await world.call('RoutingService.CompleteStep', { ...held, request_id: world.id() });
    }
    await world.call('RoutingService.HandOverResult', { request_id: world.id(), dossier_code: code });
    await world.stack.tell('settle');
    const { dossier } = await world.call('IntakeService.GetDossier', { dossier_code: code });
    assert.equal(dossier.state, 'DOSSIER_STATE_CLOSED');
    const { events } = await world.call('ReportingService.GetTimeline', { dossier_code: code });
    assert.deepEqual(events.map(({ event }) => event.what), [
      'submitted', 'accepted', 'routed', 'queued', 'claimed', 'step_completed', 'queued', 'claimed',
      'step_completed', 'result_ready', 'closed',
    ]);
  });

  it('is followed, and the watch goes on where it was left', async () => {
    const rpc = 'ReportingService.WatchEvents';
    const request = { dossier_code: code, until_caught_up: true };
    const all = (await world.stack.stream(rpc, request)).filter(({ event }) => event);
    assert.equal(all.length, 11);
    const { resume_token } = all[3];
    const rest = (await world.stack.stream(rpc, { ...request, resume_token })).filter(({ event }) => event);
    assert.deepEqual(rest.map(({ event }) => event.sequence), all.slice(4).map(({ event }) => event.sequence));
  });

  it('is filed once by a request that is repeated', async () => {
    const request = { request_id: world.id(), draft: await world.draft() };
    const first = await world.call('IntakeService.SubmitDossier', request);
    assert.deepEqual(await world.call('IntakeService.SubmitDossier', request), first);
  });

  it('is not lost when one of a batch is wrong', async () => {
    const good = { request_id: world.id(), draft: await world.draft() };
    const bad = { request_id: world.id(), draft: { ...good.draft, receiving_unit: '99999' } };
    const { outcomes } = await world.call('IntakeService.BatchSubmitDossiers', { requests: [good, bad] });
    assert.equal(outcomes[0].outcome, 'submitted');
    assert.equal(outcomes[1].failure.reason, 'UNIT_NOT_FOUND');
  });
});

describe('the archive', () => {
  it('is proved by what docs/audit.md says alone', async () => {
    await world.accepted();
    const messages = await world.stack.stream('AuditService.ExportAudit', { sign_now: true });
    const { public_key } = await world.call('AuditService.ListCheckpoints', {});
    const { rows, checkpoints } = verify(messages, public_key);
    assert.equal(rows, messages[0].last_sequence);
    assert.ok(checkpoints >= 1);
    const row = messages.at(-1).rows.at(-1);
    row.event = Buffer.concat([row.event, Buffer.from([0])]);
    assert.throws(() => verify(messages, public_key), /does not hold/);
  });
});

describe("a citizen's event", () => {
  it('begins the next dossier when the first has its result', async () => {
    const event = await world.event();
    const { dossiers } = await world.call('IntakeService.SubmitCitizenEvent',
      { request_id: world.id(), ...event, accept: true });
    await world.stack.tell('settle');
    const [birth, residence, card] = dossiers.map(({ dossier_code }) => dossier_code);
    assert.deepEqual(dossiers.map(({ waits_for }) => waits_for), [[], [birth], [birth, residence]]);
    for (let step = 0; step < 2; step += 1) {
      const held = await world.claim(birth);
      await world.call('RoutingService.CompleteStep', { ...held, request_id: world.id() });
    }
    await world.stack.tell('settle');
    const shown = await world.call('IntakeService.GetCitizenEvent', { dossier_code: card });
    assert.equal(shown.event_group, birth);
    assert.deepEqual(shown.dossiers.map(({ state }) => state), [
      'DOSSIER_STATE_ACCEPTED', 'DOSSIER_STATE_ACCEPTED', 'DOSSIER_STATE_SUBMITTED',
    ]);
    assert.deepEqual(shown.dossiers[2].waits_for, [residence]);
    const { journey } = await world.call('RoutingService.GetJourney', { dossier_code: residence });
    assert.equal(journey.event_group, birth);
    const { events } = await world.call('ReportingService.GetTimeline', { dossier_code: residence });
    assert.deepEqual(events.slice(0, 3).map(({ event: { what } }) => what),
      ['submitted', 'prerequisite_ended', 'accepted']);
  });
});

// Reasons that must name the field at fault.
const OF_A_FIELD = [
  'FIELD_REQUIRED', 'FIELD_INVALID', 'TEXT_NOT_NFC', 'TEXT_INVALID', 'PAPERS_MISSING',
  'PAGE_TOKEN_INVALID',
];
// Reasons that must say when to come back.
const FOR_LATER = ['OVERLOADED', 'REDIS_UNAVAILABLE'];

function provokes(rpc, { code, reason }) {
  const key = `${rpc} ${reason}`;
  if (OUT_OF_REACH[key]) return;
  it(`${key} (${code})`, async () => {
    const mistake = mistakeFor(rpc, reason);
    assert.ok(mistake, 'promised by the contract: say in node/mistakes/ how to provoke it');
    const error = await mistake(world).then(() => assert.fail('the call went well'), (failure) => failure);
    if (!error.details?.code) throw error;
    assert.equal(`${error.details.code} ${error.details.reason}`, `${code} ${reason}`, error.message);
    assert.equal(error.details.domain, 'motcua');
    if (OF_A_FIELD.includes(reason)) assert.notDeepEqual(error.details.fields, [], error.message);
    if (FOR_LATER.includes(reason)) assert.ok(error.details.retryDelayMs > 0);
  });
}

describe('each promised error', () => {
  for (const { service, method, errors } of methods()) {
    for (const error of errors) provokes(`${service}.${method}`, error);
  }
  const seen = new Set();
  for (const error of commonErrors()) {
    if (!seen.has(error.reason)) provokes('*', error);
    seen.add(error.reason);
  }
});

it('every step is in one place after all that', async () => {
  await world.stack.tell('settle');
  const { violations } = await world.call('RoutingService.CheckPlaces', {});
  assert.equal(violations, 0);
  const { entries } = await world.call('RoutingService.ListQueue', { unit_code: COMMUNE });
  assert.ok(Array.isArray(entries));
});

// What the foreign client needs to have done before it can go wrong.
'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
const { Stack } = require('./stack.js');
const { Neighbour } = require('./neighbour.js');

const COMMUNE = '29881'; // Xã Mỹ Ngãi
const EVENT = '2.000986'; // a birth, in 2023
const NO_DOSSIER = '000.07.31.H20-230103-9999';

// Who files, and where.
const atCounter = (unit) => ({
  receiving_unit: unit,
  channel: 'CHANNEL_COUNTER',
  applicant: { name: 'Lê Thị Hạnh', address: 'Số 5, ấp 1', commune_code: COMMUNE },
});

class World {
  static async start() { return new World(await Stack.start(), 'node'); }

  // `name`: what its request_ids begin with.
  constructor(stack, name) {
    Object.assign(this, { stack, name, last: 0, commune: COMMUNE });
  }

  // The other cell, started when first asked for.
  neighbour() {
    this.other ??= this.stack.startNeighbour()
      .then((stack) => Neighbour.begin(new World(stack, 'neighbour')));
    return this.other;
  }

  async stop() {
    if (this.other) (await this.other).world.stack.close();
    await this.stack.stop();
  }

  // A request_id not used before.
  id() {
    this.last += 1;
    return `${this.name}-${this.last}`;
  }

  // Asks until `holds` says so of the answer, which is then returned.
  async until(ask, holds) {
    for (let turn = 0; turn < 300; turn += 1) {
      const answer = await ask();
      if (holds(answer)) return answer;
      await sleep(50);
    }
    throw new Error('it does not come about');
  }

  // Calls while a service runs with further settings, or does not run (null).
  async with(service, settings, call) {
    await this.stack.tell(`stop ${service}`);
    if (settings !== null) await this.stack.tell(`start ${service} ${settings}`);
    try {
      return await call();
    } finally {
      if (settings !== null) await this.stack.tell(`stop ${service}`);
      await this.stack.tell(`start ${service}`);
    }
  }

  // Calls while Redis hangs.
  async withoutRedis(call) {
    await this.stack.tell('redis stop');
    try {
      return await call();
    } finally {
      await this.stack.tell('redis continue');
    }
  }

  call(...args) { return this.stack.call(...args); }

  // A complete draft for the counter: the papers that guidance asks for.
  async draft(procedure = '1.001193', unit = this.commune) {
    const guidance = await this.call('IntakeService.GetGuidance', {
      procedure_code: procedure, receiving_unit: unit,
    });
    return {
      procedure_code: procedure,
      ...atCounter(unit),
      papers: guidance.papers.map(({ name, kind, count }) => ({ name, kind, count })),
    };
  }

  // A citizen's event for the counter: each paper of its checklist for the procedure that asks.
  async event() {
    const { steps, papers } = await this.call('IntakeService.GetEventGuidance', {
      event_code: EVENT, receiving_unit: COMMUNE,
    });
    return {
      event_code: EVENT,
      ...atCounter(COMMUNE),
      parts: steps.map(({ procedure: { code } }) => ({
        procedure_code: code,
        papers: papers.filter(({ procedure_codes }) => procedure_codes.includes(code))
          .map(({ name, kind, count }) => ({ name, kind, count })),
      })),
    };
  }

  // A dossier that waits for the result of another of the same event.
  async waiting() {
    const { dossiers } = await this.call('IntakeService.SubmitCitizenEvent',
      { request_id: this.id(), ...await this.event() });
    return dossiers[1].dossier_code;
  }

  // Codes of new dossiers in a state.
  async submitted(draft) {
    const answer = await this.call('IntakeService.SubmitDossier',
      { request_id: this.id(), draft: draft ?? await this.draft() });
    return answer.dossier_code;
  }

  async accepted(draft) {
    const answer = await this.call('IntakeService.SubmitDossier',
      { request_id: this.id(), draft: draft ?? await this.draft(), accept: true });
    await this.stack.tell('settle'); // its route is laid
    return answer.dossier_code;
  }

  // With ten working days to solve it.
  async longRunning() { return this.accepted(await this.draft('2.000889')); }

  async refused() {
    const code = await this.submitted();
    await this.call('IntakeService.RefuseDossier',
      { request_id: this.id(), dossier_code: code, reason: 'Không thuộc thẩm quyền' });
    return code;
  }

  // The dossier's step at the unit, in our hands.
  async claim(code, unit = COMMUNE) {
    const { steps } = await this.call('RoutingService.ClaimSteps',
      { request_id: this.id(), unit_code: unit, max_steps: 100 });
    const step = steps.find(({ dossier_code }) => dossier_code === code);
    if (!step) throw new Error(`${code} is not in the queue of ${unit}`);
    return {
      unit_code: unit, dossier_code: code, step_index: step.step.index,
      lease_token: step.lease_token,
    };
  }

  async held() { return this.claim(await this.accepted()); }
}

module.exports = { World, COMMUNE, EVENT, NO_DOSSIER };

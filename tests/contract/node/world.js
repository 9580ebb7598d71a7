// What the foreign client needs to have done before it can go wrong.
'use strict';

const { Stack } = require('./stack.js');

const COMMUNE = '29881'; // Xã Mỹ Ngãi
const EVENT = '2.000986'; // a birth, in 2023
const NO_DOSSIER = '000.07.31.H20-230103-9999';

class World {
  static async start() {
    const world = new World();
    world.stack = await Stack.start();
    return world;
  }

  // A request_id not used before.
  id() {
    this.last = (this.last ?? 0) + 1;
    return `node-${this.last}`;
  }

  call(...args) { return this.stack.call(...args); }

  // A complete draft for the counter: the papers that guidance asks for.
  async draft(procedure = '1.001193', unit = COMMUNE) {
    const guidance = await this.call('IntakeService.GetGuidance', {
      procedure_code: procedure, receiving_unit: unit,
    });
    return {
      procedure_code: procedure,
      receiving_unit: unit,
      channel: 'CHANNEL_COUNTER',
      applicant: { name: 'Lê Thị Hạnh', address: 'Số 5, ấp 1', commune_code: COMMUNE },
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
      receiving_unit: COMMUNE,
      channel: 'CHANNEL_COUNTER',
      applicant: { name: 'Lê Thị Hạnh', address: 'Số 5, ấp 1', commune_code: COMMUNE },
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

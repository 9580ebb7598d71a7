'use strict';

const { hasRequestId } = require('../stack.js');

// Calls one RPC, rightly or wrongly.
class Caller {
  // `rests`: RPC → what a good request has, but for its request_id and the code of a dossier.
  constructor(world, rpc, rests) {
    this.world = world;
    this.rpc = rpc;
    this.rests = rests;
    this.mutates = hasRequestId(rpc);
  }

  // One that calls another RPC.
  of(rpc) { return new Caller(this.world, rpc, this.rests); }

  // The same RPC of another cell.
  in(world) { return new Caller(world, this.rpc, this.rests); }

  // As it is meant, but for a change.
  right(change = {}) { return this.ask({ ...this.rests[this.rpc], ...change }); }

  ask(request, caller) {
    const request_id = this.mutates ? { request_id: this.world.id() } : {};
    return this.world.call(this.rpc, { ...request_id, ...request }, caller);
  }

  // About a dossier, or about a dossier's step in our hands.
  about(code, change = {}) {
    return this.ask({ ...this.rests[this.rpc], dossier_code: code, ...change });
  }

  async aboutStep(change) {
    return this.ask({ ...this.rests[this.rpc], ...await this.world.held(), ...change });
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

  // As it is meant, with the request_id of a call of another RPC.
  async afterAnother(rpc, request, change = {}) {
    const request_id = this.world.id();
    await this.world.call(rpc, { ...request, request_id });
    return this.right({ ...change, request_id });
  }

  // Fails as an outcome within an answer says, if it does.
  refuse({ reason, detail }) {
    if (!reason) return;
    const details = { code: 'OUTCOME', reason, domain: 'motcua' };
    throw Object.assign(new Error(detail), { details });
  }

  watch(request) { return this.world.stack.stream(this.rpc, request); }
}

module.exports = { Caller };

// A cell on the eve of the districts' end, whose open work may move into the first.
'use strict';

const PLAN = 'dong-thap-2025-07-01';
const DAY_SECONDS = 24 * 60 * 60;

// What is posted on the last day of its quarter, to two books.
const FEE = { kind: 'POSTING_KIND_FEE_AT_COUNTER', amount_vnd: 5000, dossier_code: 'X' };
const BOOKS = [
  { post_office: 'BD.866', agency_unit: '29881' }, { post_office: 'BD.867', agency_unit: '867' },
];

class Neighbour {
  static async begin(world) {
    for (const book of BOOKS) {
      await world.call('LedgerService.RecordPosting',
        { request_id: world.id(), ...book, ...FEE });
    }
    return new Neighbour(world);
  }

  constructor(world) { this.world = world; }

  // The morning of the day after; said again, nothing happens.
  nextDay() {
    this.passed ??= this.world.stack.tell(`advance ${DAY_SECONDS}`);
    return this.passed;
  }

  // The reorganisation of that day is in force, and filing goes to a new unit.
  reorganised() {
    this.renewed ??= this.reorganise();
    return this.renewed;
  }

  async reorganise() {
    await this.nextDay();
    await this.world.call('ReorganisationService.ApplyReorganisation',
      { request_id: this.world.id(), id: PLAN });
    await this.until('REORGANISATION_STATE_APPLIED');
    await this.world.call('RoutingService.ListQueue', { unit_code: this.world.commune })
      .catch(({ details }) => { this.world.commune = details.metadata.successors; });
  }

  // Waits until the reorganisation is in the state.
  async until(state) {
    const list = () => this.world.call('ReorganisationService.ListReorganisations', {});
    await this.world.until(list, ({ reorganisations: [{ run }] }) => run?.state === state);
  }

  // Calls while all open work, and all that is opened, moves into the first cell.
  async moving(call) {
    await this.world.call('CellMoveService.StartCellMove',
      { request_id: this.world.id(), to_cell: 'dongthap' });
    try {
      return await call();
    } finally {
      await this.stopMoving();
    }
  }

  // Also when the first cell has just been started anew, and calls to it fail for a moment: a move
  // that stays open there would hold up its inboxes.
  async stopMoving() {
    const request = { request_id: this.world.id() };
    const stopped = () => this.world.call('CellMoveService.StopCellMove', request).then(
      () => true,
      (error) => {
        if (error.details.reason !== 'PEER_UNAVAILABLE') throw error;
        return false;
      });
    await this.untilNothingLeaves();
    await this.world.until(stopped, (done) => done);
  }

  // Calls about a dossier that is on its way: its journey cannot be asked for, so it cannot arrive.
  async withLeaving(call) {
    const code = await this.world.submitted();
    return this.moving(() => this.world.with('routing', null, async () => {
      await this.world.until(() => this.cell(), ({ leaving }) => leaving > 0);
      return call(code);
    }));
  }

  cell() { return this.world.call('CellService.GetCell', {}); }

  untilNothingLeaves() {
    return this.world.until(() => this.cell(), ({ leaving, inbox_waiting }) => (
      leaving === 0 && inbox_waiting === 0));
  }
}

module.exports = { Neighbour, PLAN, FEE, BOOKS };

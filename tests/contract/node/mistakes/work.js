// How a client provokes the errors of a post office's day.
'use strict';

const { COMMUNE } = require('../world.js');
const { withCatalogue } = require('../shipped.js');

const NEW_DEPARTMENT = '82.STP'; // its post office is its province's

const OF_AN_OFFICE = {
  POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
  FIELD_REQUIRED: (rpc) => rpc.ask({}),
  FIELD_INVALID: (rpc) => rpc.ask({ post_office: 'BD.866', day: 'tomorrow' }),
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'WorkService.GetDayWork': OF_AN_OFFICE,
  'WorkService.GetCapacity': OF_AN_OFFICE,
  'WorkService.FindVisit': {
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ home_commune: '99999' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    POST_OFFICE_NOT_FOUND: (rpc, world) => withCatalogue(world, 'postal',
      { 'units_two_tier.textproto': (text) => text.replace(' post_office_code: "BD.82"', '') },
      () => rpc.ask({ home_commune: NEW_DEPARTMENT })),
    ROUNDS_FULL: (rpc, world) => withCatalogue(world, 'postal',
      { 'postage.textproto': (text) => text.slice(0, text.indexOf('postman_rounds')) },
      () => rpc.ask({ home_commune: COMMUNE })),
  },
};

module.exports = { MISTAKES };

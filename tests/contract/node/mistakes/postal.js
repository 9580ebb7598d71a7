// How a client provokes the errors of postal.
'use strict';

const { COMMUNE } = require('../world.js');

const PARCEL = {
  dossier_code: 'X', kind: 'CONSIGNMENT_KIND_UNIT_TO_UNIT', from_unit: COMMUNE, to_unit: '866',
};

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'PostalService.CreateConsignment': {
    UNIT_NOT_FOUND: (rpc) => rpc.ask({ ...PARCEL, to_unit: '99999' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ ...PARCEL, kind: 0 }),
    FIELD_INVALID: (rpc) => rpc.ask({ ...PARCEL, to_unit: COMMUNE }),
    REQUEST_ID_REUSED: (rpc) => rpc.twice(PARCEL, { ...PARCEL, to_unit: '867' }),
  },
  'PostalService.GetConsignment': {
    CONSIGNMENT_NOT_FOUND: (rpc) => rpc.ask({ consignment_id: 'EQ000000005VN' }),
  },
  'PostalService.ListConsignments': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ post_office: 'BD.866', page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ post_office: 'BD.866', page_token: 'nonsense' }),
  },
  'PostalService.RecordTracking': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ events: Array(1001).fill({}) }),
  },
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  'PostalService.CreateConsignment SERIALS_EXHAUSTED': 'a hundred million parcels',
};

module.exports = { MISTAKES, OUT_OF_REACH };

// How a client provokes the errors of bags, custody and claims.
'use strict';

const { COMMUNE, NO_DOSSIER } = require('../world.js');

const NO_PARCEL = 'EQ000000005VN';
const NO_BAG = 'BD.866-230103-9999';
const HUB = 'BD.87';
const LONG_AGO = { seconds: 1600000000 };

// A parcel between units, and the post office that has it.
async function parcel(world) {
  const made = await world.call('PostalService.CreateConsignment', {
    request_id: world.id(), dossier_code: 'X', kind: 'CONSIGNMENT_KIND_UNIT_TO_UNIT',
    from_unit: COMMUNE, to_unit: '866',
  });
  return { id: made.consignment_id, office: made.post_office };
}

// A bag with one parcel, or with none.
async function bag(world, empty = false) {
  const { id, office } = await parcel(world);
  const { bag_id } = await world.call('ManifestService.BuildBag', {
    request_id: world.id(), from_office: office, to_office: HUB, parcel_ids: empty ? [] : [id],
  });
  return { bag_id, parcel_id: id, office };
}

async function sent(world) {
  const made = await bag(world);
  await world.call('ManifestService.DispatchBag', {
    request_id: world.id(), bag_id: made.bag_id, seal: 'S-1', signer: 'Lê Văn Bưu',
  });
  return made;
}

async function ended(world) {
  const made = await sent(world);
  await world.call('ManifestService.ReconcileBag', {
    request_id: world.id(), bag_id: made.bag_id, signer: 'Trần Thị Nhận',
  });
  return made;
}

function proof(parcel_id, change = {}) {
  return {
    proof: {
      parcel_id, recipient_name: 'Trần Thị Nhận', capacity: 'RECIPIENT_CAPACITY_OFFICER',
      deliver_time: LONG_AGO, image_sha256: 'a'.repeat(64), ...change,
    },
  };
}

const LOST = { cause: 'CLAIM_CAUSE_LOST' };

async function claim(world, accepted = false) {
  const { id } = await parcel(world);
  const { claim_id } = await world.call('ClaimService.FileClaim',
    { request_id: world.id(), parcel_id: id, ...LOST });
  if (accepted) {
    await world.call('ClaimService.AnswerClaim',
      { request_id: world.id(), claim_id, accepted: true, compensation_vnd: 1 });
  }
  return claim_id;
}

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'ManifestService.BuildBag': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ from_office: 'BD.none', to_office: HUB }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ to_office: HUB }),
    FIELD_INVALID: (rpc) => rpc.ask({ from_office: HUB, to_office: HUB }),
    REQUEST_ID_REUSED: (rpc) => rpc.twice({ from_office: HUB, to_office: 'BD.866' },
      { from_office: HUB, to_office: 'BD.867' }),
  },
  'ManifestService.AddToBag': {
    BAG_NOT_FOUND: (rpc) => rpc.ask({ bag_id: NO_BAG, parcel_ids: [NO_PARCEL] }),
    CONSIGNMENT_NOT_FOUND: async (rpc, world) =>
      rpc.ask({ bag_id: (await bag(world)).bag_id, parcel_ids: [NO_PARCEL] }),
    BAG_CLOSED: async (rpc, world) =>
      rpc.ask({ bag_id: (await sent(world)).bag_id, parcel_ids: [(await parcel(world)).id] }),
    PARCEL_NOT_FIT: async (rpc, world) => {
      const { bag_id, parcel_id } = await bag(world);
      return rpc.ask({ bag_id, parcel_ids: [parcel_id] });
    },
    FIELD_REQUIRED: (rpc) => rpc.ask({ bag_id: NO_BAG }),
    FIELD_INVALID: (rpc) => rpc.ask({ bag_id: NO_BAG, parcel_ids: [NO_PARCEL, NO_PARCEL] }),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ bag_id: NO_BAG, parcel_ids: Array(501).fill(NO_PARCEL) }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { bag_id } = await bag(world, true);
      const [one, other] = [await parcel(world), await parcel(world)];
      return rpc.twice({ bag_id, parcel_ids: [one.id] }, { bag_id, parcel_ids: [other.id] });
    },
  },
  'ManifestService.DispatchBag': {
    BAG_NOT_FOUND: (rpc) => rpc.ask({ bag_id: NO_BAG, seal: 'S', signer: 'A' }),
    BAG_CLOSED: async (rpc, world) =>
      rpc.ask({ bag_id: (await sent(world)).bag_id, seal: 'S', signer: 'A' }),
    BAG_EMPTY: async (rpc, world) =>
      rpc.ask({ bag_id: (await bag(world, true)).bag_id, seal: 'S', signer: 'A' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ bag_id: NO_BAG, signer: 'A' }),
    FIELD_INVALID: (rpc) => rpc.ask({ bag_id: NO_BAG, seal: 'S'.repeat(41), signer: 'A' }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { bag_id } = await bag(world);
      return rpc.twice({ bag_id, seal: 'S', signer: 'A' }, { bag_id, seal: 'T', signer: 'A' });
    },
  },
  'ManifestService.ReceiveBag': {
    BAG_NOT_FOUND: (rpc) => rpc.ask({ bag_id: NO_BAG, all: true }),
    BAG_NOT_DISPATCHED: async (rpc, world) =>
      rpc.ask({ bag_id: (await bag(world)).bag_id, all: true }),
    BAG_CLOSED: async (rpc, world) => rpc.ask({ bag_id: (await ended(world)).bag_id, all: true }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ bag_id: NO_BAG }),
    FIELD_INVALID: (rpc) => rpc.ask({ bag_id: NO_BAG, parcel_ids: ['EQ1'] }),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ bag_id: NO_BAG, parcel_ids: Array(1001).fill(NO_PARCEL) }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { bag_id, parcel_id } = await sent(world);
      return rpc.twice({ bag_id, all: true }, { bag_id, parcel_ids: [parcel_id] });
    },
  },
  'ManifestService.ReconcileBag': {
    BAG_NOT_FOUND: (rpc) => rpc.ask({ bag_id: NO_BAG, signer: 'A' }),
    BAG_NOT_DISPATCHED: async (rpc, world) =>
      rpc.ask({ bag_id: (await bag(world)).bag_id, signer: 'A' }),
    BAG_CLOSED: async (rpc, world) => rpc.ask({ bag_id: (await ended(world)).bag_id, signer: 'A' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ bag_id: NO_BAG }),
    FIELD_INVALID: (rpc) => rpc.ask({ bag_id: NO_BAG, signer: 'A', note: 'x'.repeat(301) }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { bag_id } = await sent(world);
      return rpc.twice({ bag_id, signer: 'A' }, { bag_id, signer: 'B' });
    },
  },
  'ManifestService.GetBag': { BAG_NOT_FOUND: (rpc) => rpc.ask({ bag_id: NO_BAG }) },
  'ManifestService.ListBags': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ from_office: 'BD.none' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ from_office: HUB, page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ from_office: HUB, page_token: 'nonsense' }),
  },
  'CustodyService.LocatePapers': {
    DOSSIER_NOT_FOUND: (rpc) => rpc.ask({ dossier_code: NO_DOSSIER }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
  },
  'CustodyService.VerifyCustody': {
    CONSIGNMENT_NOT_FOUND: (rpc) => rpc.ask({ dossier_code: NO_DOSSIER }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
  },
  'CustodyService.AuditCustody': {
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ dossier_codes: Array(1001).fill(NO_DOSSIER) }),
  },
  'CustodyService.ListUnclosedHandOvers': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
    FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }),
  },
  'CustodyService.DeliverParcel': {
    CONSIGNMENT_NOT_FOUND: (rpc) => rpc.ask(proof(NO_PARCEL)),
    TRANSITION_NOT_ALLOWED: async (rpc, world) => {
      const { id } = await parcel(world);
      await rpc.ask(proof(id));
      return rpc.ask(proof(id));
    },
    FIELD_REQUIRED: (rpc) => rpc.ask(proof(NO_PARCEL, { recipient_name: '' })),
    FIELD_INVALID: (rpc) => rpc.ask(proof(NO_PARCEL, { image_sha256: 'x' })),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { id } = await parcel(world);
      return rpc.twice(proof(id), proof(id, { recipient_name: 'Ai khác' }));
    },
  },
  'ClaimService.FileClaim': {
    CONSIGNMENT_NOT_FOUND: (rpc) => rpc.ask({ parcel_id: NO_PARCEL, ...LOST }),
    CLAIM_TOO_LATE: async (rpc, world) => {
      const { id } = await parcel(world);
      await world.call('PostalService.RecordTracking', {
        events: [{
          event_id: `${id}-1`, consignment_id: id, kind: 'TRACKING_KIND_COLLECTED',
          event_time: LONG_AGO,
        }],
      });
      return rpc.ask({ parcel_id: id, ...LOST });
    },
    CLAIM_EXISTS: async (rpc, world) => {
      const { id } = await parcel(world);
      await rpc.ask({ parcel_id: id, ...LOST });
      return rpc.ask({ parcel_id: id, ...LOST });
    },
    CLAIM_UNFOUNDED: async (rpc, world) =>
      rpc.ask({ parcel_id: (await parcel(world)).id, cause: 'CLAIM_CAUSE_LATE' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({ parcel_id: NO_PARCEL }),
    FIELD_INVALID: (rpc) => rpc.ask({ parcel_id: NO_PARCEL, cause: 'CLAIM_CAUSE_SHORT' }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const { id } = await parcel(world);
      return rpc.twice({ parcel_id: id, ...LOST }, { parcel_id: id, cause: 'CLAIM_CAUSE_DAMAGED' });
    },
  },
  'ClaimService.AnswerClaim': {
    CLAIM_NOT_FOUND: (rpc) => rpc.ask({ claim_id: 'KN.none', accepted: true }),
    TRANSITION_NOT_ALLOWED: async (rpc, world) =>
      rpc.ask({ claim_id: await claim(world, true), accepted: true }),
    FIELD_REQUIRED: async (rpc, world) => rpc.ask({ claim_id: await claim(world) }),
    FIELD_INVALID: async (rpc, world) =>
      rpc.ask({ claim_id: await claim(world), accepted: true, compensation_vnd: -1 }),
    REQUEST_ID_REUSED: async (rpc, world) => {
      const claim_id = await claim(world);
      return rpc.twice({ claim_id, accepted: true }, { claim_id, answer: 'Không' });
    },
  },
  'ClaimService.PayClaim': {
    CLAIM_NOT_FOUND: (rpc) => rpc.ask({ claim_id: 'KN.none' }),
    TRANSITION_NOT_ALLOWED: async (rpc, world) => rpc.ask({ claim_id: await claim(world) }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    REQUEST_ID_REUSED: async (rpc, world) =>
      rpc.twice({ claim_id: await claim(world, true) }, { claim_id: await claim(world, true) }),
  },
  'ClaimService.GetClaim': { CLAIM_NOT_FOUND: (rpc) => rpc.ask({ claim_id: 'KN.none' }) },
  'ClaimService.ListClaims': {
    POST_OFFICE_NOT_FOUND: (rpc) => rpc.ask({ post_office: 'BD.none' }),
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: (rpc) => rpc.ask({ post_office: HUB, page_size: -1 }),
    PAGE_TOKEN_INVALID: (rpc) => rpc.ask({ post_office: HUB, page_token: 'nonsense' }),
  },
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  'ManifestService.AddToBag BAG_FULL': 'a thousand parcels',
};

module.exports = { MISTAKES, OUT_OF_REACH };

// How a client provokes the errors of carriers' records and of who is told of them.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { COMMUNE } = require('../world.js');
const { withCopy } = require('../shipped.js');

const EMS = { carrier: 'ems' };
const NO_WEBHOOK = { WEBHOOK_NOT_FOUND: (rpc) => rpc.ask({ webhook_id: 'none' }) };
const MOST_WEBHOOKS = 64;

const OF_A_PAGE = {
  FIELD_REQUIRED: (rpc) => rpc.ask({}),
  FIELD_INVALID: (rpc) => rpc.right({ page_size: -1 }),
  PAGE_TOKEN_INVALID: (rpc) => rpc.right({ page_token: 'nonsense' }),
};

// The id of a new subscription.
async function subscribed(rpc) {
  const { webhook } = await rpc.of('WebhookService.AddWebhook').right();
  return webhook.id;
}

// "Service.Method" → reason → the call that must fail so, given a Caller of it and the world.
const MISTAKES = {
  'TrackingService.ReportCarrierEvents': {
    CARRIER_NOT_FOUND: (rpc) => rpc.ask({ carrier: 'none', records: ['{}'] }),
    FIELD_REQUIRED: (rpc) => rpc.ask(EMS),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ ...EMS, records: Array(2001).fill('{}') }),
  },
  'TrackingService.ListQuarantine': OF_A_PAGE,
  'TrackingService.ReplayQuarantine': {
    ...OF_A_PAGE,
    CARRIERS_INVALID: (rpc, world) => withCopy('carriers', {}, (folder) => (
      world.with('postal', `--carriers=${folder}`, () => {
        fs.writeFileSync(path.join(folder, 'motcua.textproto'), 'carriers {');
        return rpc.right();
      }))),
  },
  'TrackingService.ListSilentParcels': { FIELD_INVALID: (rpc) => rpc.ask({ page_size: -1 }) },
  'TrackingService.DiscardQuarantined': {
    FIELD_REQUIRED: (rpc) => rpc.ask(EMS),
    BATCH_TOO_LARGE: (rpc) => rpc.ask({ ...EMS, ids: Array(501).fill('X') }),
  },

  'WebhookService.AddWebhook': {
    FIELD_REQUIRED: (rpc) => rpc.right({ unit_code: '' }),
    FIELD_INVALID: (rpc) => rpc.right({ url: 'http://example.vn/' }),
    REQUEST_ID_REUSED: (rpc) => {
      const right = rpc.rests[rpc.rpc];
      return rpc.twice(right, { ...right, description: 'Khác' });
    },
    TOO_MANY_WEBHOOKS: async (rpc, world) => {
      const { world: there } = await world.neighbour();
      for (let i = 0; i < MOST_WEBHOOKS; i += 1) await rpc.in(there).right();
      return rpc.in(there).right();
    },
  },
  'WebhookService.RemoveWebhook': {
    ...NO_WEBHOOK,
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    REQUEST_ID_REUSED: async (rpc) => (
      rpc.twice({ webhook_id: await subscribed(rpc) }, { webhook_id: 'other' })),
  },
  'WebhookService.ListWebhookAttempts': {
    ...NO_WEBHOOK,
    FIELD_REQUIRED: (rpc) => rpc.ask({}),
    FIELD_INVALID: async (rpc) => rpc.ask({ webhook_id: await subscribed(rpc), page_size: -1 }),
  },
  'WebhookService.ResendWebhook': {
    ...NO_WEBHOOK,
    FIELD_REQUIRED: async (rpc) => rpc.ask({ webhook_id: await subscribed(rpc) }),
    BATCH_TOO_LARGE: async (rpc) => (
      rpc.ask({ webhook_id: await subscribed(rpc), delivery_ids: Array(501).fill('X') })),
  },
};

const REST = {
  'TrackingService.ListQuarantine': EMS,
  'TrackingService.ReplayQuarantine': EMS,
  'WebhookService.AddWebhook': { url: 'https://example.vn/motcua', unit_code: COMMUNE },
};

// Errors that no call brings about, and why.
const OUT_OF_REACH = {
  'WebhookService.AddWebhook UNIT_OUT_OF_SCOPE':
    'of the shipped callers, only one that covers all units may call it',
};

module.exports = { MISTAKES, REST, OUT_OF_REACH };

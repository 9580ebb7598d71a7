// Fails if the contract promises a reason that common/base/reasons.h does not have, or if the
// program has a reason a caller may see and no comment of the contract names it.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, methods, commonErrors } = require('./contract.js');

// No answer of an RPC of protos/ carries these.
const NEVER_ANSWERED = {
  SETTING_INVALID: 'a wrong setting ends the process at its start',
  SELECTOR_INVALID: 'routes are resolved when the catalogue is loaded',
  REDIS_FUNCTION_MISSING: 'the store loads the functions again and repeats the call',
  ARCHIVE_TOO_NEW: 'reporting does not start on such an archive',
  ARCHIVE_OF_OTHER_STREAM: 'the archiver logs it and stops',
  ARCHIVE_MOVED_ON: 'the archiver logs it and stops',
  SERVICE_NOT_FOUND: 'the standard health service alone says it',
  QUARANTINE_FULL: 'the records are answered as UNAVAILABLE, to be reported again',
  SIGNATURE_INVALID: "it is answered over HTTP, to carriers' webhooks",
};

const header = fs.readFileSync(path.join(ROOT, 'common/base/reasons.h'), 'utf8');
const known = new Set([...header.matchAll(/std::string_view k\w+ = "([A-Z_]+)"/g)].map((m) => m[1]));
const promised = new Map();
for (const { reason } of commonErrors()) promised.set(reason, 'every RPC');
for (const rpc of methods()) {
  for (const { reason } of rpc.errors) promised.set(reason, `${rpc.service}.${rpc.method}`);
}

const faults = [];
for (const [reason, where] of promised) {
  if (!known.has(reason)) faults.push(`${where} names ${reason}, which is not in reasons.h`);
  if (NEVER_ANSWERED[reason]) faults.push(`${where} names ${reason}, but ${NEVER_ANSWERED[reason]}`);
}
for (const reason of known) {
  if (!promised.has(reason) && !NEVER_ANSWERED[reason]) {
    faults.push(`reasons.h has ${reason}, which no comment of protos/ names`);
  }
}
for (const rpc of methods()) {
  if (!/^\s*Errors:/m.test(rpc.comment)) faults.push(`${rpc.service}.${rpc.method} lists no errors`);
}
console.log(faults.join('\n') || `${promised.size} reasons are promised, and all are known`);
process.exit(faults.length || promised.size === 0 ? 1 : 0);

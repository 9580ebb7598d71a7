// Fails if the contract promises an error of which node/mistakes/ does not say how a client provokes
// it, or why none can, or if something stands there that is not promised.
'use strict';

const { methods, commonErrors } = require('./contract.js');
const { mistakeFor, listed, OUT_OF_REACH } = require('./mistakes/index.js');

const promised = new Set();
const promise = (rpc, { reason }) => promised.add(`${rpc} ${reason}`);
for (const error of commonErrors()) promise('*', error);
for (const rpc of methods()) {
  for (const error of rpc.errors) promise(`${rpc.service}.${rpc.method}`, error);
}

const faults = [];
for (const key of promised) {
  const [rpc, reason] = key.split(' ');
  const provoked = mistakeFor(rpc, reason) !== undefined;
  if (!provoked && !OUT_OF_REACH[key]) faults.push(`${key}: say in node/mistakes/ how to provoke it`);
}
for (const key of listed()) {
  if (!promised.has(key)) faults.push(`${key} is in node/mistakes/, but not promised`);
}
console.log(faults.join('\n')
  || `${promised.size} errors are promised; ${Object.keys(OUT_OF_REACH).length} are out of reach`);
process.exit(faults.length || promised.size === 0 ? 1 : 0);

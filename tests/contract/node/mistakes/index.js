// For each error that the .proto files promise, how a client provokes it: a file for each subject of
// this folder.
'use strict';

const fs = require('node:fs');
const { Caller } = require('./caller.js');

const subjects = fs.readdirSync(__dirname)
  .filter((file) => file.endsWith('.js') && !['index.js', 'caller.js'].includes(file))
  .map((file) => require(`./${file}`));
const gather = (part) => Object.assign({}, ...subjects.map((subject) => subject[part] ?? {}));

// Several subjects may have mistakes with one RPC.
const MISTAKES = {};
for (const subject of subjects) {
  for (const [rpc, reasons] of Object.entries(subject.MISTAKES ?? {})) {
    MISTAKES[rpc] = { ...MISTAKES[rpc], ...reasons };
  }
}
const REST = gather('REST');
const FAMILIES = gather('FAMILIES');
const OUT_OF_REACH = gather('OUT_OF_REACH');

// A function of the world that makes the call which fails so; undefined if none is known.
function mistakeFor(rpc, reason) {
  const make = MISTAKES[rpc]?.[reason] ?? FAMILIES[reason];
  return make && ((world) => make(new Caller(world, rpc, REST), world));
}

// "Service.Method REASON" of all that stand in this folder for themselves.
function listed() {
  const mistakes = Object.entries(MISTAKES)
    .flatMap(([rpc, reasons]) => Object.keys(reasons).map((reason) => `${rpc} ${reason}`));
  return [...mistakes, ...Object.keys(OUT_OF_REACH)];
}

module.exports = { mistakeFor, listed, OUT_OF_REACH };

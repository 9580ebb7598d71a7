// Messages of the contract that are bytes within others.
'use strict';

const path = require('node:path');
const protobuf = require('protobufjs');

const PROTOS = path.resolve(__dirname, '../../../protos');

function load(...files) {
  const root = new protobuf.Root();
  root.resolvePath = (origin, target) => (
    target.startsWith('google/') ? target : path.join(PROTOS, target));
  return root.loadSync(files, { keepCase: true });
}

const ROOT = load('motcua/dossier/v1/dossier.proto', 'motcua/event/v1/event.proto');

function encode(type, message) {
  const known = ROOT.lookupType(type);
  return Buffer.from(known.encode(known.fromObject(message)).finish());
}

module.exports = { encode };

// Checks an exported archive from docs/audit.md alone.
'use strict';

const crypto = require('node:crypto');

function sha256(...parts) {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function number(value, bytes) {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - bytes);
}

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length, 4), bytes]);
}

const genesis = ({ archive_id, stream }) => sha256(`motcua audit chain v1\n${archive_id}\n${stream}\n`);

const next = (hash, row) => sha256(hash, number(row.sequence, 8), text(row.stream_id),
  text(row.receiving_unit), text(row.event));

function isSigned({ archive_id, stream }, checkpoint, publicKey) {
  const { seconds, nanos } = checkpoint.sign_time;
  const micros = BigInt(seconds) * 1000000n + BigInt(nanos) / 1000n;
  const signed = ['motcua audit checkpoint v1', archive_id, stream, checkpoint.sequence,
    Buffer.from(checkpoint.hash).toString('hex'), micros, ''].join('\n');
  return crypto.verify(null, Buffer.from(signed), publicKey, checkpoint.signature);
}

// How many rows and checkpoints of the messages of ExportAudit hold; throws at the first that does
// not.
function verify(messages, publicKey) {
  const { archive } = messages[0];
  let hash = genesis(archive);
  const held = { rows: 0, checkpoints: 0 };
  for (const { rows, checkpoints } of messages) {
    const expected = new Map(checkpoints.map((one) => [one.sequence, one]));
    for (const row of rows) {
      hash = next(hash, row);
      held.rows += 1;
      if (row.sequence !== held.rows) throw new Error(`row ${held.rows} is missing`);
      const checkpoint = expected.get(row.sequence);
      if (!checkpoint) continue;
      if (!hash.equals(checkpoint.hash) || !isSigned(archive, checkpoint, publicKey)) {
        throw new Error(`the checkpoint of row ${row.sequence} does not hold`);
      }
      held.checkpoints += 1;
    }
  }
  return held;
}

module.exports = { verify };

// The contract as buf reads it: services, methods, comments, and the errors the comments promise.
'use strict';

const { execFileSync } = require('node:child_process');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../../..');
const BUF = path.resolve(__dirname, '../node_modules/.bin/buf');

// google.rpc.Code by number.
const CODES = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND',
  'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED',
  'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

// The files of the contract as descriptors in JSON, with source info.
function files() {
  const json = execFileSync(BUF, ['build', '-o', '-#format=json'],
    { cwd: ROOT, maxBuffer: 64 << 20, encoding: 'utf8' });
  return JSON.parse(json).file.filter((file) => file.name.startsWith('motcua/'));
}

// Stands for a code where the reason is that of an outcome within an answer that is OK.
const OUTCOME = 'OUTCOME';

// Path in the descriptor ("6,0,2,1") → comment, of one file.
function commentsOf(file) {
  const comments = new Map();
  for (const location of file.sourceCodeInfo?.location ?? []) {
    const text = (location.leadingComments ?? '') + (location.trailingComments ?? '');
    if (text.trim()) comments.set((location.path ?? []).join(','), text);
  }
  return comments;
}

// [{code, reason}] of a comment's lines "CODE — REASON | REASON — when", which may be continued.
function errorsOf(comment) {
  const errors = [];
  let code = null;
  for (const line of comment.split('\n')) {
    const start = line.match(/^\s*([A-Z_]+) — (.*)$/);
    if (start && [...CODES, OUTCOME].includes(start[1])) code = start[1];
    else if (!/^\s{3,}\S/.test(line)) code = null;
    if (!code) continue;
    const text = start ? start[2] : line;
    for (const [reason] of text.matchAll(/(?<![\p{L}_])[A-Z][A-Z_]{3,}(?![\p{L}_])/gu)) {
      if (!CODES.includes(reason) || reason === 'INTERNAL') errors.push({ code, reason });
    }
  }
  return errors;
}

// [{service, method, errors, comment}] of every RPC.
function methods() {
  return files().flatMap((file) => {
    const comments = commentsOf(file);
    return (file.service ?? []).flatMap((service, i) => service.method.map((method, j) => {
      const comment = comments.get(`6,${i},2,${j}`) ?? '';
      return {
        package: file.package, service: service.name, method: method.name, comment,
        errors: errorsOf(comment),
      };
    }));
  });
}

// Errors that the head of a service's file promises for every RPC; intake's head speaks for all.
function commonErrors() {
  return files().flatMap((file) => errorsOf(commentsOf(file).get('12') ?? ''));
}

module.exports = { ROOT, BUF, CODES, files, commentsOf, methods, commonErrors, errorsOf };

// Fails if a service, RPC, message, field, enum or enum value of the contract has no comment.
'use strict';

const { files, commentsOf } = require('./contract.js');

// Yields [path, name] of everything in the message.
function* inMessage(message, path, scope) {
  const name = `${scope}.${message.name}`;
  if (message.options?.mapEntry) return;
  yield [path, name];
  for (const [i, field] of (message.field ?? []).entries()) {
    yield [`${path},2,${i}`, `${name}.${field.name}`];
  }
  for (const [i, nested] of (message.nestedType ?? []).entries()) {
    yield* inMessage(nested, `${path},3,${i}`, name);
  }
  for (const [i, type] of (message.enumType ?? []).entries()) {
    yield* inEnum(type, `${path},4,${i}`, name);
  }
}

function* inEnum(type, path, scope) {
  yield [path, `${scope}.${type.name}`];
  for (const [i, value] of type.value.entries()) {
    yield [`${path},2,${i}`, `${scope}.${type.name}.${value.name}`];
  }
}

function* inFile(file) {
  for (const [i, message] of (file.messageType ?? []).entries()) {
    yield* inMessage(message, `4,${i}`, file.package);
  }
  for (const [i, type] of (file.enumType ?? []).entries()) {
    yield* inEnum(type, `5,${i}`, file.package);
  }
  for (const [i, service] of (file.service ?? []).entries()) {
    yield [`6,${i}`, `${file.package}.${service.name}`];
    for (const [j, method] of service.method.entries()) {
      yield [`6,${i},2,${j}`, `${file.package}.${service.name}.${method.name}`];
    }
  }
}

let checked = 0;
const missing = [];
for (const file of files()) {
  const comments = commentsOf(file);
  for (const [path, name] of inFile(file)) {
    checked += 1;
    if (!comments.has(path)) missing.push(`protos/${file.name}: ${name} has no comment`);
  }
}
console.log(missing.join('\n') || `all ${checked} elements of the contract have comments`);
process.exit(missing.length || checked === 0 ? 1 : 0);

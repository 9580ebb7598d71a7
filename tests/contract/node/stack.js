// Starts the whole system by motcua-test-stack and talks to it by gRPC, knowing the .proto files
// alone.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const PROTOS = path.resolve(__dirname, '../../../protos');
const SERVICES = ['intake', 'routing', 'postal', 'reporting'];

// As published at github.com/googleapis/googleapis (google/rpc): what error details are made of.
const { root: rpc } = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }
  message Delay { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Delay retry_delay = 1; }
`);

// {code, reason, domain, metadata, fields, retryDelayMs} of a grpc-js error.
function detailsOf(error) {
  const details = { code: grpc.status[error.code], fields: [], metadata: {} };
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (!bytes) return details;
  for (const any of rpc.lookupType('google.rpc.Status').decode(bytes).details) {
    const name = any.typeUrl.replace('type.googleapis.com/', '');
    const detail = rpc.lookupType(name).decode(any.value);
    if (name === 'google.rpc.ErrorInfo') {
      Object.assign(details, { reason: detail.reason, domain: detail.domain, metadata: detail.metadata });
    } else if (name === 'google.rpc.BadRequest') {
      details.fields = detail.fieldViolations.map((violation) => violation.field);
    } else if (name === 'google.rpc.RetryInfo') {
      details.retryDelayMs = Number(detail.retryDelay.seconds) * 1000 + detail.retryDelay.nanos / 1e6;
    }
  }
  return details;
}

// Services of package ops are served by every program that has open work: intake is asked, but what
// belongs to dossiers is sent by others.
const NOT_OF_INTAKE = {
  'CellService.SendToCell': 'routing', 'CellService.EndSending': 'routing',
};

// gRPC service → the program that serves it and its client.
function knownServices() {
  const known = {};
  for (const place of [...SERVICES, 'ops']) {
    const folder = `motcua/${place}/v1`;
    const files = fs.readdirSync(path.join(PROTOS, folder)).map((file) => `${folder}/${file}`);
    const loaded = protoLoader.loadSync(files, {
      includeDirs: [PROTOS], keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true,
    });
    const found = Object.entries(grpc.loadPackageDefinition(loaded).motcua[place].v1);
    for (const [name, Client] of found) {
      if (Client.service) known[name] = { place: place === 'ops' ? 'intake' : place, Client };
    }
  }
  return known;
}
const KNOWN = knownServices();

// Whether a request of "IntakeService.SubmitDossier" has a request_id.
function hasRequestId(rpcName) {
  const [service, method] = rpcName.split('.');
  const request = KNOWN[service]?.Client.service[method]?.requestType.type;
  return request?.field.some(({ name }) => name === 'request_id') ?? false;
}

class Stack {
  static async start() {
    const program = spawn(process.env.MOTCUA_TEST_STACK, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = readline.createInterface({ input: program.stdout })[Symbol.asyncIterator]();
    const stack = new Stack(program, lines, '');
    await stack.readPlaces('ready');
    return stack;
  }

  // `prefix`: of commands of this cell.
  constructor(program, lines, prefix) {
    Object.assign(this, { process: program, lines, prefix, places: {}, clients: new Map() });
  }

  // The other cell, whose work may move into this one; see motcua-test-stack.
  async startNeighbour() {
    const neighbour = new Stack(this.process, this.lines, 'neighbour ');
    this.process.stdin.write('neighbour\n');
    await neighbour.readPlaces('ok');
    return neighbour;
  }

  async readPlaces(end) {
    for (let line = await this.line(); line !== end; line = await this.line()) {
      const [name, value] = line.split('=');
      this.places[name] = value;
    }
  }

  async line() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('motcua-test-stack ended');
    return value;
  }

  // A command of motcua-test-stack.
  async tell(command) {
    this.process.stdin.write(`${this.prefix}${command}\n`);
    const answer = await this.line();
    if (answer !== 'ok') throw new Error(`${command}: ${answer}`);
  }

  close() { for (const client of this.clients.values()) client.close(); }

  async stop() {
    this.close();
    this.process.stdin.end();
    await new Promise((resolve) => { this.process.on('exit', resolve); });
  }

  // The client of an RPC's service ("IntakeService"), as a caller with a certificate.
  client(rpcName, caller) {
    const service = rpcName.split('.')[0];
    const place = NOT_OF_INTAKE[rpcName] ?? KNOWN[service].place;
    const key = `${service} ${place} ${caller}`;
    if (!this.clients.has(key)) this.clients.set(key, this.connect(service, place, caller));
    return this.clients.get(key);
  }

  connect(service, place, caller) {
    const { Client } = KNOWN[service];
    const file = (end) => fs.readFileSync(path.join(this.places.certs, end));
    const credentials = grpc.credentials.createSsl(
      file('ca.pem'), file(`${caller}.key`), file(`${caller}.pem`));
    return new Client(this.places[place], credentials, {
      'grpc.ssl_target_name_override': 'localhost', 'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 500,
    });
  }

  // The answer of "IntakeService.SubmitDossier"; an error has its details in `details`.
  call(rpcName, request, caller = 'operator') {
    const method = rpcName.split('.')[1];
    const client = this.client(rpcName, caller);
    return new Promise((resolve, reject) => {
      client[method](request, { deadline: Date.now() + 15000 }, (error, answer) => {
        if (error) reject(Object.assign(error, { details: detailsOf(error) }));
        else resolve(answer);
      });
    });
  }

  // The bytes as they are.
  callBytes(rpcName, bytes, caller = 'operator') {
    const [service, method] = rpcName.split('.');
    return new Promise((resolve, reject) => {
      this.client(rpcName, caller).makeUnaryRequest(
        KNOWN[service].Client.service[method].path, (b) => b, (b) => b, bytes,
        (error, answer) => {
          if (error) reject(Object.assign(error, { details: detailsOf(error) }));
          else resolve(answer);
        });
    });
  }

  // All messages of a server stream, until it ends or `enough` says so.
  stream(rpcName, request, { caller = 'operator', enough = () => false } = {}) {
    const method = rpcName.split('.')[1];
    const call = this.client(rpcName, caller)[method](request);
    return new Promise((resolve, reject) => {
      const messages = [];
      call.on('data', (message) => {
        messages.push(message);
        if (enough(message)) call.cancel();
      });
      call.on('end', () => resolve(messages));
      call.on('error', (error) => {
        if (error.code === grpc.status.CANCELLED) resolve(messages);
        else reject(Object.assign(error, { details: detailsOf(error) }));
      });
    });
  }
}

module.exports = { Stack, SERVICES, detailsOf, hasRequestId };

// The programs of clients/examples, run as their README says, against the whole system.
'use strict';

const assert = require('node:assert/strict');
const { execFile, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, it } = require('node:test');
const { promisify } = require('node:util');
const { ROOT } = require('./contract.js');
const { SERVICES } = require('./stack.js');
const { World } = require('./world.js');

const UNIT = '30037';

let world;
let folder; // the examples as in a checkout, with the packages of these tests, and an installation

// Where the examples look for what the launcher leaves.
function writeInstallation(places) {
  const lines = SERVICES.map((service) => `${service}=${places[service]}`);
  fs.writeFileSync(path.join(folder, 'endpoints'), `${lines.join('\n')}\n`);
  fs.symlinkSync(places.certs, path.join(folder, 'certs'));
}

function copyExamples() {
  const examples = path.join(folder, 'clients/examples');
  fs.mkdirSync(examples, { recursive: true });
  for (const language of ['node', 'python']) {
    fs.mkdirSync(path.join(examples, language));
    const from = path.join(ROOT, 'clients/examples', language);
    for (const file of fs.readdirSync(from, { withFileTypes: true }).filter((f) => f.isFile())) {
      fs.copyFileSync(path.join(from, file.name), path.join(examples, language, file.name));
    }
  }
  fs.symlinkSync(path.join(ROOT, 'protos'), path.join(folder, 'protos'));
  fs.symlinkSync(path.join(ROOT, 'tests/contract/node_modules'), path.join(folder, 'node_modules'));
}

before(async () => {
  world = await World.start();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-examples-'));
  writeInstallation(world.stack.places);
  copyExamples();
});
after(async () => {
  await world.stack.stop();
  fs.rmSync(folder, { recursive: true });
});

// Output of one of the programs; the test's own process goes on serving the system's clock.
async function run(program, ...args) {
  const env = { ...process.env, MOTCUA_ENDPOINTS: path.join(folder, 'endpoints') };
  const file = path.join(folder, 'clients/examples', program[1]);
  const { stdout } = await promisify(execFile)(program[0], [file, ...args], { env, timeout: 60000 });
  return stdout;
}

it('the portal files a dossier once and follows it', async () => {
  const output = await run([process.execPath, 'node/portal.mjs'], 'khai sinh', UNIT);
  assert.match(output, /^1\.001193 Đăng ký khai sinh: 2 papers$/m);
  assert.match(output, /^filed [0-9.H]+-[0-9]{6}-[0-9]{4}, once: true$/m);
  assert.match(output, /^refused: code 3, FIELD_REQUIRED, field draft\.applicant\.name$/m);
  assert.match(output, /^1 {2}\S+ {2}Hồ sơ được nộp trực tuyến/m);
});

it('the officer empties a queue', async () => {
  const python = path.join(folder, 'clients/examples/python');
  execFileSync('sh', [path.join(python, 'generate.sh')]);
  const code = await world.accepted(await world.draft('1.001193', UNIT));
  const output = await run(['/usr/bin/python3', 'python/officer.py'], UNIT);
  assert.match(output, new RegExp(`^${code} step 0: `, 'm'));
  assert.match(output, new RegExp(`^${code} step 1: `, 'm'));
  assert.match(output, /^the queue is empty$/m);
  const { journey } = await world.call('RoutingService.GetJourney', { dossier_code: code });
  assert.equal(journey.state, 'JOURNEY_STATE_RESULT_READY');
});

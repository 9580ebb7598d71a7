// Folders of deploy/, copied and changed.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const DEPLOY = path.resolve(__dirname, '../../../deploy');
const CATALOGUE = 'catalogue/dong-thap';

// Calls with a copy of a folder, in which `changes` has for a file what its text becomes.
async function withCopy(folder, changes, call) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-'));
  try {
    fs.cpSync(path.join(DEPLOY, folder), copy, { recursive: true });
    for (const [file, change] of Object.entries(changes)) {
      const old = fs.readFileSync(path.join(copy, file), 'utf8');
      const text = change(old);
      if (text === old) throw new Error(`${file} is as it was`);
      fs.writeFileSync(path.join(copy, file), text);
    }
    return await call(copy);
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}

// Calls while a service runs with a changed catalogue.
function withCatalogue(world, service, changes, call) {
  return withCopy(CATALOGUE, changes,
    (folder) => world.with(service, `--catalogue=${folder}`, call));
}

module.exports = { withCopy, withCatalogue };

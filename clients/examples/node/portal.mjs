// A citizens' portal: finds a procedure, files a dossier with every paper it needs, follows it.
//   npm install && node portal.mjs [WORDS] [UNIT]
import { randomUUID } from 'node:crypto';
import { connect } from './connect.mjs';
import { detailsOf } from './errors.mjs';

const [words = 'khai sinh', unit = '30037'] = process.argv.slice(2);
const intake = connect('intake', 'portal');
const reporting = connect('reporting', 'portal');

const { procedures } = await intake.searchProcedures({ text: words });
const procedure = procedures.find(({ levels }) => levels.includes('LEVEL_COMMUNE'));
const { papers, cases } = await intake.getGuidance({ procedureCode: procedure.code });
console.log(`${procedure.code} ${procedure.name}: ${papers.length} papers`);

const draft = {
  procedureCode: procedure.code,
  caseKey: cases[0]?.key ?? '',
  receivingUnit: unit,
  channel: 'CHANNEL_ONLINE',
  applicant: { name: 'Nguyễn Văn An', phone: '0912345678' },
  papers: papers.map(({ name, kind, count }) => ({ name, kind, count })),
};

// A wish has one id, however often it is sent: the second answer is the first.
const wish = { requestId: randomUUID(), draft };
const filed = await intake.submitDossier(wish);
const again = await intake.submitDossier(wish);
console.log(`filed ${filed.dossierCode}, once: ${filed.dossierCode === again.dossierCode}`);

// What is wrong comes as a code, a reason word and the field.
try {
  await intake.submitDossier({ requestId: randomUUID(), draft: { ...draft, applicant: {} } });
} catch (error) {
  const { reason, fields } = detailsOf(error);
  console.log(`refused: code ${error.code}, ${reason}, field ${fields[0]?.field}`);
}

// The archive has an event a moment after it happened.
let events = [];
for (let tries = 0; tries < 50 && events.length === 0; ++tries) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const asked = reporting.getTimeline({ dossierCode: filed.dossierCode });
  ({ events } = await asked.catch(() => ({ events: [] })));
}
for (const { sequence, event, text } of events) {
  const time = new Date(event.occurTime.seconds * 1000).toISOString();
  console.log(`${sequence}  ${time}  ${text || event.what}`);
}

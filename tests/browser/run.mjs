// The service as a person meets it. Usage: node run.mjs [relay|pages|journeys|saving|preview]
import { openBrowser } from './browser.mjs';
import { checkJourneys } from './journey.mjs';
import { checkPages } from './pages.mjs';
import { checkPreview } from './preview.mjs';
import { checkRelay } from './relay.mjs';
import { checkSaving } from './saving.mjs';
import { Tally } from './tally.mjs';

const tally = new Tally();
const parts = { relay: checkRelay, pages: checkPages, journeys: checkJourneys, saving: checkSaving, preview: checkPreview };
const asked = process.argv.slice(2);
const browser = await openBrowser();
try {
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    await part(tally, browser).catch((error) => tally.check(`${name}: runs to its end`, async () => { throw error; }));
  }
} finally {
  await browser.close();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

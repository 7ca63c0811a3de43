import { openBrowser } from './browser.mjs';
import * as P from './xpages.mjs';
import { Tally } from './tally.mjs';
const tally = new Tally(); const browser = await openBrowser();
await P.checkPages(tally, browser).finally(() => browser.close());
console.log(tally.passed, tally.failed);

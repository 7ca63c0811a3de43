// Every template is seen by at least one state: a new page without a state fails here.
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './demo.mjs';
import { expect } from './tally.mjs';

const folder = join(root, 'templates');

// Partials start with `_`; letters are not pages.
export function listPageTemplates() {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs') && !entry.name.startsWith('_'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .map((name) => name.slice(0, -'.hbs'.length))
    .filter((name) => !name.startsWith('letters/'))
    .sort();
}

export function expectEveryTemplateSeen(states) {
  const templates = listPageTemplates();
  const named = new Set(states.map((state) => state.template));
  const unseen = templates.filter((name) => !named.has(name));
  const unknown = [...named].filter((name) => !templates.includes(name));
  expect(templates.length > 0, `no templates found in ${folder}`);
  expect(unseen.length === 0, `templates that no state in states.mjs shows: ${unseen.join(', ')}`);
  expect(unknown.length === 0, `states.mjs names templates that do not exist: ${unknown.join(', ')}`);
}

// The page as the server sent it: valid HTML, and nothing that a strict security policy would refuse.
import { HtmlValidate } from 'html-validate';
import { Problem, expect } from './tally.mjs';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'error',
    'no-dup-id': 'error',
    'valid-id': ['error', { relaxed: true }],
    // The summary of a form's problems stands above the title.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // Files come from our own address only, as the security policy says.
    'require-sri': 'off',
    'long-title': 'off',
  },
});

export async function expectValid(html, address) {
  const report = await validator.validateString(html);
  const faults = report.results.flatMap((result) => result.messages);
  const lines = html.split('\n');
  const told = faults.map((fault) => `line ${fault.line}: ${fault.message} (${fault.ruleId})\n    ${(lines[fault.line - 1] ?? '').trim().slice(0, 160)}`);
  if (told.length > 0) throw new Problem(`${address} is not valid HTML:\n${told.join('\n')}`);
}

export function expectNothingInline(html, address) {
  const found = [
    ...html.matchAll(/<style\b[^>]*>/gi),
    ...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>/gi),
    ...html.matchAll(/<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=[^<>]*>/gi),
    ...html.matchAll(/\b(?:href|action|src)="javascript:[^"]*"/gi),
  ].map((match) => match[0].slice(0, 160));
  expect(found.length === 0, `${address} has style or script inside the page:\n${found.join('\n')}`);
}

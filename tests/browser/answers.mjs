// The right answers, read from the course's own files: a test may look where a learner cannot.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { root } from './demo.mjs';

// How a text looks on a page: without its Markdown marks, with plain quotation marks.
const plain = (text) => text
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/[*_`\\]/g, '')
  .replace(/[‘’]/g, "'").replace(/[“”]/g, '"')
  .replace(/\s+/g, ' ').trim();

function rightChoices(question) {
  if (question.kind === 'true-false') return [question.answer ? 'True' : 'False'];
  return question.choices.filter((choice) => choice.correct).map((choice) => plain(choice.text));
}

// From a question's text to the texts of the choices that are right.
export function readAnswers(course = 'digital-foundations') {
  const answers = new Map();
  const folder = join(root, 'courses', course);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const quiz = parse(readFileSync(join(folder, entry.name, 'quiz.toml'), 'utf8'));
    for (const question of quiz.questions) answers.set(plain(question.text), rightChoices(question));
  }
  return { rightFor: (question) => answers.get(plain(question)), same: (a, b) => plain(a) === plain(b) };
}

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

// How a question is answered rightly, and wrongly: what to choose, to put in places, to match, to type.
const turned = (list) => [...list.slice(1), ...list.slice(0, 1)];
const ways = {
  choices(question) {
    const texts = (right) => question.choices.filter((choice) => Boolean(choice.correct) === right)
      .map((choice) => plain(choice.text));
    return { choices: [texts(true), texts(false).slice(0, 1)] };
  },
  'true-false'(question) {
    const words = question.answer ? ['True', 'False'] : ['False', 'True'];
    return { choices: words.map((word) => [word]) };
  },
  ordering(question) {
    const items = question.items.map((item) => plain(item.text));
    const placed = (order) => new Map(items.map((item, at) => [item, order[at]]));
    const places = items.map((_, at) => String(at + 1));
    return { lists: [placed(places), placed(turned(places))] };
  },
  matching(question) {
    const text = (id) => plain(question.choices.find((choice) => choice.id === id).text);
    const other = (id) => plain(question.choices.find((choice) => choice.id !== id).text);
    const paired = (words) => new Map(question.pairs.map((pair) => [plain(pair.text), words(pair.choice)]));
    return { lists: [paired(text), paired(other)] };
  },
  numeric: (question) => ({ typed: [String(question.answer), '987654'] }),
  'short-text': (question) => ({ typed: [question.accepted[0], 'something else'] }),
  reflection: () => ({ typed: ['I shall ask at the next meeting.', 'I do not know yet.'] }),
};

// From a question's text to both ways of answering it, the right one first.
export function readAnswers(course = 'digital-foundations') {
  const answers = new Map();
  const folder = join(root, 'courses', course);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const quiz = parse(readFileSync(join(folder, entry.name, 'quiz.toml'), 'utf8'));
    for (const question of quiz.questions) {
      const way = ways[question.kind] ?? ways.choices;
      answers.set(plain(question.text), way(question));
    }
  }
  return { about: (question) => answers.get(plain(question)), plain };
}

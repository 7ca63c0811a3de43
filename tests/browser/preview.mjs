// A writer saves a file, and the page that is open follows.
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectQuiet, openVisitor } from './browser.mjs';
import { startPreview } from './demo.mjs';

export async function checkPreview(tally, browser) {
  const preview = await startPreview();
  const visitor = await openVisitor(browser);
  const { page } = visitor;
  const lesson = join(preview.folder, '05-data/04-the-law.md');
  const shows = (words) => page.getByText(words).first().waitFor({ timeout: 15000 });
  try {
    await tally.check('an open lesson follows its file', async () => {
      await page.goto(`${preview.url}/courses/digital-foundations/data/the-law`);
      await appendFile(lesson, '\nThe lantern is lit.\n');
      await shows('The lantern is lit.');
    });
    await tally.check('what is wrong appears with file and line, and goes when it is mended', async () => {
      await page.goto('about:blank');
      const quiz = join(preview.folder, '05-data/quiz.toml');
      await rename(quiz, `${quiz}.kept`);
      await writeFile(quiz, 'draw = \n');
      await page.goto(`${preview.url}/courses/digital-foundations/data/quiz`);
      await page.goto(preview.url);
      await shows('05-data/quiz.toml:1:8');
      await rename(`${quiz}.kept`, quiz);
      await page.getByText('05-data/quiz.toml:1:8').waitFor({ state: 'detached', timeout: 15000 });
    });
    await tally.check('nothing is refused or broken meanwhile', async () => expectQuiet(visitor));
  } finally {
    await visitor.context.close();
    await preview.stop();
  }
}

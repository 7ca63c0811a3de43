// Counts what held and what did not; a failure is told at once and the rest goes on.
export class Tally {
  passed = 0;
  failed = 0;

  // Runs one named check. Answers whether it held.
  async check(name, body) {
    const began = Date.now();
    try {
      await body();
      this.passed += 1;
      console.log(`ok    ${name} (${Date.now() - began} ms)`);
      return true;
    } catch (error) {
      this.failed += 1;
      const text = error.name === 'Problem' ? error.message : (error.stack ?? String(error));
      console.log(`FAIL  ${name}\n${text.replace(/^/gm, '      ')}`);
      return false;
    }
  }
}

// What a check throws when the service, not the test, is at fault.
export class Problem extends Error {
  name = 'Problem';
}

export function expect(truth, message) {
  if (!truth) throw new Problem(message);
}

// The people of the demo, each in a browser of their own, signed in when first needed.
import { Pointer } from './hands.mjs';

export class Cast {
  visitors = new Map();

  constructor(browser, demo, openVisitor, preview) {
    Object.assign(this, { browser, demo, openVisitor, preview });
  }

  get url() {
    return this.demo.url;
  }

  // The learners have names of their own here, in the order in which the demo lists them.
  person(who) {
    const learners = this.demo.people.filter((person) => person.role === 'learner');
    const at = ['halfway', 'finishing', 'corrected', 'revoked', 'waiting'].indexOf(who);
    if (at >= 0) return learners[at];
    const found = this.demo.people.find((person) => person.role === who);
    if (!found) throw new Error(`the demo has no ${who}`);
    return found;
  }

  // `nobody` never signs in; a `guest` does when they have accepted their invitation.
  async visitor(who) {
    const known = this.visitors.get(who);
    if (known) return known;
    const visitor = await this.openVisitor(this.browser);
    this.visitors.set(who, visitor);
    if (!['nobody', 'guest'].includes(who)) await signIn(new Pointer(visitor.page), this.url, this.person(who));
    return visitor;
  }

  async leave() {
    for (const { context } of this.visitors.values()) await context.close();
  }
}

export async function signIn(hand, url, { email, password }) {
  await hand.page.goto(`${url}/sign-in`);
  await hand.write('main input[name="email"]', email);
  await hand.write('main input[name="password"]', password);
  await hand.press('main form[action="/sessions"] button.button');
}

import { explain, type Decision, type Policy } from '@provost/authz-core';
import type { AccessGate, AccessProvider } from '@provost/components';
import type { Page } from 'playwright-core';
import type { TestSite } from '../fixtures/host-page.js';
import type { Case, Expected } from './policy-table.js';

/** A question as a host page writes it, with the words of the table for it. */
interface Gate {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Is this asked with a gate? */
export const isGate = ({ ask }: Expected): boolean => ask.kind === 'permission' || ask.kind === 'shows';

/** Rows that ask the same person on the same site. */
export interface Visit {
  readonly policy: Policy;
  readonly person: string;
  readonly rows: readonly Case[];
}

/** What is shown of a gate, and why. */
interface Seen {
  readonly text: string;
  readonly decision: Decision | undefined;
}

/** What a person sees of a page that holds a gate for every question: who may sees «yes», who may not «no». */
export async function seenBy(page: Page, site: TestSite, visit: Visit): Promise<Record<string, string>> {
  const { policy, person, rows } = visit;
  const gates = rows.flatMap((row) => row.expected.flatMap(({ ask }) => gateOf(ask, row, site.site)));
  const seen = await page.evaluate(look, { token: site.tokens[person] ?? '', gates });
  return Object.fromEntries(gates.map(({ name }, i) => [name, inWords(policy, seen[i])]));
}

/** a host page that asks a gate why it is shut is told in a sentence. */
function inWords(policy: Policy, { text = '', decision }: Partial<Seen> = {}): string {
  const isTold = decision && explain(policy, decision).every((sentence) => sentence.endsWith('.'));
  return isTold ? text : `${text}, and not why`;
}

function gateOf(ask: Expected['ask'], { snapshot }: Case, site: string): Gate[] {
  if (ask.kind === 'shows')
    return [{ name: ask.name, attributes: { permission: ask.permission, anywhere: '' } }];
  if (ask.kind !== 'permission') return [];
  const { name, permission, resource, second } = ask;
  // the site of the table is called otherwise here
  const isHere = (id: string) => id === snapshot.site;
  const written = (one: typeof resource) =>
    JSON.stringify({
      ...one,
      site: isHere(one.site) ? site : one.site,
      id: one.type === 'site' && isHere(one.id) ? site : one.id,
    });
  const pair = second ? { for: written(second) } : {};
  return [{ name, attributes: { permission, resource: written(resource), ...pair } }];
}

/** Runs in the page: somebody's own provider with the gates in it, looked at once it is known who they are. */
async function look({ token, gates }: { token: string; gates: readonly Gate[] }) {
  const provider: AccessProvider = document.createElement('access-provider');
  provider.token = token;
  const shown = gates.map(({ attributes }): AccessGate => {
    const gate = document.createElement('access-gate');
    for (const [name, value] of Object.entries(attributes)) gate.setAttribute(name, value);
    gate.innerHTML = '<p>yes</p><p slot="denied">no</p>';
    return gate;
  });
  provider.append(...shown);
  document.body.append(provider);
  while (!provider.access) {
    const error = provider.session?.error;
    if (error) throw new Error('The session was not read', { cause: error });
    await new Promise(requestAnimationFrame);
  }
  await Promise.all(shown.map((gate) => gate.updateComplete));
  const seen = shown.map(({ children, decision }): Seen => ({
    text: [...children].flatMap((one) => (one.checkVisibility() ? one.textContent : [])).join(' and '),
    decision,
  }));
  provider.remove();
  return seen;
}

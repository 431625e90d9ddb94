import type { Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import { parseList } from './parse-list.js';

/** What a line of a pasted list came to: to be added, in the group already, twice in the list, nobody, or several. */
export type Outcome = 'add' | 'member' | 'twice' | 'none' | 'several';

/** A line of a pasted list, and whom it means. */
export interface Line {
  readonly asked: string;
  readonly outcome: Outcome;
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | undefined;
}

/** As many as the server takes at once: all of them are added, or none. */
export const AT_ONCE = 500;

/** Knows a pasted list of people and whom it means. Owns that question to the server; the newest text wins. */
export class PastedPeople {
  text = '';
  lines: readonly Line[] = [];
  status: 'ready' | 'looking' | 'failed' = 'ready';
  error: unknown;
  /** How many the text names; only the first `AT_ONCE` are looked up. */
  count = 0;
  #abort = new AbortController();

  constructor(
    readonly host: LitElement,
    readonly client: () => Provost,
    readonly group: () => string,
  ) {}

  /** Those that would be added. */
  get matched(): readonly NonNullable<Line['user']>[] {
    return this.lines.flatMap(({ outcome, user }) => (outcome === 'add' && user ? [user] : []));
  }

  of(outcome: Outcome): readonly Line[] {
    return this.lines.filter((line) => line.outcome === outcome);
  }

  /** Takes a text and looks up whom it means. */
  read = async (text: string): Promise<void> => {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const asked = parseList(text);
    Object.assign(this, { text, count: asked.length, error: undefined });
    this.status = asked.length ? 'looking' : 'ready';
    if (!asked.length) this.lines = [];
    this.host.requestUpdate();
    if (!asked.length) return;
    try {
      const emails = asked.slice(0, AT_ONCE);
      const { items } = await this.client().users.lookup(emails, { groupId: this.group() }, { signal });
      if (signal.aborted) return;
      this.lines = outcomes(items);
      this.status = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      this.status = 'failed';
    }
    this.host.requestUpdate();
  };

  /** Those that were added go; what is left to be put right stays, to be read again. */
  keepRest(): Promise<void> {
    const rest = this.lines.filter(({ outcome }) => outcome === 'none' || outcome === 'several');
    return this.read(rest.map(({ asked }) => asked).join('\n'));
  }
}

type Match = Awaited<ReturnType<Provost['users']['lookup']>>['items'][number];

function outcomes(matches: readonly Match[]): Line[] {
  const seen = new Set<string>();
  return matches.map(({ asked, user, matches: people, isMember }) => {
    const key = user?.id ?? `asked ${asked.toLowerCase()}`;
    const again = seen.has(key);
    seen.add(key);
    const found = isMember ? 'member' : user ? 'add' : people ? 'several' : 'none';
    return { asked, outcome: again ? 'twice' : found, user: user ?? undefined };
  });
}

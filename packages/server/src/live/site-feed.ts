import type { Policy } from '@provost/authz-core';
import type { Database } from '../database/tables.js';
import { concernedBy } from './concerned.js';
import type { Outbox } from './outbox.js';
import { positionOf, readChanges, resumeChanges, type Changes, type Position } from './read-changes.js';
import { readReaders, type Known, type Rules } from './read-readers.js';
import { openSight, type SightOptions } from './sight.js';

/** Somebody who follows what changes on a site. */
export interface Reader {
  readonly person: string;
  readonly outbox: Outbox;
  /** Where they were before: what was changed since is told first. */
  readonly from?: string | undefined;
}

/** What a feed is made with. */
export interface FeedOptions {
  readonly db: Database;
  readonly policies: readonly Policy[];
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** Reads what changes on one site, once for all who follow it in this process, and tells each what they may see. */
export class SiteFeed {
  readonly #readers = new Set<Reader>();
  readonly #joining = new Set<Reader>();
  /** What is known of the readers' rights; forgotten when a change may have touched them. */
  readonly #known = new Map<string, Known>();
  #position: Position = '';
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(
    readonly site: string,
    readonly options: FeedOptions,
  ) {}

  get isEmpty(): boolean {
    return this.#readers.size + this.#joining.size === 0;
  }

  /** @returns what ends it. */
  join(reader: Reader): () => void {
    this.#joining.add(reader);
    void this.look();
    return () => {
      this.#joining.delete(reader);
      this.#readers.delete(reader);
      this.#known.delete(reader.person);
    };
  }

  end(): void {
    for (const { outbox } of [...this.#readers, ...this.#joining]) outbox.end();
  }

  /** Tells whoever waits for something that nothing has happened. */
  async ping(): Promise<void> {
    await this.look();
    for (const { outbox } of this.#readers) outbox.ping(this.#position);
  }

  /** Looks for what is new. While it does already, it will once more: what is committed now is not in the first look. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const joining = [...this.#joining];
      try {
        await this.#tellNews();
        await this.#admit(joining);
      } catch (error) {
        this.options.failed(error);
        for (const { outbox } of joining) outbox.end();
      }
    }
  }

  async #tellNews(): Promise<void> {
    const { db } = this.options;
    if (!this.#position) {
      this.#position = await positionOf(db);
      return;
    }
    const from = this.#position;
    const news = await readChanges(db, this.site, { from });
    await this.#tell([...this.#readers], news, from);
    this.#position = news.position;
  }

  /** Those who were here before are told what they have missed, and nobody misses what happens meanwhile. */
  async #admit(joining: readonly Reader[]): Promise<void> {
    const to = this.#position;
    const there = joining.filter((reader) => this.#joining.has(reader));
    for (const from of new Set(there.map((reader) => reader.from))) {
      const readers = there.filter((reader) => reader.from === from);
      if (from !== undefined) {
        await this.#tell(readers, await resumeChanges(this.options.db, this.site, { from, to }), from);
      }
      for (const reader of readers) {
        // those who went away meanwhile do not come back
        if (this.#joining.delete(reader)) this.#readers.add(reader);
        reader.outbox.ping(to);
      }
    }
  }

  async #tell(readers: readonly Reader[], news: Changes, from: Position): Promise<void> {
    if (readers.length === 0) this.#forget(news);
    else if (!news.changes) this.#reset(readers, news.position);
    else if (news.changes.length > 0) {
      try {
        await this.#tellEach(readers, { ...news, changes: news.changes, from });
      } catch (error) {
        this.options.failed(error);
        this.#reset(readers, news.position);
      }
    }
  }

  /** Nobody was told: what was known of anybody may be old. */
  #forget({ changes }: Changes): void {
    if (changes?.length === 0) return;
    this.#known.clear();
  }

  #reset(readers: readonly Reader[], position: Position): void {
    this.#forget({ changes: undefined, position });
    for (const { outbox } of readers) outbox.reset(position);
  }

  async #tellEach(
    readers: readonly Reader[],
    { changes, from, position }: Changes & { changes: SightOptions['changes']; from: Position },
  ): Promise<void> {
    const { db, now } = this.options;
    const people = [...new Set(readers.map(({ person }) => person))];
    const concerned = await concernedBy(db, this.site, { changes, readers: people });
    if (concerned === 'everybody') this.#forget({ changes, position });
    else for (const person of concerned) this.#known.delete(person);
    const isConcerned = ({ person }: Reader) => concerned === 'everybody' || concerned.has(person);
    const rules = await this.#readRules();
    await this.#know(readers.filter(isConcerned), rules);
    for (const reader of readers.filter(isConcerned)) {
      reader.outbox.push({ event: 'access', data: this.#known.get(reader.person)?.session ?? '{}' }, from);
    }
    const sight = await openSight({ db, site: this.site, policy: rules.policy, changes });
    if (!sight) return;
    await this.#know(readers, rules);
    for (const { person, outbox } of readers) {
      const known = this.#known.get(person);
      const seen = known ? sight.seenBy(known.snapshot, now()) : [];
      seen.forEach(({ type, resource, action }, i) => {
        const data = JSON.stringify({ type, id: resource, action });
        // who was told a part resumes from before all of it
        outbox.push({ event: 'change', data }, i === seen.length - 1 ? position : from);
      });
    }
  }

  async #readRules(): Promise<Rules> {
    const { db, policies } = this.options;
    const { name, settings, ...site } = await db
      .selectFrom('sites')
      .select(['name', 'policy', 'settings'])
      .where('site', '=', this.site)
      .executeTakeFirstOrThrow();
    const policy = policies.find(({ id }) => id === site.policy);
    if (!policy) throw new Error(`The server was started without the policy ${site.policy}`);
    return { site: { id: this.site, name }, policy, settings };
  }

  /** Reads what is not known of them, or not any more. Who has gone from the site is let go. */
  async #know(readers: readonly Reader[], rules: Rules): Promise<void> {
    const now = this.options.now();
    const missing = readers.filter(({ person }) => !(now < (this.#known.get(person)?.snapshot.expires ?? 0)));
    if (missing.length === 0) return;
    const people = [...new Set(missing.map(({ person }) => person))];
    const read = await readReaders(this.options.db, rules, { people, now });
    for (const [person, known] of read) this.#known.set(person, known);
    for (const { person, outbox } of missing) if (!read.has(person)) outbox.end();
  }
}

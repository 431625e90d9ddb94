import type { Policy, Snapshot } from '@provost/authz-core';
import { snapshotOf } from '../access/snapshot-of.js';
import type { Database } from '../database/tables.js';
import { concernedBy } from './concerned.js';
import type { Outbox } from './outbox.js';
import { positionOf, readChanges, resumeChanges, type Changes, type Position } from './read-changes.js';
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

/** Snapshots that are read at the same time: others want the database, too. */
const AT_ONCE = 8;

/** What of a site decides what people may. */
interface Rules {
  readonly policy: Policy;
  readonly settings: Snapshot['settings'];
}

/** Reads what changes on one site, once for all who follow it in this process, and tells each what they may see. */
export class SiteFeed {
  readonly #readers = new Set<Reader>();
  readonly #joining = new Set<Reader>();
  /** What is known of the readers' rights; forgotten when a change may have touched them. */
  readonly #snapshots = new Map<string, Snapshot>();
  #rules: Rules | undefined;
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
      this.#snapshots.delete(reader.person);
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
    this.#snapshots.clear();
    this.#rules = undefined;
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
    else for (const person of concerned) this.#snapshots.delete(person);
    for (const { person, outbox } of readers) {
      const isConcerned = concerned === 'everybody' || concerned.has(person);
      if (isConcerned) outbox.push({ event: 'access', data: {} }, from);
    }
    const { policy } = await this.#readRules();
    const sight = await openSight({ db, site: this.site, policy, changes });
    if (!sight) return;
    await this.#readSnapshots(people);
    for (const { person, outbox } of readers) {
      const snapshot = this.#snapshots.get(person);
      const seen = snapshot ? sight.seenBy(snapshot, now()) : [];
      seen.forEach(({ type, resource, action }, i) =>
        // who was told a part resumes from before all of it
        outbox.push(
          { event: 'change', data: { type, id: resource, action } },
          i === seen.length - 1 ? position : from,
        ),
      );
    }
  }

  async #readRules(): Promise<Rules> {
    if (this.#rules) return this.#rules;
    const { db, policies } = this.options;
    const site = await db
      .selectFrom('sites')
      .select(['policy', 'settings'])
      .where('site', '=', this.site)
      .executeTakeFirstOrThrow();
    const policy = policies.find(({ id }) => id === site.policy);
    if (!policy) throw new Error(`The server was started without the policy ${site.policy}`);
    return (this.#rules = { policy, settings: site.settings });
  }

  /** Of those that are not known, or not any more. */
  async #readSnapshots(people: readonly string[]): Promise<void> {
    const now = this.options.now();
    const missing = people.filter((person) => !(now < (this.#snapshots.get(person)?.expires ?? 0)));
    if (missing.length === 0) return;
    const question = { site: this.site, ...(await this.#readRules()), now };
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      const some = missing.slice(at, at + AT_ONCE);
      const read = await Promise.all(
        some.map((person) => snapshotOf(this.options.db, { ...question, person })),
      );
      // the groups in reach may be all there are: those that are asked about come with the question
      for (const snapshot of read) this.#snapshots.set(snapshot.subject.id, { ...snapshot, groups: [] });
    }
  }
}

import { type Access, type Decision, type Resource } from '@provost/authz-core';
import { sql } from 'kysely';
import { accessOf } from '../access/decide-role.js';
import { knows } from '../access/knows.js';
import { allowed } from '../access/refusal.js';
import type { Call } from '../requests/call.js';
import { notFound } from '../requests/problem-error.js';
import { findResources } from '../resources/find-resources.js';

/** Somebody whose roles are changed. */
export interface Concerned {
  readonly resource: Resource;
  /** What they may do as things are now, after the changes before this one. */
  readonly access: Access;
}

/**
 * One set of changes while it is made: whom it has read and what it has touched. Owns no decision: those are the core's,
 * as the access of the one who asks was when it began.
 */
export class ChangeRun {
  readonly #people = new Map<string, Concerned>();
  readonly #before = new Map<string, Access>();
  readonly #places = new Map<string, Resource>();
  readonly #resources = new Map<string, Resource>();
  readonly #touched = new Set<string>();
  readonly #groups = new Set<string>();

  constructor(
    readonly call: Call,
    /** Cautions do not stop it. */
    readonly isConfirmed: boolean,
  ) {}

  /** Looks people up at once whom changes are about. */
  async expect(ids: readonly string[]): Promise<void> {
    for (const [id, one] of await findResources(this.call, 'user', [...new Set(ids)]))
      this.#resources.set(id, one);
  }

  /** The groups whose permissions have been changed. */
  get groups(): readonly string[] {
    return [...this.#groups];
  }

  /** A person of the site, whether or not the caller may know of them. */
  async person(id: string): Promise<Concerned> {
    const found = this.#people.get(id);
    if (found) return found;
    const resource = this.#resources.get(id) ?? (await findResources(this.call, 'user', [id])).get(id);
    if (!resource) throw notFound('person');
    const concerned = { resource, access: await accessOf(this.call, id) };
    this.#people.set(id, concerned);
    if (!this.#before.has(id)) this.#before.set(id, concerned.access);
    return concerned;
  }

  /** The thing that a role is held at, whether or not the caller may know of it. */
  async place(at: { readonly type: string; readonly id: string } | undefined): Promise<Resource | undefined> {
    if (!at) return undefined;
    const key = JSON.stringify([at.type, at.id]);
    const found = this.#places.get(key) ?? (await findResources(this.call, at.type, [at.id])).get(at.id);
    if (!found) throw notFound(at.type);
    this.#places.set(key, found);
    return found;
  }

  /** Goes on where the core says yes; what the caller may not know of is not there, as far as they are told. */
  require(decision: Decision, ...about: readonly (Resource | undefined)[]): void {
    const unknown = about.find((one) => one && !knows(this.call, one));
    if (!decision.allowed && unknown) throw notFound(unknown.type === 'user' ? 'person' : unknown.type);
    allowed(this.call.policy, decision);
  }

  /** What a person holds is other than it was: it is read anew when it is asked about. */
  touch(person: string, at?: Resource): void {
    const known = this.#people.get(person);
    if (known) this.#resources.set(person, known.resource);
    this.#people.delete(person);
    this.#touched.add(person);
    if (at?.type === 'group') this.#groups.add(at.id);
  }

  /** What those held before, and hold now, of whom it may be something else. */
  async changed(): Promise<{ before: Access; after: Access }[]> {
    const found = [];
    for (const id of this.#touched) {
      const before = this.#before.get(id);
      if (before) found.push({ before, after: (await this.person(id)).access });
    }
    return found;
  }

  /** Counts the permissions' versions of the groups that were touched one up, once each (X-06). */
  async countUp(): Promise<{ id: string; version: number }[]> {
    const { db, site } = this.call;
    if (this.#groups.size === 0) return [];
    const { rows } = await sql<{ id: string; version: number }>`
      update groups set permissions_version = permissions_version + 1
      where site = ${site.id} and id = any(${[...this.#groups]}::text[])
      returning id, permissions_version as version`.execute(db);
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

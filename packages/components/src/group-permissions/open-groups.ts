const MOST = 500;
const keyOf = (site: string, user: string) => `provost-open:${site}:${user}`;

/** Which groups a person has open, kept in this browser, the newest 500 of them. */
export class OpenGroups {
  #ids = new Set<string>();
  #key = '';

  /** What this person left open on this site. */
  recall(site: string, user: string): void {
    this.#key = keyOf(site, user);
    this.#ids = new Set();
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      if (Array.isArray(kept)) this.#ids = new Set(kept.filter((id) => typeof id === 'string'));
    } catch {
      // a browser that keeps nothing: what is open holds for this page
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  set(ids: readonly string[], open: boolean): void {
    for (const id of ids) {
      this.#ids.delete(id);
      if (open) this.#ids.add(id);
    }
    try {
      localStorage.setItem(this.#key, JSON.stringify([...this.#ids].slice(-MOST)));
    } catch {
      // as above
    }
  }
}

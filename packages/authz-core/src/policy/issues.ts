import type { Issue } from '../errors.js';

/** Reads untyped data, noting every fault with its path. What it returns is safe to go on with, even after a fault. */
export class Reader {
  readonly issues: Issue[] = [];

  /** Notes a fault. */
  fault(path: string, message: string): void {
    this.issues.push({ path: path || '.', message });
  }

  /** The own entries of an object. */
  entries(value: unknown, path: string, optional = false): [string, unknown][] {
    if (optional && value === undefined) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
    this.fault(path, 'must be an object');
    return [];
  }

  /** An object whose keys are among `known`. */
  fields(value: unknown, path: string, known: readonly string[]): ReadonlyMap<string, unknown> {
    const fields = new Map(this.entries(value, path));
    for (const name of fields.keys()) {
      if (!known.includes(name)) this.fault(join(path, name), 'is not known here');
    }
    return fields;
  }

  /** The items of an array. */
  list(value: unknown, path: string, optional = false): readonly unknown[] {
    if (optional && value === undefined) return [];
    if (Array.isArray(value)) return value as readonly unknown[];
    this.fault(path, 'must be an array');
    return [];
  }

  /** A string that is not empty. */
  text(value: unknown, path: string): string {
    if (typeof value === 'string' && value) return value;
    this.fault(path, 'must be a text');
    return '';
  }

  /** Texts, each among `known` where that is given. */
  texts(
    value: unknown,
    path: string,
    known?: { has(name: string): boolean },
    optional = false,
  ): readonly string[] {
    return this.list(value, path, optional).map((item, i) => this.name(item, `${path}[${i}]`, known));
  }

  /** A text among `known` where that is given. */
  name(value: unknown, path: string, known?: { has(name: string): boolean }): string {
    const name = this.text(value, path);
    if (name && known && !known.has(name)) this.fault(path, `\`${name}\` is not defined`);
    return name;
  }

  /** True or false, by name, each name among `known` where that is given. */
  flags(value: unknown, path: string, known?: { has(name: string): boolean }): Record<string, boolean> {
    const flags = Object.create(null) as Record<string, boolean>;
    for (const [name, flag] of this.entries(value, path, true)) {
      this.name(name, join(path, name), known);
      if (typeof flag !== 'boolean') this.fault(join(path, name), 'must be true or false');
      flags[name] = flag === true;
    }
    return flags;
  }
}

/** `roles` + `editor` → `roles.editor`. */
export const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

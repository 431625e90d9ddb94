import type { Issue } from '../errors.js';

/**
 * Reads the value at a path, notes every fault with its path, and gives the value back as what it should be.
 * What it gives back is safe to use only where no issue was noted.
 */
export type Read<T> = (value: unknown, path: string, issues: Issue[]) => T;

interface Names {
  has(name: string): boolean;
}

type Fields<T> = { readonly [K in keyof T]-?: Read<T[K] | undefined> };

/** Notes a fault. */
export const note = (issues: Issue[], path: string, message: string) =>
  issues.push({ path: path || '.', message });

const at = (path: string, name: string): string => (path ? `${path}.${name}` : name);

/** A value that passes a test. */
const value =
  <T>(test: (value: unknown) => boolean, message: string): Read<T> =>
  (value, path, issues) => {
    if (!test(value)) note(issues, path, message);
    return value as T;
  };

export const text = value<string>((it) => typeof it === 'string' && it !== '', 'must be a text');
export const flag = value<boolean>((it) => typeof it === 'boolean', 'must be true or false');

const anObject: Read<object> = (value, path, issues) => {
  if (typeof value === 'object' && value && !Array.isArray(value)) return value;
  note(issues, path, 'must be an object');
  return {};
};

/** A text among the names of what is defined. */
export const among =
  (names: Names): Read<string> =>
  (value, path, issues) => {
    const name = text(value, path, issues);
    if (typeof name === 'string' && name && !names.has(name))
      note(issues, path, `\`${name}\` is not defined`);
    return name;
  };

/** Something that may be missing; null is as good as missing. */
export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (value, path, issues) =>
    value === undefined || value === null ? undefined : read(value, path, issues);

/** An array of things of one kind. */
export const list =
  <T>(of: Read<T>): Read<T[]> =>
  (value, path, issues) => {
    if (Array.isArray(value)) return Array.from(value, (item, i) => of(item, `${path}[${i}]`, issues));
    note(issues, path, 'must be an array');
    return [];
  };

/** An object with things of one kind under names of the host's choice, or among `names`. */
export const record =
  <T>(of: Read<T>, names?: Names): Read<Record<string, T>> =>
  (value, path, issues) => {
    const read = Object.create(null) as Record<string, T>;
    for (const [name, item] of Object.entries(anObject(value, path, issues))) {
      if (names && !names.has(name)) note(issues, at(path, name), 'is not known here');
      read[name] = of(item, at(path, name), issues);
    }
    return read;
  };

/** An object with known fields. Others are passed over. */
export const object =
  <T>(fields: Fields<T>): Read<T> =>
  (value, path, issues) => {
    const read = {} as T;
    const given = anObject(value, path, issues) as T;
    for (const name in fields) {
      const item = fields[name](given[name], at(path, name), issues);
      if (item !== undefined) read[name] = item;
    }
    return read;
  };

/** An object with known fields and no others. */
export const only = <T>(fields: Fields<T>): Read<T> => {
  const known = record((value) => value, new Map(Object.entries(fields)));
  return (value, path, issues) => object(fields)(known(value, path, issues), path, issues);
};

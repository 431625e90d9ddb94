import { PolicyError, type Issue } from '../errors.js';
import { compilePolicy } from './compile-policy.js';
import { among, either, fault, fields, flag, list, optional, record, text, type Shape } from './issues.js';
import { isParts, merged } from './merge.js';
import type { PermissionDocument, PermissionOf, Policy, PolicyDocument, WholeDocument } from './policy.js';

/**
 * Checks a policy document whole, with what it extends, and compiles it.
 * @throws {PolicyError} that lists every fault with its path.
 */
export function definePolicy<const D extends PolicyDocument>(document: D): Policy<PermissionOf<D>> {
  return orRefused(() => {
    if (!isParts(document)) throw new PolicyError(fault('', 'must be an object'));
    const issues: Issue[] = [];
    const whole = merged(document, issues);
    issues.push(...shapeOf(whole)(whole, ''));
    if (issues.length > 0) throw new PolicyError(issues);
    return compilePolicy(whole) as Policy<PermissionOf<D>>;
  });
}

/**
 * Compiles a whole document that was checked before, such as one that the site's own server sends: a page need not
 * carry the check, nor what merges a policy with the one that it extends.
 * @throws {PolicyError} where it is no policy at all, or one that extends another.
 */
export const loadPolicy = (document: unknown): Policy =>
  orRefused(() => {
    const { extends: extended, ...parts } = document as PolicyDocument;
    if (extended) throw new PolicyError(fault('extends', 'is for `definePolicy`'));
    // as: it was checked
    return compilePolicy({ ...LEFT_OUT, ...parts } as WholeDocument);
  });

/** The parts that may be left out. */
const LEFT_OUT = { settings: {}, catalogue: {}, levels: {}, areas: {}, operations: {}, defaults: [] };

/** what breaks when it is read is no policy, such as one that extends itself. */
function orRefused<P>(make: () => P): P {
  try {
    return make();
  } catch (error) {
    throw error instanceof PolicyError ? error : new PolicyError(fault('', 'is no policy'));
  }
}

type Parts = Record<string, unknown>;

/** The parts of what may be no object at all. */
const partsOf = (value: unknown): Parts => Object(value) as Parts;
const namesOf = (part: unknown): string[] => Object.keys(partsOf(part));

const KEPT = ['everything', 'self', 'owner'];
const RISKS = ['personal-data', 'data-loss', 'money', 'impersonation', 'wide-reach'];

/** What a document must look like, given the names it defines. */
function shapeOf(document: Readonly<Parts> | object): Shape {
  const { scopes, resources, settings, permissions, roles, levels, catalogue } = document as Parts;
  const permission = among(namesOf(permissions));
  const role = among(namesOf(roles));
  const level = among(namesOf(levels));
  const place = among([...namesOf(scopes), 'site']);
  const scope = among(namesOf(scopes));
  const type = among(namesOf(resources));
  const relation = among([...Object.values(partsOf(resources)).flatMap(namesOf), ...KEPT]);
  const some = (of: Shape) => optional(list(of));
  const label = optional(text);
  const labelled = { label, description: label };
  const when = optional(fields(Object.fromEntries(namesOf(settings).map((id) => [id, optional(flag)]))));
  const guards = {
    slot: label,
    assignedBy: optional(permission),
    notSelf: optional(flag),
    mayHold: some(role),
  };
  const permissionOf = (id: unknown) =>
    partsOf(partsOf(permissions)[id as string]) as Partial<PermissionDocument>;
  const along = fields({ by: some(relation), all: some(relation), via: some(role), outside: some(scope) });
  const reach = either(KEPT, (value, path) => [
    ...along(value, path),
    ...(namesOf(partsOf(value).all).length > 0 || 'by' in partsOf(value)
      ? []
      : fault(path, 'needs `by` or `all`')),
  ]);
  const partOf =
    ({ on, for: second }: Partial<PermissionDocument>): Shape =>
    (id, path) => {
      const part = permissionOf(id);
      return part.on === on && part.for === second && !part.allOf
        ? []
        : fault(path, 'must be a single permission asked on the same type');
    };
  /** RL-02: only what can be chosen, and only at a level that it is for. */
  const chosenAt =
    (at: unknown): Shape =>
    (id, path) => {
      const { levels, area } = permissionOf(id);
      const faults = permission(id, path);
      if (faults.length > 0) return faults;
      if (area === undefined) return fault(path, 'cannot be chosen for a role: it has no area');
      return Array.isArray(levels) && !levels.includes(at)
        ? fault(path, `is not for the level \`${String(at)}\``)
        : [];
    };
  return fields({
    id: text,
    label,
    scopes: record(fields({ label, tree: optional(flag), movedBy: optional(permission) })),
    resources: record((value, path) => [
      ...record(scope)(value, path),
      ...namesOf(value)
        .filter((name) => KEPT.includes(name))
        .flatMap((name) => fault(`${path}.${name}`, 'is a relation that every resource has')),
    ]),
    settings: record(fields({ byDefault: flag, label })),
    permissions: record((value, path) => {
      const single = (of: Shape) => (partsOf(value).allOf ? optional(saidOfParts) : optional(of));
      return fields({
        on: type,
        for: optional(type),
        allOf: some(partOf(partsOf(value))),
        ...labelled,
        area: optional(among(namesOf(catalogue))),
        levels: some(level),
        includes: single(list(permission)),
        requires: single(list(permission)),
        reach: single(only(namesOf(levels), reach)),
        when: single(when),
        beneficiary: optional(either(['self', 'others'])),
        risks: some(either(RISKS)),
        caution: label,
        since: label,
      })(value, path);
    }),
    catalogue: record(fields({ label: text })),
    levels: record(
      fields({
        ...labelled,
        at: list(place),
        below: optional(flag),
        reach: only(namesOf(resources), reach),
        ...guards,
      }),
    ),
    roles: record((value, path) => {
      const { level: at } = partsOf(value);
      return fields({
        ...labelled,
        at: at === undefined ? list(place) : some(place),
        below: optional(flag),
        ...guards,
        byDefault: optional(flag),
        all: optional(flag),
        level: optional(level),
        can: some(at === undefined ? (_, path) => fault(path, 'needs a level') : chosenAt(at)),
        saved: label,
        holders: optional(
          fields({
            atLeast: optional(count),
            atMost: optional(count),
            whenFull: optional(either(['refuse', 'replace'])),
          }),
        ),
        give: some(role),
        grants: some(fields({ can: list(permission), reach, for: optional(reach), when })),
      })(value, path);
    }),
    areas: record(fields({ label: text, editor: role, edit: permission, when })),
    operations: record(list(permission)),
    defaults: list(
      fields({
        on: text,
        give: list(role),
        to: either(['actor', 'subject'], fields({ holders: optional(role), members: optional(scope) })),
        at: place,
        of: optional(scope),
        when,
        source: text,
      }),
    ),
  });
}

/** A name for several permissions says nothing of itself that a person would have to have. */
const saidOfParts: Shape = (_, path) => fault(path, 'is to be said of the parts');

const count: Shape = (it, path) =>
  Number.isSafeInteger(it) && (it as number) > 0 ? [] : fault(path, 'must be a whole number from 1');

/** An object whose names are defined. */
const only = (names: readonly string[], of: Shape): Shape =>
  fields(Object.fromEntries(names.map((name) => [name, optional(of)])));

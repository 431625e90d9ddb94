import { PolicyError, type Issue } from '../errors.js';
import { compilePolicy } from './compile-policy.js';
import { among, flag, list, note, only, optional, record, text, type Read } from './issues.js';
import type { Policy, PolicyDocument } from './policy.js';

/**
 * Checks a policy document whole and compiles it.
 * @throws {PolicyError} that lists every fault with its path.
 */
export function definePolicy(document: PolicyDocument): Policy {
  const issues: Issue[] = [];
  shapeOf(document)(document, '', issues);
  if (issues.length > 0) throw new PolicyError(issues);
  return compilePolicy(document);
}

/** What a document must look like, given the names it defines. */
function shapeOf(document: unknown): Read<unknown> {
  const part = (name: string) => fields(fields(document)[name]);
  const names = (name: string) => new Set(Object.keys(part(name)));
  const scopes = names('scopes');
  const places = new Set([...scopes, 'site']);
  const permission = among(names('permissions'));
  const role = among(names('roles'));
  const relations = new Set(Object.values(part('resources')).flatMap((ways) => Object.keys(fields(ways))));
  const label = optional(text);
  const when = optional(record(flag, names('settings')));
  return only({
    id: text,
    label,
    scopes: record(only({ tree: optional(flag) })),
    resources: record(record(among(scopes))),
    settings: optional(record(only({ byDefault: flag, label }))),
    permissions: record((value, path, issues) =>
      only({
        on: among(names('resources')),
        allOf: optional(list(partOf(fields(value).on, part('permissions'), permission))),
        label,
        description: label,
      })(value, path, issues),
    ),
    roles: record(
      only({
        label,
        at: list(among(places)),
        below: optional(flag),
        slot: label,
        byDefault: optional(flag),
        mayHold: optional(list(role)),
        assignedBy: optional(permission),
        notSelf: optional(flag),
        grants: list(
          only({
            can: list(permission),
            reach: either(['everything', 'self', 'owner'], only({ by: list(among(relations)) })),
            when,
          }),
        ),
      }),
    ),
    areas: optional(record(only({ label: text, editor: role, edit: permission, when }))),
    defaults: optional(
      list(
        only({
          on: text,
          give: list(role),
          to: either(['actor'], only({ holders: role })),
          at: among(places),
          source: text,
        }),
      ),
    ),
  });
}

/** The fields of what may be no object at all. */
const fields = (value: unknown): Record<string, unknown> => Object(value) as Record<string, unknown>;

const either =
  (words: readonly unknown[], read: Read<unknown>): Read<unknown> =>
  (value, path, issues) =>
    words.includes(value) ? value : read(value, path, issues);

/** A permission that can be held together with others: asked on the same type, and no such set itself. */
const partOf =
  (on: unknown, permissions: Record<string, unknown>, permission: Read<string>): Read<string> =>
  (value, path, issues) => {
    const id = permission(value, path, issues);
    const other = fields(permissions[id]);
    if (other.on !== on) note(issues, path, 'is asked on another type');
    if (other.allOf) note(issues, path, 'is made of several itself');
    return id;
  };

import { PolicyError } from '../errors.js';
import { compilePolicy } from './compile-policy.js';
import { among, fault, fields, flag, list, optional, record, text, type Shape } from './issues.js';
import type { Policy, PolicyDocument } from './policy.js';

/**
 * Checks a policy document whole and compiles it.
 * @throws {PolicyError} that lists every fault with its path.
 */
export function definePolicy(document: PolicyDocument): Policy {
  const issues = shapeOf(document)(document, '');
  if (issues.length > 0) throw new PolicyError(issues);
  return compilePolicy(document);
}

type Parts = Record<string, unknown>;

/** The parts of what may be no object at all. */
const partsOf = (value: unknown): Parts => Object(value) as Parts;

/** What a document must look like, given the names it defines. */
function shapeOf(document: unknown): Shape {
  const { scopes, resources, settings, permissions, roles } = partsOf(document);
  const namesOf = (part: unknown) => Object.keys(partsOf(part));
  const permission = among(namesOf(permissions));
  const role = among(namesOf(roles));
  const place = among([...namesOf(scopes), 'site']);
  const relation = among(Object.values(partsOf(resources)).flatMap(namesOf));
  const label = optional(text);
  const partOf =
    (whole: unknown): Shape =>
    (id, path) => {
      const part = partsOf(partsOf(permissions)[id as string]);
      return part.on === partsOf(whole).on && !part.allOf
        ? []
        : fault(path, 'must be a single permission asked on the same type');
    };
  const when = optional(fields(Object.fromEntries(namesOf(settings).map((id) => [id, optional(flag)]))));
  return fields({
    id: text,
    label,
    scopes: record(fields({ tree: optional(flag) })),
    resources: record(record(among(namesOf(scopes)))),
    settings: optional(record(fields({ byDefault: flag, label }))),
    permissions: record((value, path) =>
      fields({
        on: among(namesOf(resources)),
        allOf: optional(list(partOf(value))),
        label,
        description: label,
      })(value, path),
    ),
    roles: record(
      fields({
        label,
        at: list(place),
        below: optional(flag),
        slot: label,
        byDefault: optional(flag),
        mayHold: optional(list(role)),
        assignedBy: optional(permission),
        notSelf: optional(flag),
        grants: list(
          fields({
            can: list(permission),
            reach: either(['everything', 'self', 'owner'], fields({ by: list(relation) })),
            when,
          }),
        ),
      }),
    ),
    areas: optional(record(fields({ label: text, editor: role, edit: permission, when }))),
    defaults: optional(
      list(
        fields({
          on: text,
          give: list(role),
          to: either(['actor'], fields({ holders: role })),
          at: place,
          source: text,
        }),
      ),
    ),
  });
}

const either =
  (words: readonly unknown[], shape: Shape): Shape =>
  (value, path) =>
    words.includes(value) ? [] : shape(value, path);

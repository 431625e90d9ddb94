import type { Access, Pair, PermissionLike } from '../access/access.js';
import type { Decision, Reason, Scope } from '../access/decision.js';
import { isIn } from '../access/places.js';
import type { Literal } from '../access/reach.js';
import type { Resource } from '../vocabulary.js';
import { distinct, linesThatGive, idsBy, idsThrough, type Asked } from './asked.js';
import { missingOf } from './missing.js';

/**
 * The decision of `access.decide` with all that can be said of it: through which scope a role reaches and where the
 * resource lies below it, or the smallest things that are missing. Slower than `decide`, and apart from it, so
 * that a page carries it only where somebody asks. Never throws.
 */
export function why<P extends string>(
  access: Access<P>,
  permission: PermissionLike<P>,
  resource?: Resource,
  pair?: Pair,
): Decision {
  const decision = access.decide(permission, resource, pair);
  try {
    const { policy, snapshot }: Access = access;
    const asked = resource ?? { site: snapshot.site, type: 'site', id: snapshot.site };
    const question = (id: string): Asked => ({
      access,
      part: policy.permission(id),
      resource: asked,
      second: pair?.for,
    });
    const token = policy.permission(typeof permission === 'string' ? permission : permission.id);
    if (decision.allowed) {
      const reasons = (token.allOf ?? [token]).flatMap(({ id }) => reasonsOf(question(id)));
      return { ...decision, reasons: distinct(reasons) };
    }
    // what cannot even be asked has one cause
    if (decision.missing.some(({ code }) => code !== 'not-granted')) return decision;
    return { ...decision, missing: decision.missing.map((one) => missingOf(question(one.permission))) };
  } catch {
    // what a host hands over may do anything when read
    return decision;
  }
}

function reasonsOf(asked: Asked): Reason[] {
  const { access, part, resource, second } = asked;
  return linesThatGive(access.linesAt(access.now, access.settings), asked).map(
    ({ role, assignment, all, second: others = [] }): Reason => {
      const [first, ...rest] = scopesOf(access, all, resource);
      const [other] = second ? scopesOf(access, others, second) : [];
      const via = [...all, ...others].find(({ through }) => through !== assignment)?.through;
      return {
        permission: part.id,
        role: role.id,
        ...(first && { scope: first.scope }),
        assignment,
        ...(first?.inherited && { inherited: first.inherited }),
        ...(rest.length > 0 && { and: rest.map(({ scope }) => scope) }),
        ...(via && { via }),
        ...(other && { second: other.scope }),
      };
    },
  );
}

/** The scopes through which a resource is reached, where it lies in them itself if possible. */
function scopesOf(
  access: Access,
  literals: readonly Literal[],
  resource: Resource,
): { readonly scope: Scope; readonly inherited: Scope | undefined }[] {
  return literals
    .filter(({ kind }) => kind === 'in')
    .map((literal) => {
      const { relation, scopeType: type } = literal;
      const ids = idsThrough(access, literal, resource);
      const direct = idsBy(resource, relation);
      const id = (ids.find((one) => direct.includes(one)) ?? ids[0]) as string;
      const [below] = direct.filter((one) => isIn(access.places, { type, id: one }, [id], literal.below));
      const isDirect = below === undefined || direct.includes(id);
      return { scope: { type, id }, inherited: isDirect ? undefined : { type, id: below } };
    });
}

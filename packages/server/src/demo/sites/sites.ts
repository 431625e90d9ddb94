import type { Policy } from '@provost/authz-core';
import type { DemoSite } from './demo-site.js';
import { derivedSite } from './derived.js';
import { linden } from './group-leader.js';
import { maple } from './lms-roles.js';
import { cedar } from './role-levels.js';
import { harbour } from './site-group-session.js';

const written: readonly DemoSite[] = [linden, harbour, cedar, maple];

/** The demonstration's sites: one for each policy but the one of Damson Academy, which has pages of its own. */
export const demoSites = (policies: readonly Policy[]): DemoSite[] =>
  policies
    .filter(({ id }) => id !== 'editor-viewer')
    .map((policy) => written.find((site) => site.policy === policy.id) ?? derivedSite(policy));

import type { Policy } from '@provost/authz-core';
import type { DemoSite } from './demo-site.js';
import { linden } from './group-leader.js';
import { maple } from './lms-roles.js';
import { cedar } from './role-levels.js';
import { harbour } from './site-group-session.js';
import { juniper } from './standard.js';

const written: readonly DemoSite[] = [linden, harbour, cedar, maple, juniper];

/** The demonstration's sites: one for each policy but the one of Damson Academy, which has pages of its own. */
export const demoSites = (policies: readonly Policy[]): DemoSite[] =>
  written.filter(({ policy }) => policies.some(({ id }) => id === policy));

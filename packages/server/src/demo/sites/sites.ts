import type { Policy } from '@provost/authz-core';
import type { DemoSite } from './demo-site.js';
import { rowan } from './editor-viewer.js';
import { linden } from './group-leader.js';
import { maple } from './lms-roles.js';
import { cedar } from './role-levels.js';
import { harbour } from './site-group-session.js';
import { juniper } from './standard.js';

const written: readonly DemoSite[] = [rowan, linden, harbour, cedar, maple, juniper];

/** The demonstration's sites: one for each policy, beside Damson Academy, which has a page of its own. */
export const demoSites = (policies: readonly Policy[]): DemoSite[] =>
  written.filter(({ policy }) => policies.some(({ id }) => id === policy));

import type { PermissionDocument } from '../../policy/policy.js';
import { admins, instructors, managers } from './levels.js';

/** The community, notifications and e-mail. */
export const communication = {
  'community.manage': {
    label: 'Manage community',
    description: 'Change how the community looks and works.',
    on: 'space',
    area: 'communication',
    levels: managers,
  },
  // RL-14
  'spaces.manage': {
    label: 'Manage community spaces',
    description: 'Edit spaces, invite and remove people, name managers.',
    on: 'space',
    area: 'communication',
    levels: managers,
  },
  'posts.moderate': {
    label: 'Moderate community posts',
    description: 'Edit and delete what others posted.',
    on: 'post',
    area: 'communication',
    levels: managers,
    risks: ['data-loss'],
  },
  'community-settings.manage': {
    label: 'Manage community settings',
    description: 'Say who gets into the community.',
    on: 'space',
    area: 'communication',
    levels: managers,
  },
  'notification-settings.manage': {
    label: 'Manage notification settings',
    description: 'Who is notified of what, and the signature.',
    on: 'site',
    area: 'communication',
    levels: admins,
  },
  'notification-emails.manage': {
    label: 'Manage notification e-mails',
    description: 'Change the e-mails that go out by themselves.',
    on: 'site',
    area: 'communication',
    levels: admins,
  },
  'emails.manage': {
    label: 'Manage e-mails',
    description: 'Write to many learners, now or at a set time.',
    on: 'user',
    area: 'communication',
    levels: instructors,
    includes: ['emails.view'],
    risks: ['wide-reach'],
  },
  'emails.view': {
    label: 'View e-mails',
    description: 'See what was sent and what is to be sent.',
    on: 'email',
    area: 'communication',
    levels: instructors,
    risks: ['personal-data'],
  },
} satisfies Record<string, PermissionDocument>;

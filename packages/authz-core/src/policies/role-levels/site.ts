import type { PermissionDocument } from '../../policy/policy.js';
import { admins } from './levels.js';

/** The site builder, the mobile app and the settings of the school. RL-08: each gives what it says, nothing beside. */
export const site = {
  'site-pages.manage': {
    label: 'Create and manage site pages',
    description: 'Build pages. Not the domain, designs, sign-in or blog set-up.',
    on: 'site',
    area: 'site-builder',
    levels: admins,
    includes: ['course-page.edit', 'blog-home.edit'],
  },
  'blog-home.edit': { label: 'Edit the blog’s home', on: 'site' },
  'site-settings.manage': {
    label: 'Manage site settings',
    description: 'Switch and delete designs; set the domain, sign-in and sign-up.',
    on: 'site',
    area: 'site-builder',
    levels: admins,
    risks: ['data-loss', 'wide-reach'],
  },
  'blog.set-up': {
    label: 'Set up blog',
    description: 'All of the blog’s set-up. Not its home.',
    on: 'site',
    area: 'site-builder',
    levels: admins,
  },
  'mobile.manage': {
    label: 'Manage mobile settings',
    description: 'Change the school’s mobile app.',
    on: 'site',
    area: 'mobile',
    levels: admins,
  },
  'school.manage': {
    label: 'Manage school settings',
    description: 'School details, privacy, video and gamification.',
    on: 'site',
    area: 'settings',
    levels: admins,
    risks: ['wide-reach'],
  },
  'translations.manage': {
    label: 'Manage translations',
    description: 'Change the language of the site.',
    on: 'site',
    area: 'settings',
    levels: admins,
  },
  'finance.manage': {
    label: 'Manage financial settings',
    description: 'Currency, payments, invoices, billing and tax.',
    on: 'site',
    area: 'settings',
    levels: admins,
    risks: ['money'],
  },
  'integrations.manage': {
    label: 'Manage integrations',
    description: 'Connect other services. Not those for live sessions.',
    on: 'site',
    area: 'settings',
    levels: admins,
    risks: ['wide-reach'],
  },
  'api.manage': {
    label: 'Manage API keys and webhooks',
    description: 'Let other programs read and change data.',
    on: 'site',
    area: 'settings',
    levels: admins,
    risks: ['personal-data', 'wide-reach'],
  },
  // RL-16: about an account and the course it is used for
  'live-setup.manage': {
    label: 'Manage live sessions set-up',
    description: 'Connect accounts. Instructors: their own, for their courses.',
    on: 'account',
    for: 'course',
    area: 'settings',
    levels: [...admins, 'instructional'],
    reach: { instructional: 'owner' },
  },
  'daily-news.manage': {
    label: 'Manage daily news and resources',
    description: 'Choose the news and resources that learners see.',
    on: 'site',
    area: 'settings',
    levels: admins,
  },
} satisfies Record<string, PermissionDocument>;

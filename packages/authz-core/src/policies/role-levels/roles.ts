import type { PolicyDocument } from '../../policy/policy.js';

/** Roles that are there from the start. A site makes its own of a level and permissions (RL-03). */
export const roles = {
  administrator: {
    label: 'Administrator',
    description: 'Everything',
    at: ['site'],
    all: true,
    assignedBy: 'users.manage',
    holders: { atLeast: 1 },
  },
  'marketing-manager': {
    label: 'Marketing manager',
    level: 'administrative',
    can: [
      'bundles.manage',
      'subscriptions.manage',
      'promotions.manage',
      'plan-promotions.manage',
      'leads.manage',
      'forms.manage',
      'nps.manage',
      'affiliates.manage',
    ],
  },
  support: {
    label: 'Support',
    level: 'administrative',
    can: ['users.view', 'users.basic', 'users.approve', 'emails.view', 'activity.view'],
  },
  instructor: {
    label: 'Instructor',
    level: 'instructional',
    can: [
      'live-sessions.manage',
      'course-page.edit',
      'course-content.manage',
      'course-dashboard.view',
      'users.view',
      'emails.manage',
      'forms.manage',
      'insights.view',
      'sales.view',
      'gradebook.manage',
      'certificates.manage',
      'assignments.manage',
      'live-setup.manage',
    ],
  },
  'teaching-assistant': {
    label: 'Teaching assistant',
    level: 'instructional',
    can: ['live-sessions.view', 'users.view', 'gradebook.view', 'assignments.manage'],
  },
  'group-manager': {
    label: 'User group manager',
    level: 'management',
    at: ['group'],
    can: ['groups.manage', 'members.view'],
  },
  'seat-manager': {
    label: 'Seat manager',
    level: 'management',
    at: ['offering'],
    can: ['groups.manage', 'members.view'],
  },
  // RL-14: promotes others to what they are themselves
  'space-manager': {
    label: 'Space manager',
    level: 'management',
    at: ['space'],
    assignedBy: 'spaces.manage',
    can: ['spaces.manage', 'posts.moderate'],
  },
  reporter: {
    label: 'Reporter',
    level: 'reporting',
    can: ['users.view', 'analytics.view', 'analytics.export', 'activity.view', 'gradebook.view'],
  },
} satisfies PolicyDocument['roles'];

import { course, thing, type DemoSite } from './demo-site.js';

const held = (role: string, scopes: Record<string, string[]>) => ({ role, scopes, givenBy: 'helen' });

/** One person a level, each with a part of the school. */
export const cedar: DemoSite = {
  id: 'cedar',
  name: 'Cedar School',
  policy: 'role-levels',
  settings: { paymentAccount: true },
  people: [
    { id: 'helen', name: 'Helen Brandt', label: 'administrator', role: 'administrator' },
    {
      id: 'ines',
      name: 'Inês Duarte',
      label: 'instructor of Baking',
      holds: [held('instructor', { course: ['baking'] })],
    },
    {
      id: 'goran',
      name: 'Goran Ilić',
      label: 'manager of the bakers and their seats',
      holds: [
        held('group-manager', { group: ['bakers'] }),
        held('seat-manager', { offering: ['ten-seats'] }),
      ],
    },
    {
      id: 'ruth',
      name: 'Ruth Cohen',
      label: 'reporter on newcomers in Baking',
      holds: [held('reporter', { segment: ['newcomers'], course: ['baking'] })],
    },
    {
      id: 'kai',
      name: 'Kai Lehtonen',
      label: 'learner',
      within: { course: ['baking', 'tea'], segment: ['newcomers'], offering: ['ten-seats'] },
    },
    { id: 'mia', name: 'Mia Sørensen', within: { course: ['tea'], segment: ['regulars'] } },
  ],
  content: [course('baking', 'Baking'), course('tea', 'Tea')],
  groups: [
    { id: 'bakers', name: 'Bakers', members: ['kai'] },
    { id: 'tasters', name: 'Tasters', members: ['mia'] },
  ],
  resources: [
    thing('record', 'kai-baking', 'Kai’s record in Baking', {
      owner: 'kai',
      within: { course: ['baking'], segment: ['newcomers'] },
    }),
    thing('record', 'kai-tea', 'Kai’s record in Tea', {
      owner: 'kai',
      within: { course: ['tea'], segment: ['newcomers'] },
    }),
    thing('record', 'mia-tea', 'Mia’s record in Tea', {
      owner: 'mia',
      within: { course: ['tea'], segment: ['regulars'] },
    }),
    thing('activity', 'kai-visit', 'Kai’s visit on Monday', {
      owner: 'kai',
      within: { segment: ['newcomers'] },
    }),
    thing('live-session', 'sourdough', 'Sourdough, live', { within: { course: ['baking'] } }),
    thing('question-bank', 'flours', 'Flours', { within: { course: ['baking'] } }),
    thing('question-bank', 'leaves', 'Leaves', { within: { course: ['tea'] } }),
    thing('sale', 'order-1', 'Order 1', { within: { course: ['baking'] } }),
    thing('promotion', 'autumn-offer', 'Autumn offer', { within: { course: ['tea'] } }),
    thing('email', 'welcome-mail', 'Welcome to Baking', { within: { course: ['baking'] } }),
    thing('account', 'ines-meetings', 'Inês’ meetings account', { owner: 'ines' }),
    thing('report', 'monthly', 'Monthly report', { owner: 'ruth' }),
    thing('segment', 'newcomers', 'Newcomers'),
    thing('segment', 'regulars', 'Regulars'),
    thing('offering', 'ten-seats', 'Ten seats for a bakery'),
    thing('space', 'kitchen-table', 'The kitchen table'),
    thing('post', 'first-loaf', 'My first loaf', { owner: 'kai', within: { space: ['kitchen-table'] } }),
  ],
};

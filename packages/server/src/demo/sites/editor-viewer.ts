import { course, type DemoSite } from './demo-site.js';

/** An organisation with history that has not turned Editor and Viewer on yet (EV-02, EV-14). */
export const rowan: DemoSite = {
  id: 'rowan',
  name: 'Rowan Services',
  policy: 'editor-viewer',
  note: 'not turned on yet',
  settings: { editorViewer: false },
  people: [
    { id: 'helen', name: 'Helen Marsh', label: 'manager', role: 'manager' },
    { id: 'omar', name: 'Omar Haddad', label: 'sub-manager', role: 'sub-manager' },
    { id: 'ines', name: 'Inês Duarte', label: 'another sub-manager', role: 'sub-manager' },
    { id: 'jack', name: 'Jack Byrne' },
    { id: 'mei', name: 'Mei Tanaka' },
  ],
  content: [course('hygiene', 'Hygiene'), course('lifting', 'Safe lifting')],
  groups: [
    { id: 'kitchens', name: 'Kitchens', members: ['jack', 'mei'], content: ['hygiene'], createdBy: 'helen' },
    { id: 'stores', name: 'Stores', members: ['mei'], content: ['lifting'], createdBy: 'omar' },
    { id: 'night-shift', name: 'Night shift', parent: 'stores', createdBy: 'helen' },
  ],
};

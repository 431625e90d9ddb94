import { msg } from '@lit/localize';
import type { Area } from '@provost/authz-core';

/** An area's name: in the reader's language where we know its id, else the policy's own label. */
export function areaLabel({ id, label }: Pick<Area, 'id' | 'label'>): string {
  if (id === 'users') return msg('User Access');
  if (id === 'content') return msg('e-Folder Access');
  return label;
}

/** The area in one word, where a row has no room for more. */
export function areaWord({ id, label }: Pick<Area, 'id' | 'label'>): string {
  if (id === 'users') return msg('Users');
  if (id === 'content') return msg('Content');
  return label;
}

/** "Editor" or "Viewer". */
export const levelWord = (edits: boolean): string => (edits ? msg('Editor') : msg('Viewer'));

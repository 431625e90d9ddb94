import { html } from 'lit';
import { userEvent, expect, within } from 'storybook/test';
import type { Screen } from '../screen.js';
import type { Fault } from '../server/faults.js';
import type { Setting } from '../server/world.js';
import { fernhill } from './fernhill.js';

/** What the element's attributes are set to. */
export interface Args {
  group?: string;
  readonly?: boolean;
  disabled?: boolean;
  theme?: 'light' | 'dark';
  density?: 'compact' | 'default' | 'comfortable';
}

/** The element as a host page writes it. */
export const render = ({ group, readonly, disabled, theme, density }: Args) => html`
  <group-permissions
    style="--provost-max-height: min(100dvh - 32px, 860px)"
    group=${group ?? 'sales-north'}
    ?readonly=${readonly ?? false}
    ?disabled=${disabled ?? false}
    .theme=${theme}
    .density=${density ?? 'default'}
  ></group-permissions>
`;

/** Who is signed in, and where. */
export const as = (person: string, site = fernhill, fault?: Fault): { world: Setting } => ({
  world: { site, as: person, ...(fault && { fault }) },
});

type Names = readonly (string | RegExp)[];

/** Waits for these buttons. */
export async function expectOffered(page: Screen, names: Names): Promise<void> {
  for (const name of names) await expect(await page.findByRole('button', { name })).toBeEnabled();
}

/** EV-12: hidden, not merely disabled. Ask once the page is there: nothing is there before it. */
export async function expectRefused(page: Screen, names: Names): Promise<void> {
  for (const name of names) await expect(page.queryAllByRole('button', { name })).toHaveLength(0);
}

/** Opens Manage Permissions from the group's header, and waits for the people. */
export async function openDialog(page: Screen): Promise<Screen> {
  await userEvent.click(await page.findByRole('button', { name: 'Manage Permissions' }));
  const dialog = within(await page.findByRole('dialog', { name: /^Manage Permissions: / }));
  await dialog.findByRole('row', { name: /Diego Ramírez/ });
  return dialog;
}

/** The toggle of this name. */
export const segments = (dialog: Screen, name: string): Screen =>
  within(dialog.getByRole('radiogroup', { name }));

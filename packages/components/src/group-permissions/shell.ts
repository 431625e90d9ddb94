import { msg } from '@lit/localize';
import { mayDo, type Access } from '@provost/authz-core';
import type { Provost } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionView } from '../access/context.js';
import { alert, icon, lock, type Icon } from '../ui/icons.js';
import { bar, errorView, stateView } from '../ui/states.js';
import { whoGives } from './notice.js';
import { problemOf } from './problem.js';

/** What stands where the groups would be, as long as it is not known who looks, or they may see none. */
export function renderShell(
  session: SessionView | undefined,
  client: Provost | undefined,
  access: Access | undefined,
): TemplateResult | undefined {
  // SG-07: who has no group yet may be free to make one
  if (access && ['groups.view', 'groups.create'].some((one) => mayDo(access, one))) return undefined;
  return html`<div class="across">${session ? stateOf(session, client, access) : notConnected()}</div>`;
}

function stateOf(session: SessionView, client: Provost | undefined, access: Access | undefined) {
  if (access) return refused(access);
  if (session.error)
    return errorView({
      title: msg('Your access did not load'),
      ...problemOf(session.error),
      onRetry: () => void session.refresh(),
    });
  return client ? waiting() : stateView({ icon: lock, title: msg('Nobody is signed in') });
}

/** A bar across the frame about what does not work now, with a way on. */
export const renderBanner = (sign: Icon, text: string, onRetry: () => void): TemplateResult =>
  html`<p class="notice notice-warning across" role="status">
    ${icon(sign)}<span class="grow">${text}</span>
    <button type="button" class="link-btn" @click=${onRetry}>${msg('Try again')}</button>
  </p>`;

/** Grey bars where a header and its rows will stand. */
export const waiting = (): TemplateResult =>
  html`<div class="head" role="status" aria-label=${msg('Loading')}>
    ${[96, 200, 320, 0, 132, 96, 150, 110, 84, 124].map((width) => html`<p>${width ? bar(width) : nothing}</p>`)}
  </div>`;

const notConnected = () =>
  stateView({
    icon: alert,
    title: msg('Not connected'),
    text: msg('This page has not put <group-permissions> into an <access-provider>.'),
  });

const refused = (access: Access) =>
  stateView({
    icon: lock,
    title: msg('You may not see groups'),
    text: whoGives(access, 'groups.view', { site: access.snapshot.site, type: 'group', id: '' }),
  });

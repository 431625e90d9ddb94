import { defaultsOn } from '@provost/authz-core';
import { sql } from 'kysely';
import { requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { rolesBrought } from '../defaults/directory.js';
import { giveRoles } from '../defaults/give-defaults.js';
import type { Call } from '../requests/call.js';
import { invalid } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';

/** The switches of the site with their version, for those who may set them. */
export function readSettings(call: Call) {
  requireOperation(call, 'settings.edit');
  return { settings: { ...call.access.settings }, version: call.site.settingsVersion };
}

/** EV-01, EV-02: sets switches; what being on for the first time brings, the policy says. */
export async function updateSettings(
  call: Call,
  { ifMatch, settings }: { ifMatch: string | undefined; settings: Readonly<Record<string, boolean>> },
) {
  const why = requireOperation(call, 'settings.edit');
  for (const id of Object.keys(settings)) {
    if (!Object.hasOwn(call.access.settings, id))
      throw invalid(`json.settings.${id}`, 'is no setting of this site');
  }
  requireVersion(ifMatch, call.site.settingsVersion);
  const before = call.access.settings;
  const after = { ...before, ...settings };
  if (Object.keys(after).every((id) => after[id] === before[id])) return readSettings(call);
  await turn(call, after);
  await record(call, [
    { action: 'settings-changed', resource: { type: 'site', id: call.site.id }, before, after, why },
  ]);
  return { settings: after, version: call.site.settingsVersion + 1 };
}

/** What setting the switches takes: who does it, where, and when. */
export type SettingsCall = Pick<Call, 'db' | 'policy' | 'newId' | 'now'> & {
  readonly site: Pick<Call['site'], 'id' | 'turnedOn'>;
  readonly person: { readonly id: string } | undefined;
};

/** Stores the switches; each that is on for the first time leaves what that event brings. */
export async function turn(call: SettingsCall, settings: Readonly<Record<string, boolean>>): Promise<void> {
  const { db, site, now } = call;
  const first = Object.keys(settings).filter((id) => settings[id] && !Object.hasOwn(site.turnedOn, id));
  for (const id of first) await giveOn(call, `${id}-first-on`, settings);
  const at = new Date(now).toISOString();
  const turnedOn = { ...site.turnedOn, ...Object.fromEntries(first.map((id) => [id, at])) };
  await sql`
    update sites set settings = ${JSON.stringify(settings)}::jsonb, turned_on = ${JSON.stringify(turnedOn)}::jsonb,
      settings_version = settings_version + 1
    where site = ${site.id}`.execute(db);
}

/**
 * EV-02: one mark on every group there is (deleted ones, which may come back, too), where the policy gives something at it;
 * one row a holder and role.
 */
async function giveOn(
  call: SettingsCall,
  name: string,
  settings: Readonly<Record<string, boolean>>,
): Promise<void> {
  const { db, policy, site, newId, person } = call;
  const defaults = defaultsOn(policy, name);
  if (defaults.length === 0) return;
  const cohort = newId();
  if (defaults.some(({ at }) => at === 'cohort'))
    await sql`update groups set cohort = ${cohort} where site = ${site.id} and cohort is null`.execute(db);
  const brought = await rolesBrought(call, [{ name, actor: person?.id, scopes: { cohort }, settings }]);
  await giveRoles(call, brought, person?.id);
}

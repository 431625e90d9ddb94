/**
 * What `explain` says, in English. Another table with the same keys says it in another language; what stands in braces is
 * filled in, and may stand anywhere, or be left out.
 */
export const english = {
  // why it is allowed
  allowed: '“{permission}” is allowed through the role {role}, {where}.',
  'where.site': 'held for the whole site',
  'where.scope': 'held in {scope}',
  'where.inherited': 'held in {scope}, to which {inherited} belongs',
  via: 'It holds where the role {role} is held.',
  second: 'The second one is reached through {scope}.',
  'given-by': 'It was given by {person}.',
  until: 'It ends on {time}.',

  // why it is not
  'not-granted': '“{permission}” is not allowed: no role held here gives it.',
  'held-elsewhere': '“{permission}” is allowed only {places}.',
  'held-elsewhere.first': '“{permission}” is allowed for this {second}, but only with a {first} {places}.',
  'held-elsewhere.second': '“{permission}” is allowed with this {first}, but only for a {second} {places}.',
  'place.scope': 'in {scope}',
  'place.self': 'for oneself',
  'place.owner': 'on what is one’s own',
  excepted: 'The role {role} gives “{permission}”, but this one is excepted from it.',
  ended: 'The role {role} gave “{permission}”, and ended on {time}.',
  'not-begun': 'The role {role} will give “{permission}” from {time}.',
  'setting-off': '“{permission}” is there only while {settings}.',
  'setting.on': 'the setting “{setting}” is on',
  'setting.off': 'the setting “{setting}” is off',
  'may-not-hold': 'The role {role} counts only together with the role {roles}.',
  'may-not-be-given': 'This can be given only to somebody with the role {roles}.',
  'requirement-missing': 'The role {role} has “{permission}”, which does not work without {permissions}.',

  // what it takes, and who could give it
  takes: 'It takes the role {ways}.',
  'takes-else': 'Otherwise it takes the role {ways}.',
  'takes-nothing-there-is': 'As things are, no role gives it here.',
  'way.site': '{role} for the whole site',
  'way.scopes': '{role} in {scopes}',
  'way.both': '{role} in {scopes} or for the whole site',
  ask: 'Ask {people}, who could give it.',

  // why a change is refused
  'own-assignment': 'Nobody changes their own access. Ask somebody else who may.',
  'unknown-role': 'This role cannot be given there.',
  'not-held-there': 'This role cannot be given there.',
  'exceeds-own': 'It would give or take “{permission}”, which takes having it oneself.',
  'guarded-role':
    'What this role says of who holds and gives it is changed only by somebody who may do everything.',
  'too-few-holders': 'Somebody must keep this role. Give it to somebody else first.',
  'too-many-holders': 'As many people as may have this role have it already.',
  'own-ancestor': 'Nothing can be moved below itself.',

  // what cannot even be asked
  expired: 'What is known of this access is out of date. Reload the page.',
  unanswerable: 'This cannot be answered ({code}).',

  // lists
  or: '{some} or {last}',
  and: '{some} and {last}',
  comma: '{some}, {last}',
  'in-both': '{some} and {last}',
  more: '{count} others',
} as const;

/** A table of what `explain` says. */
export type Messages = Readonly<Record<keyof typeof english, string>>;

import { msg } from '@lit/localize';
import { explain, type Decision, type Messages, type Policy } from '@provost/authz-core';
import { formatDate } from '../../localization/format.js';

/** Why something is locked, in sentences of the reader's language. */
export const whyLocked = (policy: Policy, decision: Decision): string =>
  explain(policy, decision, { messages: words(), timeOf: (ms) => formatDate(new Date(ms)) }).join(' ');

/** What `explain` says of changes that are refused; the placeholders in braces are the core's. */
const words = (): Partial<Messages> => ({
  'not-granted': msg('“{permission}” is not allowed to you here.'),
  takes: msg('It takes the role {ways}.'),
  'held-elsewhere': msg('“{permission}” is allowed to you only {places}.'),
  'may-not-be-given': msg('This can be given only to somebody with the role {roles}.'),
  'own-assignment': msg('Nobody changes their own access. Ask somebody else who may.'),
  'exceeds-own': msg('It would give or take “{permission}”, which takes having it oneself.'),
  'too-few-holders': msg('Somebody must keep this role. Give it to somebody else first.'),
  'too-many-holders': msg('As many people as may have this role have it already.'),
  or: msg('{some} or {last}'),
  and: msg('{some} and {last}'),
});

// Stands in for the host's own sign-in: the demo server knows a few people and signs a token for each.
let current;
const listeners = [];

/** The people one can be, and the group to begin with. */
export const start = () => demo('/demo/people');

/** Becomes somebody: the provider asks for their token whenever it needs one. */
export function choose(person) {
  current = { person, token: undefined };
  const mine = current;
  const provider = document.querySelector('access-provider');
  if (provider) provider.token = () => tokenOf(mine);
  for (const listener of listeners) listener(person);
}

/** Calls back with whoever is signed in, now and at every change. */
export function onSignIn(listener) {
  listeners.push(listener);
  if (current) listener(current.person);
}

/** The token of whoever is signed in. */
export const token = () => tokenOf(current);

/** All data as on the first day. */
export const reset = () => demo('/demo/reset', { method: 'POST' });

async function tokenOf(signedIn) {
  // a minute before it ends a token is as good as gone
  if (!signedIn.token || signedIn.token.until < Date.now() + 60_000) {
    const body = JSON.stringify({ userId: signedIn.person.id });
    const headers = { 'content-type': 'application/json' };
    const answer = await demo('/demo/token', { method: 'POST', headers, body });
    signedIn.token = { value: answer.token, until: Date.parse(answer.expires) };
  }
  return signedIn.token.value;
}

async function demo(path, init) {
  const site = new URLSearchParams(location.search).get('site');
  const address = site ? `${path}?site=${encodeURIComponent(site)}` : path;
  const response = await fetch(address, init).catch(() => undefined);
  if (!response?.ok) throw new Error('The demo server does not answer. Is it running?');
  return response.status === 204 ? undefined : response.json();
}

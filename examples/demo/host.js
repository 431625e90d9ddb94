// What the pages of a host share: the API, as whoever is signed in, and their name in the header.
import { onSignIn, token } from './sign-in.js';

export const byId = (id) => document.getElementById(id);

/** Asks the API; an error says what the problem document says. */
export async function api(path, { method = 'GET', body, version } = {}) {
  const headers = {
    authorization: `Bearer ${await token()}`,
    ...(body && { 'content-type': 'application/json' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}

/** Says what came of something, where it was done. */
export function tell(id, text, failed = false) {
  byId(id).textContent = text;
  byId(id).classList.toggle('failed', failed);
}

/** A line of a list: what it is called, and what is said beside it. */
export function row(name, kind) {
  const item = document.createElement('li');
  const [first, second] = [document.createElement('span'), document.createElement('span')];
  first.textContent = name;
  second.textContent = kind;
  second.className = 'kind';
  item.append(first, second);
  return item;
}

onSignIn(({ name }) => {
  byId('my-name').textContent = name;
  byId('my-initials').textContent = name
    .split(/[\s-]+/)
    .map(([first]) => first)
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('');
});

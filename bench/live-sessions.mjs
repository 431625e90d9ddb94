// The pages of `live.mjs`, in a process of their own: sessions of the SDK, told by their parent what to wait for.
import { createProvost } from '@provost/sdk';

const time = () => performance.timeOrigin + performance.now();
const sessions = [];
/** What a session is waited for: it is done when `isSeen` says so of its access and of what it was told. */
let wanted;

const waits = {
  live: () => (one) => one.session.state.connection === 'live' && one.session.state.access !== undefined,
  settings:
    ({ setting, value }) =>
    (one) =>
      one.session.state.access?.settings[setting] === value,
  right:
    ({ permission, group, value }) =>
    (one) =>
      one.session.state.access?.can(permission, group) === value,
  told:
    ({ id }) =>
    (one) =>
      one.changes.some((change) => change === 'reset' || change.id === id),
};

const look = (one) => {
  if (!wanted || wanted.seen.has(one.person) || !wanted.people.has(one.person) || !wanted.isSeen(one)) return;
  wanted.seen.set(one.person, time());
  if (wanted.seen.size < wanted.people.size) return;
  const { seen } = wanted;
  wanted = undefined;
  process.send({ times: [...seen.values()] });
};

process.on('message', ({ open, wait, close }) => {
  if (open) {
    for (const { person, token } of open.people) {
      const session = createProvost({ baseUrl: open.url, token }).session();
      const one = { person, session, changes: [] };
      sessions.push(one);
      session.onChange((change) => {
        one.changes.push(change);
        look(one);
      });
      session.subscribe(() => look(one));
    }
  }
  if (wait) {
    for (const one of sessions) one.changes.length = 0;
    wanted = { isSeen: waits[wait.for](wait), people: new Set(wait.people), seen: new Map() };
    process.send({ waiting: true });
    for (const one of sessions) look(one);
  }
  if (close) process.exit();
});

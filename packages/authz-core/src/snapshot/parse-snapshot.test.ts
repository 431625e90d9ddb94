import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSnapshot, SnapshotError, type Snapshot } from '../index.js';
import { plainNames, snapshots, strangeNames } from '../testing/arbitraries.js';

const wire = {
  site: 'academy',
  policy: 'editor-viewer',
  subject: { id: 'ann' },
  settings: { editorViewer: true },
  groups: [
    ['sales', 0],
    ['retail', 1],
  ],
  assignments: [
    {
      role: 'users-editor',
      scopes: { group: ['sales'] },
      except: { group: ['retail'] },
      from: '2026-11-22T08:00:00Z',
      until: '2026-11-23T08:00:00+01:00',
      source: 'set',
      givenBy: 'bob',
    },
  ],
  expires: '2026-11-22T09:00:00.500Z',
};

function issuesOf(value: unknown): Record<string, string> {
  try {
    parseSnapshot(value);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
  return {};
}

/** A snapshot as it would be sent. */
const toWire = ({ assignments, expires, ...rest }: Snapshot): unknown => {
  const time = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
  const sent = assignments.map(({ from, until, ...other }) => ({
    ...other,
    from: time(from),
    until: time(until),
  }));
  return JSON.parse(JSON.stringify({ ...rest, assignments: sent, expires: time(expires) }));
};

describe('parseSnapshot', () => {
  it('reads times as milliseconds and leaves the rest as it is', () => {
    const { assignments, expires, ...rest } = parseSnapshot(wire);
    expect(rest).toEqual({
      site: wire.site,
      policy: wire.policy,
      subject: wire.subject,
      settings: wire.settings,
      groups: wire.groups,
    });
    expect(expires).toBe(Date.UTC(2026, 10, 22, 9, 0, 0, 500));
    expect(assignments).toEqual([
      { ...wire.assignments[0], from: Date.UTC(2026, 10, 22, 8), until: Date.UTC(2026, 10, 23, 7) },
    ]);
  });

  it('passes over fields it does not know, and takes null as missing', () => {
    const held = { role: 'user', scopes: null, except: null, from: null, until: null, givenBy: null };
    const parsed = parseSnapshot({ ...wire, settings: undefined, groups: null, hue: 1, assignments: [held] });
    expect(parsed).toMatchObject({ settings: {}, groups: [], assignments: [{ role: 'user' }] });
    expect(Object.keys(parsed.assignments[0] ?? {})).toEqual(['role']);
  });

  it('lists every fault with its path', () => {
    const broken = {
      site: '',
      subject: { id: 7 },
      settings: { editorViewer: 'yes' },
      groups: [['sales', 0], ['retail', 2], 'art', ['', 0]],
      assignments: [
        {
          role: '',
          scopes: [],
          except: { group: 'retail' },
          from: 0,
          until: '2026-13-01T00:00:00Z',
          source: 1,
        },
        null,
      ],
      expires: '22 November 2026',
    };
    expect(Object.keys(issuesOf(broken))).toEqual([
      'site',
      'policy',
      'subject.id',
      'settings.editorViewer',
      'groups[1]',
      'groups[2]',
      'groups[3][0]',
      'assignments[0].role',
      'assignments[0].scopes',
      'assignments[0].except.group',
      'assignments[0].from',
      'assignments[0].until',
      'assignments[0].source',
      'assignments[1]',
      'expires',
    ]);
  });

  it('says what it is and what is wrong', () => {
    expect(issuesOf(undefined)).toEqual({ '.': 'must be an object' });
    expect(issuesOf([])).toEqual({ '.': 'must be an object' });
    const error = (() => {
      try {
        return parseSnapshot({ ...wire, expires: 'soon' });
      } catch (caught) {
        return caught as SnapshotError;
      }
    })() as SnapshotError;
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code]).toEqual(['SnapshotError', 'invalid-snapshot']);
    expect(error.message).toBe('expires: must be a time as in RFC 3339');
  });

  it('takes groups in preorder: none lies more than one deeper than the one before', () => {
    const depths = (...depths: unknown[]) =>
      issuesOf({ ...wire, groups: depths.map((depth, i) => [`g${i}`, depth]) });
    const wrong = 'must be a text and a depth, one more than before at most';
    expect(depths()).toEqual({});
    expect(depths(0, 1, 2, 2, 1, 0, 1)).toEqual({});
    expect(depths(1)).toEqual({ 'groups[0]': wrong });
    expect(depths(0, 1, 2, 0, 2, 1)).toEqual({ 'groups[4]': wrong });
    expect(depths(0, '0', -1, 0.5)).toEqual({ 'groups[1]': wrong, 'groups[2]': wrong, 'groups[3]': wrong });
    expect(issuesOf({ ...wire, groups: {} })).toEqual({ groups: 'must be an array' });
  });

  it('takes a time that begins with its date', () => {
    const wrong = { expires: 'must be a time as in RFC 3339' };
    for (const expires of ['on 2026-11-22T08:00:00Z', '2026-11-22', ['2026-11-22T08:00:00Z'], 0])
      expect(issuesOf({ ...wire, expires })).toEqual(wrong);
  });

  it('takes the first moment of 1970 for a time', () => {
    expect(parseSnapshot({ ...wire, expires: '1970-01-01T00:00:00Z' }).expires).toBe(0);
  });

  it('gives back every snapshot that was sent', () => {
    fc.assert(
      fc.property(fc.oneof(snapshots(plainNames), snapshots(strangeNames)), (snapshot) => {
        expect(parseSnapshot(toWire(snapshot))).toEqual(snapshot);
      }),
      { numRuns: 300 },
    );
  });

  it('X-09 C: whatever comes over the wire, nothing but a SnapshotError is thrown', () => {
    const names = ['site', 'policy', 'subject', 'settings', 'groups', 'assignments', 'expires'];
    const held = ['role', 'scopes', 'except', 'from', 'until', 'source', 'givenBy'];
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(...names),
        fc.constantFrom(...held),
        (value, name, field) => {
          for (const garbled of [
            value,
            { ...wire, [name]: value },
            { ...wire, assignments: [{ ...wire.assignments[0], [field]: value }] },
            { ...wire, extra: value },
          ]) {
            issuesOf(garbled);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

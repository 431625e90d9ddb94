import { describe, expect, it } from 'vitest';
import { definePolicy, loadPolicy, PolicyError, type PolicyDocument } from '../index.js';

const library = {
  id: 'library',
  scopes: { group: { tree: true } },
  resources: { site: {}, shelf: { group: 'group' } },
  settings: { lending: { byDefault: true } },
  catalogue: { main: { label: 'Main' } },
  permissions: { tidy: { on: 'shelf', area: 'main' }, lend: { on: 'shelf', area: 'main' } },
  levels: { aide: { at: ['site'], reach: { shelf: 'everything' } } },
  roles: {
    keeper: { at: ['group'], grants: [{ can: ['tidy'], reach: { by: ['group'] } }], mayHold: ['reader'] },
    reader: { level: 'aide', can: ['tidy'] },
  },
  defaults: [{ on: 'opened', give: ['reader'], to: 'actor', at: 'site', source: 'default' }],
} satisfies PolicyDocument;

const extended = (more: Partial<PolicyDocument>, id = 'ours') =>
  definePolicy({ id, extends: library, ...more }).document;

function faultsOf(document: unknown): string[] {
  try {
    definePolicy(document as PolicyDocument);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}
const faults = (more: object) => faultsOf({ id: 'ours', extends: library, ...more });

describe('a policy that extends another', () => {
  it('is the other under its own name, when it adds nothing', () => {
    expect(extended({})).toEqual({ ...library, id: 'ours', areas: {}, operations: {} });
  });

  it('has what either defines, the defaults of both in order', () => {
    const more = {
      scopes: { room: {} },
      resources: { room: { room: 'room' } },
      settings: { open: { byDefault: false } },
      permissions: { enter: { on: 'room' } },
      roles: { guest: { at: ['room'], grants: [{ can: ['enter'], reach: { by: ['room'] } }] } },
      areas: { a: { label: 'A', editor: 'guest', edit: 'enter' } },
      defaults: [{ on: 'made', give: ['guest'], to: 'actor', at: 'room', source: 'default' }],
    } satisfies Partial<PolicyDocument>;
    const { scopes, resources, settings, permissions, roles, areas, defaults } = extended(more);
    expect({ scopes, resources, settings, permissions, areas, defaults }).toEqual({
      scopes: { ...library.scopes, ...more.scopes },
      resources: { ...library.resources, ...more.resources },
      settings: { ...library.settings, ...more.settings },
      permissions: { ...library.permissions, ...more.permissions },
      areas: more.areas,
      defaults: [...library.defaults, ...more.defaults],
    });
    expect(Object.keys(roles)).toEqual(['keeper', 'reader', 'guest']);
  });

  it('adds relations to a type, reach to a level, and to a role what it can, is granted and who may hold it', () => {
    const grant = { can: ['lend'], reach: { by: ['group'] } };
    const { resources, levels, roles } = extended({
      resources: { shelf: { openTo: 'group' } },
      levels: { aide: { reach: { site: 'everything' } } },
      roles: {
        keeper: { grants: [grant], mayHold: ['keeper'] },
        reader: { can: ['lend'], label: 'Reader' },
      },
    });
    expect(resources.shelf).toEqual({ group: 'group', openTo: 'group' });
    expect(levels.aide).toEqual({ at: ['site'], reach: { shelf: 'everything', site: 'everything' } });
    expect(roles).toEqual({
      keeper: {
        ...library.roles.keeper,
        grants: [...library.roles.keeper.grants, grant],
        mayHold: ['reader', 'keeper'],
      },
      reader: { level: 'aide', can: ['tidy', 'lend'], label: 'Reader' },
    });
  });

  it('may say the same relation to the same scopes again', () => {
    expect(faults({ resources: { shelf: { group: 'group' } } })).toEqual([]);
    expect(faults({ scopes: { room: {} }, resources: { shelf: { group: 'room' } } })).toEqual([
      'resources.shelf.group: is defined by `library` already',
    ]);
  });

  it.each<[string, object]>([
    ['scopes.group', { scopes: { group: { tree: true } } }],
    ['permissions.tidy', { permissions: { tidy: { on: 'shelf' } } }],
    ['settings.lending', { settings: { lending: { byDefault: false } } }],
    ['catalogue.main', { catalogue: { main: { label: 'Other' } } }],
    ['levels.aide.at', { levels: { aide: { at: ['group'], reach: {} } } }],
    ['levels.aide.reach.shelf', { levels: { aide: { reach: { shelf: 'owner' } } } }],
    ['roles.keeper.at', { roles: { keeper: { at: ['group'] } } }],
    ['roles.reader.level', { roles: { reader: { level: 'aide' } } }],
  ])('may not define %s anew', (path, more) => {
    expect(faults(more)).toEqual([`${path}: is defined by \`library\` already`]);
  });

  it('joins nothing further down, whatever it is called', () => {
    const reach = { reach: { by: ['group'] } };
    const base = { ...library, resources: { ...library.resources, reach: { group: 'group' } } };
    const levels = { aide: { at: ['site'], reach } };
    expect(faultsOf({ id: 'ours', extends: { ...base, levels }, levels: { aide: { reach } } })).toEqual([
      'levels.aide.reach.reach: is defined by `library` already',
    ]);
  });

  it('keeps what the base says where both say something of another shape', () => {
    expect(faults({ roles: { keeper: { grants: {} } } })).toEqual([
      'roles.keeper.grants: is defined by `library` already',
    ]);
    expect(faults({ resources: { shelf: 7 } })).toEqual(['resources.shelf: is defined by `library` already']);
    expect(faults({ roles: { keeper: 'x' } })).toEqual(['roles.keeper: is defined by `library` already']);
  });

  it('is checked all the way down', () => {
    const middle = { id: 'middle', extends: library, permissions: { tidy: { on: 'shelf' } } };
    expect(faultsOf({ id: 'ours', extends: middle })).toEqual([
      'permissions.tidy: is defined by `library` already',
    ]);
    expect(faultsOf({ id: 'ours', extends: { ...library, id: 'x', roles: { r: 7 }, defaults: [] } })).toEqual(
      ['roles.r: must be an object'],
    );
    for (const extended of [null, 7, 'library', [library]]) {
      expect(faultsOf({ ...library, extends: extended })).toEqual(['extends: must be an object']);
    }
  });

  it('is loaded without a check once it is merged, and not before', () => {
    const { document } = definePolicy({ id: 'ours', extends: library });
    expect(loadPolicy(JSON.parse(JSON.stringify(document))).document).toEqual(document);
    expect(() => loadPolicy({ ...document, extends: library })).toThrow('extends: is for `definePolicy`');
  });

  it('is loaded without the parts that may be left out', () => {
    const bare = {
      id: 'bare',
      scopes: {},
      resources: { site: {} },
      permissions: { enter: { on: 'site' } },
      roles: { guest: { at: ['site'] } },
    };
    expect(loadPolicy(bare).document).toEqual(definePolicy(bare).document);
  });
});

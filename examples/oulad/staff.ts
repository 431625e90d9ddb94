import type { PersonRow } from './people.js';

const NOTE = 'made up for the demonstration: not in the data set';
const PER_REGION = 3;

const GIVEN = (
  'Amara Rhys Priya Tomasz Mei-Ling Diego Siobhán Kwame Fatima Callum Aroha Hiroshi Lena Olu Ffion Mateusz Nadia ' +
  'Euan Anjali Gareth'
).split(' ');
const FAMILY = (
  'Okafor Pritchard Natarajan Nowak Chen Ramírez Murphy Mensah Benali Sinclair Ngata Tanaka Fischer Adeyemi ' +
  'Llewellyn Haddad Kaur'
).split(' ');

/** People who look after the groups: a manager and three sub-managers a region. Nobody of them is real. */
export function staff(regions: readonly string[]): PersonRow[] {
  const manager = person('manager', 'Ingrid Solberg', 'manager');
  const subManagers = regions.flatMap((region, at) =>
    Array.from({ length: PER_REGION }, (_, nth) =>
      subManager({ region, nth: nth + 1, name: madeUpName(at * PER_REGION + nth) }),
    ),
  );
  return [manager, ...subManagers];
}

function subManager({ region, nth, name }: { region: string; nth: number; name: string }): PersonRow {
  const id = `sub-manager-${region.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${nth}`;
  return { ...person(id, name, 'sub-manager'), groups: region };
}

const person = (id: string, name: string, role: PersonRow['role']): PersonRow => ({
  external_id: id,
  name,
  email: `${id}@example.org`,
  role,
  groups: '',
  note: NOTE,
});

/** The same name for the same number, and none twice: the two lists' lengths have no common divisor. */
const madeUpName = (at: number) => `${GIVEN[at % GIVEN.length]} ${FAMILY[at % FAMILY.length]}`;

const given = (
  'Aroha Fatima Hiroshi Kwame Mateo Mei-Ling Noor Olena Sofia Tomasz Adaeze Björn Camille Dmitri Eleni Farah Goran ' +
  'Hana Idris Jamila Kaito Leila Magnus Nadia Oskar Paloma Quentin Rashid Saoirse Tariq Ulrike Viktor Wanjiru ' +
  'Ximena Yara Zoltán Anjali Bogdan'
).split(' ');
const family = (
  'Abara Benali Chen Dubois Eriksen Farouk García Hansen Ivanov Jensen Kovalenko Lindqvist Mensah Nowak Ngata Ortiz ' +
  'Petrov Quispe Rossi Silva Tanaka Ueda Vargas Wójcik Yamada Zhang Al-Hassan Brennan Castillo Dlamini Estrada ' +
  'Fernández Gupta Haddad Ito Joshi Kaur'
).split(' ');

/** So many different names; the same ones every time, and no two that stand beside each other alike. */
export const learnerNames = (count: number): string[] =>
  // the lists' lengths have no common divisor, so no pair comes twice before all have come
  Array.from(
    { length: count },
    (_, i) => `${given[i % given.length] ?? ''} ${family[i % family.length] ?? ''}`,
  );

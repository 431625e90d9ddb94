// tsx main.ts <folder of the data set> <file.csv>
import { writePeopleCsv } from './people.js';

const [dir, outFile, ...more] = process.argv.slice(2);

if (!dir || !outFile || more.length > 0) {
  console.error('Say where the data set is and what to write: tsx main.ts <folder> <file.csv>');
  process.exit(2);
}
try {
  const { students, staff, groups } = await writePeopleCsv(dir, outFile);
  console.log(
    `Wrote ${outFile}: ${students} students in ${groups} groups, ${staff} made-up people to look after them`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

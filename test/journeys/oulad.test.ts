import { describe, it } from 'vitest';
import { journeys } from './editor-viewer.js';

const ouladDir = process.env['OULAD_DIR'];

if (ouladDir) journeys('on the people of OULAD', { ouladDir });
else {
  console.log('Left out: the journeys on the people of OULAD. OULAD_DIR is not set.');
  describe.skip('on the people of OULAD', () => it('left out: OULAD_DIR is not set', () => {}));
}

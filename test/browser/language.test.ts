import { localizeProvost } from '@provost/components';
import { setViewport } from '@web/test-runner-commands';
import { openGroups, until } from './groups-page.js';
import { all, reads } from './screen.js';

describe('Language', () => {
  it('is another one at once where the host page says so, and English again', async () => {
    await setViewport({ width: 1280, height: 800 });
    const { setLocale } = localizeProvost();
    await openGroups();
    await setLocale('de');
    await until(() => all('button', 'Personen hinzufügen').length && reads('Bearbeiter'));
    await setLocale('en');
    await until(() => all('button', 'Add people').length);
  });
});

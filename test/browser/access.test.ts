import { assert, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '@provost/components/define';
import type { AccessGate, AccessProvider } from '@provost/components';
import { createProvost, type Provost } from '@provost/sdk';

declare global {
  interface Window {
    PROVOST_TEST_URL: string;
  }
}

const baseUrl = window.PROVOST_TEST_URL;

interface Site {
  readonly site: string;
  readonly tokens: { readonly mia: string; readonly vic: string };
}

/** A manager, a new sub-manager, one group. */
async function createSite(): Promise<Site> {
  const spec = {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', name: 'Mia', role: 'manager' },
      { id: 'vic', name: 'Vic', role: 'sub-manager', later: true },
    ],
    groups: [{ id: 'sales', name: 'Sales' }],
  };
  const response = await fetch(`${baseUrl}/test/sites`, { method: 'POST', body: JSON.stringify(spec) });
  return (await response.json()) as Site;
}

const gateMarkup = html`<access-gate permission="groups.create"
  ><p>New group</p>
  <p slot="denied">Ask a manager</p></access-gate
>`;

/** Is a paragraph with this text to be seen? */
const see = (text: string) =>
  [...document.querySelectorAll('p')].some((p) => p.textContent === text && p.checkVisibility());

const known = async (provider: AccessProvider) => {
  if (!provider.access) await oneEvent(provider, 'access-changed');
};

describe('<access-provider>', () => {
  it('knows who is signed in, and tells the page', async () => {
    const { tokens } = await createSite();
    const provider = await fixture<AccessProvider>(
      html`<access-provider base-url=${baseUrl} token=${tokens.mia}></access-provider>`,
    );
    await known(provider);
    assert.equal(provider.session?.user?.name, 'Mia');
    assert.equal(provider.access?.can('groups.create'), true);
  });

  it('takes a client of the host’s own making', async () => {
    const { tokens } = await createSite();
    const client: Provost = createProvost({ baseUrl, token: () => tokens.vic });
    const provider = await fixture<AccessProvider>(
      html`<access-provider .client=${client}></access-provider>`,
    );
    await known(provider);
    assert.equal(provider.session?.user?.name, 'Vic');
  });

  it('takes a function that gives tokens, and asks it for every request', async () => {
    const { tokens } = await createSite();
    let asked = 0;
    const token = () => (asked++, tokens.vic);
    const provider = await fixture<AccessProvider>(
      html`<access-provider base-url=${baseUrl} .token=${token}></access-provider>`,
    );
    await known(provider);
    await provider.session?.refresh();
    assert.isAbove(asked, 1);
  });

  it('forgets everything at once when nobody is signed in any more', async () => {
    const { tokens } = await createSite();
    const provider = await fixture<AccessProvider>(
      html`<access-provider base-url=${baseUrl} token=${tokens.mia}>${gateMarkup}</access-provider>`,
    );
    await waitUntil(() => see('New group'));
    provider.token = undefined;
    await provider.updateComplete;
    assert.equal(provider.access, undefined);
    await waitUntil(() => !see('New group') && !see('Ask a manager'));
  });

  it('says why the session did not load, and loads it on a second try', async () => {
    const { tokens } = await createSite();
    let broken = true;
    const client = createProvost({
      baseUrl,
      token: tokens.mia,
      retry: { retries: 0, pause: 0 },
      fetch: (request) => (broken ? Promise.resolve(new Response('', { status: 500 })) : fetch(request)),
    });
    const provider = await fixture<AccessProvider>(
      html`<access-provider .client=${client}>${gateMarkup}</access-provider>`,
    );
    await waitUntil(() => provider.session?.error);
    assert.equal(see('New group') || see('Ask a manager'), false);
    broken = false;
    await provider.session?.refresh();
    await waitUntil(() => see('New group'));
    assert.equal(provider.session?.error, undefined);
  });

  it('goes on where it was when it is taken out of the page and put back', async () => {
    const { tokens } = await createSite();
    const provider = await fixture<AccessProvider>(
      html`<access-provider base-url=${baseUrl} token=${tokens.mia}></access-provider>`,
    );
    await known(provider);
    const parent = provider.parentElement!;
    provider.remove();
    provider.token = tokens.vic;
    parent.append(provider);
    await waitUntil(() => provider.session?.user?.name === 'Vic');
  });
});

describe('<access-gate>', () => {
  const gateFor = async (token: string, gate = gateMarkup) => {
    const provider = await fixture<AccessProvider>(
      html`<access-provider base-url=${baseUrl} token=${token}>${gate}</access-provider>`,
    );
    await known(provider);
    const element = provider.querySelector('access-gate') as AccessGate;
    await element.updateComplete;
    return { provider, gate: element };
  };

  it('EV-18 U: shows the host’s markup to who may, and what stands for it to who may not', async () => {
    const { tokens } = await createSite();
    await gateFor(tokens.mia);
    assert.deepEqual([see('New group'), see('Ask a manager')], [true, false]);
    await gateFor(tokens.vic);
    assert.equal(see('Ask a manager'), true);
  });

  it('shows neither before it is known who asks', async () => {
    await fixture(html`<access-provider base-url=${baseUrl}>${gateMarkup}</access-provider>`);
    assert.deepEqual([see('New group'), see('Ask a manager')], [false, false]);
  });

  it('asks about a resource, as the API gives it', async () => {
    const { site, tokens } = await createSite();
    const resource = JSON.stringify({ site, type: 'group', id: 'sales', within: { group: ['sales'] } });
    const gate = html`<access-gate permission="content.add" resource=${resource}><p>Add</p></access-gate>`;
    await gateFor(tokens.mia, gate);
    await gateFor(tokens.vic, gate);
    assert.deepEqual(
      [...document.querySelectorAll('p')].map((p) => p.checkVisibility()),
      [true, false],
    );
  });

  it('follows another person signing in, without a reload', async () => {
    const { tokens } = await createSite();
    const { provider } = await gateFor(tokens.vic);
    provider.token = tokens.mia;
    await waitUntil(() => see('New group'));
  });

  it('asks whether there is anything at all, for a menu', async () => {
    const { tokens } = await createSite();
    const gate = html`<access-gate permission="members.add" anywhere><p>People</p></access-gate>`;
    await gateFor(tokens.mia, gate);
    assert.equal(see('People'), true);
  });

  for (const [what, gate] of Object.entries({
    'an unknown permission': html`<access-gate permission="moon.land"><p>Moon</p></access-gate>`,
    'no permission': html`<access-gate><p>Moon</p></access-gate>`,
    'a resource that is no JSON': html`<access-gate permission="content.add" resource="{sales"
      ><p>Moon</p></access-gate
    >`,
    'a resource of an unknown type': html`<access-gate
      permission="content.add"
      resource='{"site":"x","type":"planet","id":"1"}'
      ><p>Moon</p></access-gate
    >`,
    'a resource whose parts raise': html`<access-gate
      permission="content.add"
      .resource=${{
        site: 'x',
        id: '1',
        get type(): string {
          throw new Error('no');
        },
      }}
      ><p>Moon</p></access-gate
    >`,
  })) {
    it(`X-09 U: ${what} shows nothing, not even to a manager`, async () => {
      const { tokens } = await createSite();
      await gateFor(tokens.mia, gate);
      assert.equal(see('Moon'), false);
    });
  }
});

// The bar's switch between the sites, each on a policy of its own; and where one is.
const select = document.getElementById('policy');

/** Which site the address names; none: the one with the elements. */
export const site = new URLSearchParams(location.search).get('site');

/** Every site of the demonstration, the one with the elements first. */
export const sites = fetch('/demo/sites')
  .then((response) => response.json())
  .then((answer) => answer.sites)
  .catch(() => []);

const all = await sites;
select.replaceChildren(...all.map(({ id, label }) => new Option(label, id)));
select.value = site ?? all[0]?.id ?? '';
select.onchange = () => {
  const isFirst = select.value === all[0].id;
  location.assign(isFirst ? '/' : `/site.html?site=${encodeURIComponent(select.value)}`);
};

// Before the first paint: the theme that was chosen in this browser, or the address's, and its direction.
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme') ?? localStorage.getItem('damson-theme') ?? 'auto';
  root.style.colorScheme = theme === 'auto' ? 'light dark' : theme;
  root.dataset.theme = theme;
  if (query.get('dir') === 'rtl') root.dir = 'rtl';
})();

/* What the reader chose stands in the address after #, so that a link leads back to it. */
const state = (() => {
  let known = new URLSearchParams(location.hash.slice(1));
  const listeners = [];

  function write(push) {
    const hash = `#${known}`;
    if (hash === location.hash || (hash === "#" && !location.hash)) return;
    history[push ? "pushState" : "replaceState"](null, "", hash);
  }

  function changed() {
    known = new URLSearchParams(location.hash.slice(1));
    for (const listen of listeners) listen();
  }
  window.addEventListener("popstate", changed);

  return {
    get: (key) => known.get(key) ?? "",
    /* push: as a step that the Back button undoes. */
    set(key, value, { push = false } = {}) {
      if (value === "" || value === undefined || value === null) known.delete(key);
      else known.set(key, value);
      write(push);
    },
    /* Called whenever the address was changed from outside. */
    follow(listen) {
      listeners.push(listen);
    },
    /* The address that has these values beside those of now. */
    link(changes) {
      const other = new URLSearchParams(known);
      for (const [key, value] of Object.entries(changes)) other.set(key, value);
      return `#${other}`;
    },
  };
})();

// What a list shows is said by its address: a filtered view is a link that can be sent on.

/** The named parameters of this page's address; what is not there is ''. */
export function readAddress(names) {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""]));
}

/** 'a=1&b=2' of what is not empty; a list gives its parameter several times. */
export function queryOf(state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== "" && one !== null && one !== undefined) query.append(name, one);
    }
  }
  return query.toString();
}

/** Make the address say the state; `replace` where it is not worth a step back. */
export function writeAddress(state, { replace = false } = {}) {
  const query = queryOf(state);
  const address = location.pathname + (query ? `?${query}` : "");
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

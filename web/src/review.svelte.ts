// Whether decisions on claims can be taken from this page: the token stands behind the # of the address that the server has
// printed, which no browser sends anywhere. It is kept while the tab is open.

const KEY = 'review';

class Review {
  token = $state<string | null>(null);

  constructor() {
    const [, given] = /^#review=([0-9a-f]{64})$/.exec(location.hash) ?? [];
    try {
      if (given !== undefined) sessionStorage.setItem(KEY, given);
      this.token = given ?? sessionStorage.getItem(KEY);
    } catch {
      this.token = given ?? null;
    }
    // Nobody who looks at the address, or copies it, gets the token.
    if (given !== undefined) history.replaceState(null, '', location.pathname + location.search);
  }
}

export const review = new Review();

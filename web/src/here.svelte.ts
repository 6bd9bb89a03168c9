// Where the reader is: the address as state, and the ways to move.

import { read, write, type Address } from './address';

class Here {
  address = $state.raw<Address>(read(location.pathname, location.search));

  constructor() {
    addEventListener('popstate', () => {
      this.address = read(location.pathname, location.search);
    });
  }

  /** The URL of this place with a part changed. */
  link(change: Partial<Address>): string {
    return write({ ...this.address, ...change });
  }

  /** Goes to a place the reader can come back from. */
  go(change: Partial<Address>): void {
    this.#set(change, 'pushState');
  }

  /** Changes the address in place, for what moves in small steps: a dragged handle, the map. */
  adjust(change: Partial<Address>): void {
    this.#set(change, 'replaceState');
  }

  #set(change: Partial<Address>, how: 'pushState' | 'replaceState'): void {
    const next = { ...this.address, ...change };
    const url = write(next);
    if (url === location.pathname + location.search) return;
    history[how](null, '', url);
    const isOtherPlace = next.screen !== this.address.screen || next.id !== this.address.id;
    this.address = next;
    if (isOtherPlace) scrollTo(0, 0);
  }
}

export const here = new Here();

/** Lets a click on a link of the page move within the page; any other click stays the browser's. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.origin !== location.origin || link.hasAttribute('download') || link.target !== '' || link.hash !== '') return;
  if (/^\/(api|record\/(checkpoint|tile)|ogc|basemap)/.test(link.pathname)) return;
  event.preventDefault();
  here.go(read(link.pathname, link.search));
}

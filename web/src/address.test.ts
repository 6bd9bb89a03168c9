import { describe, expect, it } from 'vitest';
import { read, START, write, type Address } from './address';

const there = (address: Partial<Address>): Address => {
  const url = new URL(write({ ...START, ...address }), 'http://case.example');
  return read(url.pathname, url.search);
};

describe('the address', () => {
  it('is the whole state: what is written is read again', () => {
    const addresses: Partial<Address>[] = [
      {},
      { screen: 'finding', id: 'guard-posts/ROK+DPRK/r012' },
      { screen: 'duty', id: 'a b/ROK?x#y' },
      { screen: 'picture', asOf: '2018-12-01', knownAt: '2025-06-01T12:00:00+09:00', map: { zoom: 7.25, lat: 38.5, lon: -127.25 } },
      { screen: 'picture', sel: 'zone:west sea', from: '2018-01-01', to: '2020-01-01', view: 'list', show: 'all' },
      { screen: 'overview', knownAt: '#17' },
      { screen: 'overview', knownAt: `${'aB3+/'.repeat(8)}xyz=` },
      { screen: 'picture', grid: 'mgrs' },
      { screen: 'agreement', lang: 'ar', theme: 'dark', show: 'violated', sel: 'cma__art_1' },
    ];
    for (const address of addresses) expect(there(address)).toEqual({ ...START, ...address });
  });

  it('reads as people write it', () => {
    expect(write({ ...START, screen: 'finding', id: 'no-attack/ROK', asOf: '2018-12-01' })).toBe('/finding/no-attack/ROK?as_of=2018-12-01');
  });

  it('takes nothing that makes no sense', () => {
    const odd = read('/elsewhere/x', '?as_of=yesterday&known_at=%23x&grid=utm&map=9/95/0&theme=pink&view=x&show=y&from=2018');
    expect(odd).toEqual(START);
    expect(read('/finding/%E0%A4%A', '').id).toBe('%E0%A4%A');
    expect(read('/', '?map=a/b/c').map).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { hex } from './bytes';
import { checkSignature, cosignatures, parseCheckpoint, parseKeys, parseVerifierKey } from './note';

// A checkpoint that `armistice record cosign` wrote with its published demonstration keys, and its policy.
const NOTE = `korea-2018.example/1
240
b7abW6wV3n94n2jboCXq1M4CMIF6iyCLtHq2RBPdrD0=

— korea-2018.example/1 1sY2TcY8dGob9AOk2MN5I9GHMXLisOQB3zfJrpDGzikcYgb4YbG9//LhdoTMhYiJloZiA6Qhg4lg7ObpQ7H0vyQcHQE=
— korea-2018.example/1/DPRK/witness vARCqgAAAABrCBNTgtYYfVjMsn2S2+kFkUrSjeQAdOockgKpWQQ8eWFrNYcJWA5R4FnXz3BhVSjvpwgNL8ak3OUG13lVXdUdPo8cBQ==
`;
const POLICY = `log korea-2018.example/1+d6c6364d+AWfRdItL5Cn0VYD3fF20hhChiQWQxVksdQi6dAgK78qA
witness ROK korea-2018.example/1/ROK/witness+1bc42d45+BLInQLpInRkRxffaI/ouTjF6BTkGk6No+swnSm17hJnf
witness DPRK korea-2018.example/1/DPRK/witness+bc0442aa+BBwfdBAZBAq5WQ3JlUOfe+/Baf3jFwYxeB+SDRzJXQUQ
group all-parties all ROK DPRK
quorum all-parties
`;

describe('a checkpoint', () => {
  it('says whose log it is, how long, and with which root', () => {
    const checkpoint = parseCheckpoint(NOTE);
    expect(checkpoint.origin).toBe('korea-2018.example/1');
    expect(checkpoint.size).toBe(240);
    expect(hex(checkpoint.root)).toHaveLength(64);
    expect(checkpoint.signatures.map(({ name }) => name)).toEqual(['korea-2018.example/1', 'korea-2018.example/1/DPRK/witness']);
  });

  it('says by itself who has seen it', () => {
    expect(cosignatures(parseCheckpoint(NOTE))).toEqual([{ name: 'korea-2018.example/1/DPRK/witness', size: 240, time: expect.stringMatching(/^20\d\d-/) }]);
  });

  it('is signed by the log and by the witness, who says when', async () => {
    const checkpoint = parseCheckpoint(NOTE);
    const keys = await parseKeys(POLICY);
    expect(keys).toHaveLength(3);
    const answers = await Promise.all(checkpoint.signatures.map((signature) => checkSignature(checkpoint, signature, keys)));
    expect(answers.map(({ kind }) => kind)).toEqual(['good', 'good']);
    expect(answers[1]).toMatchObject({ at: new Date('2026-11-26T11:09:07Z') });
  });

  it('is refused when one letter of it is other', async () => {
    const checkpoint = parseCheckpoint(NOTE.replace('\n240\n', '\n241\n'));
    const keys = await parseKeys(POLICY);
    for (const signature of checkpoint.signatures) expect((await checkSignature(checkpoint, signature, keys)).kind).toBe('bad');
  });

  it('proves nothing without a key', async () => {
    const checkpoint = parseCheckpoint(NOTE);
    for (const signature of checkpoint.signatures) expect((await checkSignature(checkpoint, signature, [])).kind).toBe('no-key');
  });

  it('is refused when it is malformed', () => {
    for (const note of ['', 'a\n1\n', 'a\n01\nAAAA\n\n', 'a\n1\nAAAA\n\n', NOTE.replace('— ', '- ')]) expect(() => parseCheckpoint(note)).toThrow();
  });
});

describe('a verifier key', () => {
  it('has the id that its own bytes give', async () => {
    const line = POLICY.split('\n')[0]?.split(' ').at(-1) ?? '';
    expect((await parseVerifierKey(line)).name).toBe('korea-2018.example/1');
    await expect(parseVerifierKey(line.replace('+d6c6', '+d6c7'))).rejects.toThrow('belong together');
  });
});

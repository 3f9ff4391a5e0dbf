import { readdirSync } from 'node:fs';
import { scoreCvss } from '@baton/domain/severity/cvss.ts';
import { expect, test } from 'vitest';
import { describeShared, sharedLines, sharedPath } from './shared-data.ts';

describeShared('CVSS of every version, against the vectors of another calculator', () => {
  test('every base score is the same', () => {
    const vectors = readdirSync(sharedPath('conformance/cvss/')).flatMap((file) =>
      sharedLines(`conformance/cvss/${file}`).flatMap((line) => {
        const [, vector, score] = /^(\S+) - \(?(-?[\d.]+)/.exec(line) ?? [];
        return vector === undefined ? [] : [{ vector, score: Math.abs(Number(score)) }];
      }),
    );
    const wrong = vectors.filter(({ vector, score }) => scoreCvss(vector)?.score !== score);
    expect(wrong).toEqual([]);
    expect(vectors).toHaveLength(7578);
  });
});

import { describe, expect, test } from 'vitest';
import { planAttributeChange, planToldAttributes } from './attribute-change.ts';

const site = (value: string) => ({ kind: 'site', value }) as const;
const tag = (value: string) => ({ kind: 'tag', value }) as const;

describe('a change that somebody makes', () => {
  test.each([
    ['a site replaces the one before', [site('Bonn')], [site('Berlin')], [], [site('Bonn')], [site('Berlin')]],
    ['a tag is added to the others', [tag('a')], [tag('b')], [], [], [tag('b')]],
    ['what is there already moves nothing', [site('Bonn'), tag('a')], [site('Bonn'), tag('a')], [], [], []],
    ['of two sites the last one said counts', [], [site('Bonn'), site('Berlin')], [], [], [site('Berlin')]],
    ['one tag is removed', [tag('a'), tag('b')], [], [tag('a')], [tag('a')], []],
    ['a kind is removed whole', [tag('a'), tag('b'), site('Bonn')], [], [{ kind: 'tag' }], [tag('a'), tag('b')], []],
    ['what is set and removed at once is set', [tag('a')], [tag('a')], [{ kind: 'tag' }], [], []],
  ] as const)('%s', (_name, current, set, remove, end, begin) => {
    expect(planAttributeChange(current, { set, remove })).toEqual({ end, begin });
  });
});

describe('what an export tells', () => {
  const by = (by: 'this-source' | 'other-source' | 'people') => ({ by });
  test('a site that an export told gives way to the next one, what people said does not', () => {
    const told = new Map([['site', ['Berlin']]] as const);
    expect(planToldAttributes([{ ...site('Bonn'), ...by('other-source') }], told)).toEqual({
      end: [site('Bonn')],
      begin: [site('Berlin')],
    });
    expect(planToldAttributes([{ ...site('Bonn'), ...by('people') }], told)).toEqual({ end: [], begin: [] });
  });

  test('tags that the export no longer has end, those of others stay', () => {
    const current = [
      { ...tag('old'), ...by('this-source') },
      { ...tag('kept'), ...by('people') },
      { ...tag('both'), ...by('other-source') },
    ];
    expect(planToldAttributes(current, new Map([['tag', ['both', 'new']]] as const))).toEqual({
      end: [tag('old')],
      begin: [tag('new')],
    });
  });

  test('an empty cell of a site says nothing, an empty cell of tags says that there are none', () => {
    const current = [
      { ...site('Bonn'), ...by('this-source') },
      { ...tag('old'), ...by('this-source') },
    ];
    expect(planToldAttributes(current, new Map([['site', []]] as const))).toEqual({ end: [], begin: [] });
    expect(planToldAttributes(current, new Map([['tag', []]] as const))).toEqual({ end: [tag('old')], begin: [] });
  });
});

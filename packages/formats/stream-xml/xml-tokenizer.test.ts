import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../reports/format-error.ts';
import { XmlTokenizer } from './xml-tokenizer.ts';

/** What a document says, as a list of events; the same from ours and from saxes. */
function ours(xml: string | Uint8Array, chunkSize = 65_536): string[] {
  const events: string[] = [];
  const tokenizer = new XmlTokenizer({
    open: (name, depth, tag) => {
      events.push(`${depth} <${name} a=${tag.get('a')} é=${tag.get('é')}`);
      return true;
    },
    close: (name, depth, text) => events.push(`${depth} ${JSON.stringify(text)} ${name}>`),
  });
  const bytes = Buffer.from(xml as Uint8Array);
  for (let at = 0; at < bytes.length; at += chunkSize) tokenizer.write(bytes.subarray(at, at + chunkSize));
  tokenizer.end();
  return events;
}

function saxes(xml: string): string[] {
  const events: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    events.push(`${texts.length} <${name} a=${attributes['a'] ?? null} é=${attributes['é'] ?? null}`);
    texts.push('');
  });
  const add = (text: string) => {
    if (texts.length > 0) texts[texts.length - 1] += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => events.push(`${texts.length - 1} ${JSON.stringify(texts.pop())} ${name}>`));
  parser.write(xml).close();
  return events;
}

function codeOf(xml: string | Uint8Array): string {
  try {
    ours(xml);
    return 'read';
  } catch (error) {
    return error instanceof FormatError ? error.code : String(error);
  }
}

const text = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', 'é', '漢', '😀', '&amp;', '&#x41;', '&#233;', ']', '"'),
});
const attribute = fc.constantFrom('', ' a="1"', " a='x > y'", ' é="&lt;é&gt;" a=""', '\n  a = "&quot;"\t');
const { document } = fc.letrec<{ document: string; node: string }>((tie) => ({
  document: tie('node').map(
    (root) => `<?xml version="1.0"?>\n<!-- c -->${root.startsWith('<') ? root : `<r>${root}</r>`}\n`,
  ),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.constantFrom('a', 'bé', 'c-d.e'), attribute).map(([name, a]) => `<${name}${a}/>`),
    fc
      .tuple(
        fc.constantFrom('a', 'bé', 'c:d'),
        attribute,
        fc.array(fc.oneof(text, tie('node'), fc.constant('<![CDATA[<&]]]>')), { maxLength: 4 }),
      )
      .map(([name, a, inner]) => `<${name}${a}>${inner.join('')}</${name}>`),
  ),
}));

describe('the tokenizer of XML', () => {
  test('says of any document what saxes says, however it comes in pieces', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 40 }), (xml, size) => {
        expect(ours(xml, size)).toEqual(saxes(xml.replaceAll('\r', '')));
      }),
      { numRuns: 300 },
    );
  });

  test('never takes a document that is cut for a whole one', () => {
    fc.assert(
      fc.property(document, fc.double({ min: 0, max: 0.999, noNaN: true }), (xml, where) => {
        const whole = Buffer.from(xml.trimEnd());
        const cut = whole.subarray(0, Math.floor(where * whole.length));
        expect(['cut', 'malformed', 'other-format']).toContain(codeOf(cut));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['tags that do not balance', '<a><b></a></b>', 'malformed'],
    ['an end without a beginning', '<a></a></b>', 'malformed'],
    ['a second root', '<a/><b/>', 'malformed'],
    ['text after the root', '<a/>x', 'malformed'],
    ['an attribute without quotes', '<a b=c/>', 'malformed'],
    ['an attribute without a value', '<a b/>', 'malformed'],
    ['the same attribute twice', '<a b="1" b="2"/>', 'malformed'],
    ['attributes without a space between', '<a b="1"c="2"/>', 'malformed'],
    ['a bare ampersand', '<a>R & D</a>', 'malformed'],
    ['a bare ampersand in an attribute', '<a b="R&D"/>', 'malformed'],
    ['an entity of its own', '<a>&boom;</a>', 'malformed'],
    ['a forbidden character', '<a>\u0001</a>', 'malformed'],
    ['a reference to a forbidden character', '<a>&#0;</a>', 'malformed'],
    ['a reference to half a character', '<a>&#xD800;</a>', 'malformed'],
    ['a section end in a text', '<a>]]></a>', 'malformed'],
    ['two hyphens in a comment', '<a><!-- a -- b --></a>', 'malformed'],
    ['a "<" in a tag', '<a <b/>', 'malformed'],
    ['a declaration in the middle', '<a><?xml version="1.0"?></a>', 'malformed'],
    ['bytes that are not UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'malformed'],
    ['a DTD that declares entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'malformed'],
    ['too deep a nesting', '<a>'.repeat(70), 'malformed'],
    ['no XML at all', 'Computer,Update\n', 'other-format'],
    ['nothing but a comment', '<!-- nothing -->', 'other-format'],
    ['a missing end', '<a><b></b>', 'cut'],
    ['an unfinished tag', '<a><b c="', 'cut'],
    ['an unfinished comment', '<a><!-- ', 'cut'],
    ['an unfinished section', '<a><![CDATA[ x ]]', 'cut'],
  ])('refuses %s', (_what, xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });

  test('takes a harmless DOCTYPE, a byte order mark and instructions', () => {
    expect(codeOf('\ufeff<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://no.example/a.dtd"><?style x?><a/>')).toBe(
      'read',
    );
  });

  test('says the line and the byte where it went wrong', () => {
    expect(() => ours('<a>\n<b>\n</c>\n</a>', 3)).toThrow(/<\/c> where <b> is open \(line 3, byte 8\)/);
  });

  test('refuses a tag without end before it fills the memory', () => {
    expect(codeOf(`<a b="${'x'.repeat(2 << 20)}`)).toBe('too-large');
  });
});

describe('a hostile document', () => {
  test('with a tag full of attributes is refused before it takes minutes', () => {
    const attributes = Array.from({ length: 100_000 }, (_, number) => ` a${number}=""`).join('');
    expect(() => ours(`<r>${`<x${attributes}/>`}</r>`)).toThrow(/more than 500 attributes/);
  });

  test('keeps no more of a text than the limit, whatever elements stand in between', () => {
    let kept = 0;
    const tokenizer = new XmlTokenizer({
      open: (_name, depth) => depth === 0,
      close: (_name, depth, text) => {
        if (depth === 0) kept = text.length;
      },
    });
    const piece = Buffer.from(`${'x'.repeat(1 << 20)}<y/>`);
    tokenizer.write(Buffer.from('<r>'));
    for (let megabytes = 0; megabytes < 40; megabytes += 1) tokenizer.write(piece);
    tokenizer.write(Buffer.from('</r>'));
    tokenizer.end();
    expect(kept).toBeLessThanOrEqual((16 << 20) + piece.length);
  });
});

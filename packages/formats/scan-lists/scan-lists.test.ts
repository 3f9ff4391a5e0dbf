import { describe, expect, test } from 'vitest';
import { SCAN_LIST_FORMS, scanListForm } from './registry.ts';
import type { ScanOrder, ScanTarget } from './scan-list.ts';

const device = (name: string, known: Partial<ScanTarget> = {}): ScanTarget => ({
  name,
  fqdns: [],
  hostnames: [],
  ips: [],
  ...known,
});

const ORDER: ScanOrder = {
  title: 'Baton <rescan> & more',
  targets: [
    device('WKS-1', { fqdns: ['wks-1.example.org'], ips: ['10.0.0.1'] }),
    device('WKS-2', { hostnames: ['wks-2'] }),
    device('WKS-2 again', { hostnames: ['wks-2'] }),
    device('10.0.0.9', { ips: ['10.0.0.9'] }),
  ],
  checks: [
    { kind: 'check', id: '208303' },
    { kind: 'check', id: '20830' },
    { kind: 'check', id: '1.3.6.1.4.1.25623.1.0.100315' },
    { kind: 'cve', id: 'CVE-2024-43572' },
    { kind: 'check', id: '208303' },
  ],
};

const textsOf = (tool: string) =>
  Object.fromEntries(
    scanListForm(tool)
      .files(ORDER)
      .map(({ name, text }) => [name, text]),
  );

describe('targets and checks in a scanner’s own form', () => {
  test('Nessus: a target a line, names before addresses; plugin ids joined by commas, in order, each once', () => {
    expect(textsOf('nessus')).toEqual({
      'nessus-targets.txt': 'wks-1.example.org\nwks-2\n10.0.0.9\n',
      'nessus-plugins.txt': '20830,208303\n',
      'nessus-look-up.txt': '1.3.6.1.4.1.25623.1.0.100315\nCVE-2024-43572\n',
    });
  });

  test('Qualys: addresses and names of an asset group apart, QIDs joined by commas', () => {
    expect(textsOf('qualys')).toEqual({
      'qualys-asset-group-ips.txt': '10.0.0.1,10.0.0.9\n',
      'qualys-asset-group-dns.txt': 'wks-2\n',
      'qualys-qids.txt': '20830,208303\n',
      'qualys-look-up.txt': '1.3.6.1.4.1.25623.1.0.100315\nCVE-2024-43572\n',
    });
  });

  test('Greenbone: a target of its protocol, nothing of a name is markup; OIDs a line', () => {
    expect(textsOf('openvas')).toEqual({
      'gvm-targets.xml':
        '<create_target><name>Baton &lt;rescan&gt; &amp; more</name><hosts>wks-1.example.org, wks-2, 10.0.0.9</hosts></create_target>\n',
      'gvm-oids.txt': '1.3.6.1.4.1.25623.1.0.100315\n',
      'gvm-look-up.txt': '20830\n208303\nCVE-2024-43572\n',
    });
  });

  test('Greenbone: more hosts than a target takes become several', () => {
    const many = Array.from({ length: 4096 }, (_, index) => device(`h${index}`));
    const [file] = scanListForm('gvm').files({ title: 'all', targets: many, checks: [] });
    expect(file?.text.match(/<create_target>/g)).toHaveLength(2);
    expect(file?.text).toMatch(/^<commands>\n.*part 1[\s\S]*part 2[\s\S]*<hosts>h4095<\/hosts>[\s\S]*<\/commands>\n$/);
  });

  test('any other tool has its targets and checks a line', () => {
    expect(textsOf('debsecan')).toEqual({
      'targets.txt': 'wks-1.example.org\nwks-2\n10.0.0.9\n',
      'checks-look-up.txt': '1.3.6.1.4.1.25623.1.0.100315\n20830\n208303\nCVE-2024-43572\n',
    });
  });

  test.each(SCAN_LIST_FORMS.map((form) => [form.tool, form] as const))(
    '%s writes nothing where there is nothing',
    (_, form) => {
      const files = form.files({ title: 'none', targets: [device('a')], checks: [] });
      expect(files.map(({ text }) => text).filter((text) => text.trim() === '')).toEqual([]);
    },
  );
});

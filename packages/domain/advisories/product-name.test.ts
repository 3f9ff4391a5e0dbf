import { describe, expect, it } from 'vitest';
import { productName } from './product-name.ts';

describe('names of one product', () => {
  it.each([
    [
      'chrome',
      ['Google Chrome', 'Google Chrome Enterprise', 'Chrome', 'GOOGLE CHROME (64-bit)', 'Google Chrome for Business'],
    ],
    [
      'chrome',
      ['Google Chrome < 129.0.6668.100 Multiple Vulnerabilities', 'Google Chrome 129.0.6668.100', 'Google® Chrome™'],
    ],
    [
      'edge',
      [
        'Microsoft Edge',
        'Microsoft Edge (Chromium) < 129.0.2792.79',
        'Microsoft Edge for Business',
        'Microsoft Edge Stable',
      ],
    ],
    [
      'firefox',
      ['Mozilla Firefox', 'Mozilla Firefox 131.0.2 (x64 en-US)', 'Firefox (x64 de)', 'Mozilla Firefox x64 en-US'],
    ],
    ['cisco secure client', ['Cisco Secure Client - AnyConnect VPN', 'Cisco Secure Client < 5.1.14.145']],
    ['citrix workspace', ['Citrix Workspace 2409', 'Citrix Workspace App < 24.9.10']],
    ['.net core', ['Microsoft .NET Runtime - 8.0.8 (x64)', 'Microsoft .NET Core Runtime', 'Microsoft .NET Core']],
    ['winrar', ['WinRAR 7.01 (64-bit)', 'RARLAB WinRAR < 7.20']],
    [
      'firefox esr',
      [
        'Mozilla Firefox ESR',
        'Mozilla Firefox 128.3.0 ESR (x64 en-US)',
        'Mozilla Firefox ESR < 128.3',
        'Firefox ESR (x64 de)',
      ],
    ],
    [
      '7-zip',
      ['7-Zip', '7-Zip 24.09 (x64 edition)', '7-Zip 24.09 (x64)', '7-Zip x64 edition', '7zip', '7-Zip < 24.07'],
    ],
    [
      'acrobat',
      ['Adobe Acrobat DC (64-bit)', 'Adobe Acrobat (64-bit)', 'Adobe Acrobat Pro DC', 'Adobe Acrobat < 24.003.20112'],
    ],
    [
      'acrobat reader',
      ['Adobe Acrobat Reader DC', 'Adobe Acrobat Reader', 'Adobe Reader', 'Adobe Acrobat Reader DC - Deutsch'],
    ],
    ['vlc', ['VLC media player', 'VLC', 'VideoLAN VLC media player 3.0.20', 'VLC < 3.0.20']],
    ['notepad++', ['Notepad++ (64-bit x64)', 'Notepad++', 'Notepad++ 8.6.9', 'Notepad++ (32-bit x86)']],
    [
      'java 8',
      [
        'Java 8 Update 421',
        'Java 8 Update 421 (64-bit)',
        'Java(TM) 8 Update 411',
        'Oracle Java 8',
        'Java SE Runtime Environment 8 Update 421',
      ],
    ],
    ['java se development kit 8', ['Java SE Development Kit 8 Update 421 (64-bit)', 'Java SE Development Kit 8']],
    ['putty', ['PuTTY release 0.81 (64-bit)', 'PuTTY', 'PuTTY < 0.81']],
    ['git', ['Git', 'Git version 2.46.0', 'Git for Windows']],
    ['zoom', ['Zoom (64-bit)', 'Zoom Workplace', 'Zoom Client for Meetings', 'Zoom Workplace Desktop App < 6.2.0']],
    ['keepass', ['KeePass Password Safe 2.57', 'KeePass']],
  ])('%s', (name, titles) => {
    expect(titles.map((title) => [title, productName(title)])).toEqual(titles.map((title) => [title, name]));
  });

  it.each([
    ['Mozilla Firefox', 'Mozilla Firefox ESR'],
    ['Google Chrome', 'Google Chrome Beta'],
    ['Microsoft Edge', 'Microsoft Edge WebView2 Runtime'],
    ['Adobe Acrobat', 'Adobe Acrobat Reader'],
    ['Adobe Acrobat DC', 'Adobe Acrobat 2020'],
    ['Java 8 Update 421', 'Java 17'],
    ['Java 8 Update 421', 'Java SE Development Kit 8 Update 421'],
    ['Zoom', 'Zoom Rooms'],
    ['Java SE Development Kit 8', 'Java SE Development Kit 11'],
    ['Microsoft SQL Server 2012', 'Microsoft SQL Server 2019'],
  ])('%s is not %s', (one, other) => {
    expect(productName(one)).not.toBe(productName(other));
  });

  it('keeps something of every title, and of what is no name all', () => {
    expect(productName('Google')).toBe('google');
    expect(productName('(unknown)')).toBe('(unknown)');
    expect(productName(`${'a '.repeat(100_000)}`).length).toBeLessThanOrEqual(500);
  });
});

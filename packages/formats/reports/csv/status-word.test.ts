import { expect, test } from 'vitest';
import { readStatus, readYesNo } from './status-word.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  installed: [
    'Downloaded and installed',
    '3 of 3 installed',
    'Installed 10/11/2024',
    'Installed, not rebooted',
    'Installed',
    'SUCCESS',
    'Compliant',
    'Up to date',
    'Yes',
    'true',
    '1',
    'Patched',
    'Fixed',
    'Success (0)',
    'Installiert',
    'Installé',
    'Instalado',
    'InstalledOther',
    'INSTALLED_OTHER',
    'INSTALLED_REJECTED',
    'Installed, no update available',
    'No longer vulnerable',
    'No missing updates',
    'No updates needed',
    'Not vulnerable',
    'Installato',
    'Geïnstalleerd',
    'Zainstalowano',
    'インストール済み',
    '已安装',
    '설치됨',
  ],
  missing: [
    'Installed - Outdated',
    'Installed on previous build',
    'インストールされていません',
    '未インストール',
    '必要',
    '未安装',
    '설치되지 않음',
    'Pas installé',
    'Pas encore installée',
    'Não instalado',
    'Previously installed',
    'Non installato',
    'Niet geïnstalleerd',
    'Nie zainstalowano',
    'Installed (update available)',
    'Older version installed',
    'Current version is older',
    'Installed but vulnerable',
    'Is Installed? No',
    'NOT_INSTALLED',
    'Relevant',
    'Not yet installed',
    'Cannot be installed',
    'To be installed',
    'Will be installed',
    'Installed: No',
    'No patches installed',
    'Keine Updates installiert',
    'Installation not complete',
    'Not fully patched',
    '2 of 3 installed',
    'Successfully downloaded',
    'Missing (previously installed)',
    'Missing',
    'Needed',
    'Not installed',
    'Required',
    'Available',
    'Pending',
    'Non-Compliant',
    'NotInstalled',
    'No',
    '0',
    'Outdated',
    'Downloaded',
    'Nicht installiert',
    'Fehlt',
    'Manquant',
    'Non installé',
    'No instalado',
    'Installable',
    'Not up to date',
    'No longer compliant',
    'Nicht mehr aktuell',
    'Needs update',
    'PendingInstall',
    'Awaiting installation',
    'Incomplete',
    'Uninstalled',
    'Uninstall: success',
    'Update is required',
  ],
  failed: [
    'Failed',
    'Install failed (1603)',
    'Failed, reboot required',
    'Fehlgeschlagen',
    'Échec',
    '失敗',
    '安装失败',
    '실패',
  ],
  not_applicable: [
    'Not Relevant',
    'Not Applicable',
    'N/A',
    'not required',
    'NotApplicable',
    'Non applicable',
    'Nicht anwendbar',
    'Nicht erforderlich',
    'Update is not required',
    '該当なし',
    '不适用',
  ],
  unknown: [
    'Unknown',
    'Error',
    'No data',
    'Not evaluated',
    'Offline',
    'Unbekannt',
    'Detection state unknown',
    'Detection failed',
    'Pending scan',
    'Evaluating',
    'Unable to determine',
    'Completed with errors',
    '不明',
    '未知',
  ],
};

test.each(Object.entries(WORDS).flatMap(([says, words]) => words.map((word) => [word, says])))(
  'the status “%s” means %s',
  (word, says) => {
    expect(readStatus(word)?.says).toBe(says);
  },
);

test.each([
  'Installed, pending reboot',
  'Pending restart',
  'Reboot required',
  'Success - restart required',
  'Neustart erforderlich',
  'Redémarrage requis',
  'InstalledPendingReboot',
  'Restart to finish',
  'Ausstehender Neustart',
  'En attente de redémarrage',
  '再起動が必要',
  '需要重新启动',
  '다시 시작 필요',
])('the status “%s” means installed, and a reboot is pending', (word) => {
  expect(readStatus(word)).toMatchObject({ says: 'installed', rebootPending: true });
});

test.each(['Declined', 'Not approved'])('the status “%s” means that IT leaves it out', (word) => {
  expect(readStatus(word)).toMatchObject({ says: 'missing', notApproved: true });
});

test('a word that says nothing to us is no status', () => {
  expect(readStatus('Frobnicated')).toBeNull();
  // Not a whole word of ours: who knows what it denies.
  expect(readStatus('インストール済みではない')).toBeNull();
  expect(readStatus('')).toBeNull();
});

test.each([
  ['Yes', true],
  ['Yes (since Tuesday)', true],
  ['Reboot required', true],
  ['FALSE', false],
  ['No', false],
  ['Nein', false],
  ['Reboot not required', false],
  ['No restart needed', false],
  ['Kein Neustart erforderlich', false],
  ['perhaps', null],
  ['', null],
])('“%s” as yes or no is %s', (word, answer) => {
  expect(readYesNo(word)).toBe(answer);
});

test.each([
  'Installed, no reboot required',
  'Installiert, kein Neustart erforderlich',
  'Installé, aucun redémarrage requis',
])('the status “%s” means installed, and no reboot is pending', (word) => {
  expect(readStatus(word)).toMatchObject({ says: 'installed', rebootPending: false });
});

import { isRemovalWord } from '@baton/domain/evidence/removal-word.ts';
import type { Says } from '@baton/domain/evidence/report.ts';

export interface StatusWord {
  readonly says: Says;
  /** The word itself tells of a pending reboot. */
  readonly rebootPending: boolean;
  /** The word says that IT has not approved it: its baseline leaves it out. */
  readonly notApproved: boolean;
}

const REBOOT =
  /(pending|require[sd]?|need(s|ed)?|await\w*|wait\w*)[\s:_-]*(a\s+)?(for\s+)?(system\s+)?(reboot|restart)|(?<!\b(no|without)[\s_-]+)(reboot|restart)[\s_-]*(pending|required|needed)|(?<!\bkein )neustart (ausstehend|erforderlich|notig)|(?<!\b(aucun|sans) )redemarrage (requis|en attente|necessaire)|(?<!\bsin )reinicio (pendiente|requerido)|\b(reboot|restart) to (complete|finish|apply)|ready to (reboot|restart)|neustart steht aus|ausstehender neustart|en attente de redemarrage/i;
const NOT_APPROVED =
  /\b(declined|not[\s_-]?approved|unapproved|rejected|ignored|excluded|blocked|deferred|hidden|abgelehnt|zuruckgestellt|refusee?s?|rejetee?s?|rechazad[oa])\b/i;
const NOT_APPLICABLE =
  /\b(not[\s_-]?applicable|n\/?a|not[\s_-]?needed|not[\s_-]?required|not[\s_-]?relevant|irrelevant|inapplicable|nicht[\s_-]?(zutreffend|anwendbar|erforderlich|benotigt|notig)|non[\s_-]?(applicable|requise?|necessaire)|no[\s_-]?(aplicable|requerid[oa]|necesari[oa]))\b/i;
const UNKNOWN =
  /\b((detection|scan|evaluation|assessment)[\s_-]?pending|pending[\s_-]?(scan|evaluation|assessment)|evaluating|unknown|no[\s_-]?data|not[\s_-]?evaluated|not[\s_-]?scanned|error|n\.?d\.?|undetermined|unable[\s_-]?to[\s_-]?(?:determine|detect|scan|evaluate)|unklar|nicht gemeldet|not[\s_-]?reported|no[\s_-]?status|offline|unreachable|timed?[\s_-]?out|pending[\s_-]?detection|detection[\s_-]?pending|indeterminate|conflict|unbekannt|fehler|inconnue?|erreur|desconocid[oa])\b/i;
const FAILED =
  /\b(fail(ed|ure)?|fehlgeschlagen|echec|echoue|fallid[oa]|error[eo]? d.installation|unsuccessful|aborted|rolled[\s_-]?back|cancell?ed)\b/i;
/** Words of what was found good that hold a word of what is missing, and the other way round. */
const NOTHING_MISSING =
  /\b(no|keine|aucune?|sin)[\s_-]?(missing|needed|pending|required|outstanding)?[\s_-]?(updates?|patches|action)[\s_-]?(missing|needed|required|available)?\b|\b(not|no[\s_-]longer)[\s_-]?vulnerable\b/i;
const NO_MORE =
  /\b(not|no longer|nicht( mehr)?|plus|non)[\s_-]+(up[\s_-]?to[\s_-]?date|current|compliant|patched|aktuell|konform|a jour|conforme)\b/i;
/** Words that hold the word for installed and deny it: "Not yet installed", "Will be installed", "Installed: No", "Download complete". */
const DENIED: readonly RegExp[] = [
  /^(missing|fehlt|manquante?|falta)\b/i,
  /\b(not|never|cannot|can't|unable|nicht)\b[^,;.()]{0,25}\b(installed|complete[d]?|compliant|patched|applied|deployed|present|installiert|konform)\b/i,
  /\b(to|will|can|must|should|being)[\s_-]+(be[\s_-]+)?(installed|applied|deployed|patched|updated|upgraded)\b/i,
  /\b(installed|applied|deployed|patched|compliant)\s*[:=?]\s*(no|false|0|nein|non)\b/i,
  /\bdownload(ed|ing)?\b(?!.*\b(installed|applied)\b)/i,
  /\b(installed|applied|present) (on|in|for|under|with|before) (the |an? )?(previous|prior|old|older|earlier|former) (build|version|release|os|system|image)\b/i,
];
/** Something is there, and it is the old one: "Installed - Outdated", "Installed (update available)", "Older version installed". */
const IS_OLD =
  /(?<!\b(?:no|not|no longer|never|non|kein|keine|nicht|nicht mehr|aucune?|sin)[\s-]+)\b(?:outdated|out[\s-]of[\s-]date|obsolete|vulnerable|(?:old|older|lower|wrong|earlier|previous|unsupported)[\s-]version|version (?:is )?(?:too )?(?:old|older|lower)|updates?[\s-](?:is[\s-])?(?:available|required|needed)|needs?[\s-](?:an[\s-])?update|veraltet|update[\s-]verfugbar|perimee?|desactualizad[oa]|mise a jour (?:disponible|requise)|actualizacion disponible)\b/i;
/** The tool went to its end and says that not all of it went well. */
const WITH_ERRORS = /\bwith (?:\w+ )?(?:errors?|failures?)\b/i;
const MISSING =
  /\b(missing|needed|not[\s_-]?installed|required|relevant|available|applicable|non[\s_-]?compliant|not[\s_-]?compliant|noncompliant|out[\s_-]?of[\s_-]?date|outdated|update[\s_-]?available|pending|vulnerable|unpatched|not[\s_-]?patched|downloaded|downloading|scheduled|approved|queued|in[\s_-]?progress|installing|installable|needs?[\s_-]update|await(s|ing)[\s_-]install(ation)?|ready|open|no|false|upgradable|offer(ed|ing)|fehlt|fehlend|ausstehend|erforderlich|benotigt|veraltet|verfugbar|obsolete|perimee?|disponible|a installer|manquante?|falta|faltante|requise?|necesari[oa])\b/i;
const INSTALLED =
  /\b(installed|success(ful(ly)?)?|succeeded|compliant|up[\s_-]?to[\s_-]?date|current|patched|fixed|complete[d]?|applied|deployed|present|ok|done|yes|true|latest|remediated|finished|(?<!\bbe )upgraded|(?<!\bbe )updated|installiert|installee?|installat[oa]|geinstalleerd|zainstalowan[oay]|instalad[oa]|konform|erfolgreich|reussie?|conforme|aktuell|a jour)\b/i;

/**
 * What a tool's own word comes to. Errors and unknowns are no opinion; a failed install is one: the fix is not in. Null for words
 * that say nothing to us.
 */
export function readStatus(raw: string): StatusWord | null {
  const word = plainWords(raw);
  if (word === '') return null;
  const eastern = readEastern(raw);
  if (eastern !== null) return eastern;
  const rebootPending = REBOOT.test(word);
  const of = (says: Says, notApproved = false): StatusWord => ({ says, rebootPending, notApproved });
  if (word === '1') return of('installed');
  if (word === '0') return of('missing');
  // Of AWS: it is in, though the baseline rejects it or does not ask for it.
  if (/^installed (other|rejected)$/i.test(word)) return of('installed');
  if (NOT_APPROVED.test(word)) return of('missing', true);
  if (NOT_APPLICABLE.test(word)) return of('not_applicable');
  if (/\b(detection|scan|evaluation|assessment)[\s_-]?fail/i.test(word)) return of('unknown');
  if (FAILED.test(word)) return of('failed');
  // "Uninstall: success" tells of a success that took it off.
  if (isRemovalWord(word)) return of('missing');
  if (rebootPending) return of('installed');
  if (UNKNOWN.test(word)) return of('unknown');
  if (
    /\b(not|non|un|nicht|niet|nie|no|nao|none|never|keine|aucune?|sin|pas(?: encore)?|jamais|previously|formerly)[\s_-]?((updates?|patch(es)?|hotfix(es)?)[\s_-]+)?(installed|compliant|patched|present|fixed|applied|deployed|upgraded|updated|success\w*|installiert|konform|aktuell|installee?|installat[oa]|geinstalleerd|zainstalowan[oay]|conforme|instalad[oa])\b|\bnoncompliant\b|\bunpatched\b/i.test(
      word,
    )
  )
    return of('missing');
  if (NO_MORE.test(word) || isPartly(word) || DENIED.some((words) => words.test(word))) return of('missing');
  if (NOTHING_MISSING.test(word)) return of('installed');
  if (IS_OLD.test(word)) return of('missing');
  if (WITH_ERRORS.test(word)) return of('unknown');
  if (INSTALLED.test(word)) return of('installed');
  if (MISSING.test(word)) return of('missing');
  return null;
}

/**
 * Japanese, Chinese and Korean as WSUS, Configuration Manager and Intune write them. Whole words only: these languages deny with a
 * single sign before or behind the word.
 */
const EASTERN: readonly (readonly [word: RegExp, says: Says])[] = [
  [
    /^(?:インストール(?:済み?|完了|されました)|適用(?:済み?|完了)|準拠(?:している)?|已安装|已安裝|安装成功|安裝成功|符合|合规|설치(?:됨|완료)|적용됨|준수)$/,
    'installed',
  ],
  [
    /^(?:未インストール|未適用|インストールされていません|必要|不足|非準拠|未安装|未安裝|缺少|需要|不符合|不合规|설치안됨|설치되지않음|미설치|필요|미준수)$/,
    'missing',
  ],
  [
    /^(?:該当なし|適用(?:外|不可|対象外)|対象外|不要|不适用|不適用|无需|해당없음|적용불가|적용되지않음)$/,
    'not_applicable',
  ],
  [/^(?:(?:インストール(?:に)?)?失敗(?:しました)?|(?:安装|安裝)?失败|(?:安装|安裝)失敗|(?:설치)?실패)$/, 'failed'],
  [/^(?:不明|エラー|未知|错误|錯誤|알수없음|오류)$/, 'unknown'],
];
const EASTERN_REBOOT =
  /^(?:インストール済み?)?[(（、]?(?:再起動(?:が必要(?:です)?|待ち|保留中?)|(?:需要|等待|挂起)(?:重新)?(?:启动|啟動|重启|重啟)|다시시작(?:필요|대기중?)|재부팅(?:필요|대기중?))[)）]?$/;

function readEastern(raw: string): StatusWord | null {
  const word = raw.normalize('NFKC').replace(/\s/g, '');
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) return null;
  if (EASTERN_REBOOT.test(word)) return { says: 'installed', rebootPending: true, notApproved: false };
  const says = EASTERN.find(([pattern]) => pattern.test(word))?.[1];
  return says === undefined ? null : { says, rebootPending: false, notApproved: false };
}

/** Not all of it: "Partially installed", "2 of 3 installed". */
function isPartly(word: string): boolean {
  const [, done, all] = /(?<![\d/.])(\d+)\s*(?:of|\/)\s*(\d+)(?![\d/.])/.exec(word) ?? [];
  return /\b(partially|partly|incomplete)\b/i.test(word) || (done !== undefined && Number(done) < Number(all));
}

/** "Reboot not required", "No restart needed", "Kein Neustart erforderlich" */
const NO_REBOOT =
  /^(?:system )?(?:reboot|restart)s? (?:is )?not (?:required|needed|pending)$|^(?:no|kein|aucun|sin) (?:reboot|restart|neustart|redemarrage|reinicio)\b/i;

/** Yes and no as tools and people write them; null where it is neither. */
export function readYesNo(raw: string): boolean | null {
  const word = plainWords(raw).toLowerCase();
  if (
    /^(yes|y|true|1|pending|required|needed|ja|oui|si|x|reboot required|restart required|pending reboot|pending restart|reboot pending)$/.test(
      word,
    )
  )
    return true;
  if (/^(no|n|false|0|none|not required|not needed|nein|non|clear|ok|no reboot|-)$/.test(word)) return false;
  if (NO_REBOOT.test(word)) return false;
  return /^(yes|true|ja|oui|si)\b/.test(word) ? true : /^(no|false|nein|non)\b/.test(word) ? false : null;
}

/** Without accents, which exports lose or keep by chance ("Installé"), and in words where they are run together ("PendingInstall"). */
function plainWords(raw: string): string {
  return raw
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ');
}

import type { Claim } from '../evidence/report.ts';

/** Products whose releases lie beside each other and get updates of their own, where their names do not tell which release it is. */
const LINES: readonly (readonly [names: RegExp, line: string])[] = [
  [/^java(?: se)?(?: runtime environment| development kit)?$/, 'java'],
  [/^\.net core$/, '.net core'],
];

/**
 * The product of a claim with its release, by its version: "java 8" of 8.0.421 and of 1.8.0_421, ".net core 8" of 8.0.8. Other
 * products, and those without a version, stay as they are.
 *
 * @param product as `productName` brings it to one
 */
export function releaseLine(product: string, { installedVersion, requiredVersion }: Claim): string {
  const line = LINES.find(([names]) => names.test(product))?.[1];
  if (line === undefined) return product;
  const release = /^(?:1\.(?=[5-8]\.))?(\d+)\b/.exec(installedVersion ?? requiredVersion ?? '')?.[1];
  return release === undefined ? product : `${line} ${release}`;
}

/**
 * A claim on Java 8 with its versions in one form, "8.0.421": the uninstall entry counts updates in tens and adds the build
 * ("8.0.4210.9"), `java -version` writes "1.8.0_421", and checks write both beside each other.
 */
export function inJavaVersions(claim: Claim): Claim {
  const installedVersion = javaVersion(claim.installedVersion);
  const requiredVersion = javaVersion(claim.requiredVersion);
  if (installedVersion === claim.installedVersion && requiredVersion === claim.requiredVersion) return claim;
  return { ...claim, installedVersion, requiredVersion };
}

function javaVersion(text: string | null): string | null {
  if (text === null) return null;
  const [, release, tens] = /^([5-8])\.0\.(\d{1,4}0)\.\d+$/.exec(text) ?? [];
  if (release !== undefined) return `${release}.0.${Number(tens) / 10}`;
  const [, old, update] = /^1\.([5-8])\.0_(\d{1,3})\b/.exec(text) ?? [];
  if (old !== undefined) return `${old}.0.${Number(update)}`;
  return /^([5-8]\.0\.\d{1,3}) \(/.exec(text)?.[1] ?? text;
}

import { PackageURL } from 'packageurl-js';
import type { ConfirmedProduct } from './confirmed-mistake.ts';

/** Kinds of packages and their namespaces, by distribution (purl-spec, PURL-TYPES). */
const PACKAGE_TYPES: Readonly<Record<string, { readonly type: string; readonly namespace: string }>> = {
  debian: { type: 'deb', namespace: 'debian' },
  ubuntu: { type: 'deb', namespace: 'ubuntu' },
  rhel: { type: 'rpm', namespace: 'redhat' },
  centos: { type: 'rpm', namespace: 'centos' },
  almalinux: { type: 'rpm', namespace: 'almalinux' },
  rocky: { type: 'rpm', namespace: 'rocky' },
  oracle: { type: 'rpm', namespace: 'oracle' },
  fedora: { type: 'rpm', namespace: 'fedora' },
  amazon: { type: 'rpm', namespace: 'amzn' },
  suse: { type: 'rpm', namespace: 'suse' },
  sles: { type: 'rpm', namespace: 'suse' },
  alpine: { type: 'apk', namespace: 'alpine' },
};

/** The product that has the fix: a purl of the package in its distribution, or the CPE of the Windows release and build. */
export function fixedProductId({ system, kind, name, version }: ConfirmedProduct): string {
  if (kind === 'kb') return windowsCpe(system, version) ?? genericPurl(name, version);
  return packagePurl(system, name, version) ?? genericPurl(name, version);
}

/** The component that a check looked for on a device of another platform. */
export function checkedComponentId({ checkedPlatform, name }: ConfirmedProduct): string {
  return packagePurl(checkedPlatform, name, null) ?? genericPurl(name, null);
}

function packagePurl(system: string | null, name: string, version: string | null): string | null {
  const [distribution = '', release] = system?.split(':') ?? [];
  const known = PACKAGE_TYPES[distribution];
  if (known === undefined) return null;
  const distro = release === undefined ? {} : { distro: `${distribution}-${release}` };
  // Fixes of Debian and Ubuntu are of source packages.
  const arch = known.type === 'deb' ? { arch: 'source' } : {};
  return new PackageURL(known.type, known.namespace, name, version, { ...arch, ...distro }, null).toString();
}

function genericPurl(name: string, version: string | null): string {
  return new PackageURL('generic', null, name.toLowerCase().replaceAll(/\s+/g, '-'), version, null, null).toString();
}

/** "windows:10-22H2" and 19045.5011 → cpe:2.3:o:microsoft:windows_10_22h2:10.0.19045.5011:… (NISTIR 7695, 6.2). */
function windowsCpe(system: string | null, build: string | null): string | null {
  const release = /^windows:(.+)$/.exec(system ?? '')?.[1];
  if (release === undefined) return null;
  const product = `windows_${release.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
  const version = build === null ? '*' : /^\d+\.\d+$/.test(build) ? `10.0.${build}` : build;
  return `cpe:2.3:o:microsoft:${product}:${version.replaceAll(/[^\w.*]/g, '\\$&')}:*:*:*:*:*:*:*`;
}

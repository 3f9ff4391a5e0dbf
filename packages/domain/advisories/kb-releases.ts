import type { KnownKb } from './knowledge.ts';
import { windowsRelease } from './windows-product.ts';

/** The releases of Windows that a KB is for ("windows:10-22H2"), by its products and builds; empty for one of none (Office). */
export function releasesOfKb({ builds, products }: KnownKb): readonly string[] {
  return [
    ...builds.map(({ product }) => product),
    // ".NET Framework 4.8 on Windows 10 Version 22H2" is for that release too.
    ...products.flatMap((name) => windowsRelease(name.replace(/^.* on (?=Windows )/, '')) ?? []),
  ];
}

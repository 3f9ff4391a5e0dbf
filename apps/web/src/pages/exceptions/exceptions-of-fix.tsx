import { listExceptions } from '@baton/contract/exceptions.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import { urls } from '../../urls.ts';
import { StateChip } from './state-chip.tsx';

interface ExceptionsOfFixProps {
  readonly fix: string;
  /** Only those that name this device; else of the fix on any. */
  readonly device?: { readonly deviceId: string; readonly name: string };
  /** Whether there is anything to set aside. */
  readonly isNeeded: boolean;
}

/** The exceptions of a fix, or of one cell, and the way to ask for one. */
export function ExceptionsOfFix({ fix, device, isNeeded }: ExceptionsOfFixProps) {
  const query = { fix, device: device?.deviceId, pageSize: 20 };
  const rows = useRead(listExceptions, { query }).data?.rows ?? [];
  if (rows.length === 0 && !isNeeded)
    return device === undefined ? <p className="small quiet">None, and nothing is left to set aside.</p> : null;
  return (
    <div className="stack small">
      {rows.length === 0 ? null : (
        <ul className="exceptions-of-fix">
          {rows.map((row) => (
            <li key={row.exceptionId} className="row wrap">
              <PageLink className="link" to={urls.exception(row.exceptionId)}>
                <Unbroken>{row.name}</Unbroken>
              </PageLink>
              <StateChip exception={row} />
            </li>
          ))}
        </ul>
      )}
      {isNeeded ? (
        <p>
          <PageLink className="link" to={urls.requestException({ fix, device: device?.name })}>
            Request an exception
          </PageLink>
        </p>
      ) : null}
    </div>
  );
}

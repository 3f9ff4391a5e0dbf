import { downloadAuditPack } from '@baton/contract/audit.ts';
import { addressOf } from '../api/call.ts';
import { useMe } from '../session.ts';
import { Button } from './button.tsx';

/** The audit pack as a file: a ZIP of tables with a signed manifest. That it was made goes into the log. */
export function AuditPackButton() {
  const me = useMe();
  if (!me.permissions.includes('audit.export'))
    return <Button closed="A lead or member of either team exports it, or an administrator">Audit pack</Button>;
  return (
    <a className="button" href={addressOf(downloadAuditPack, {})} download>
      Audit pack
    </a>
  );
}

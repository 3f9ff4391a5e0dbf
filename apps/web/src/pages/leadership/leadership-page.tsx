import { mailLeadership, printLeadership, readLeadership } from '@baton/contract/leadership.ts';
import { addressOf } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { AuditPackButton } from '../../ui/audit-pack-button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { LeadershipSheet } from './leadership-sheet.tsx';
import { LinksPanel } from './links-panel.tsx';
import { MonthlyMailPanel } from './monthly-mail-panel.tsx';

/** The page that CIO and CISO read together, inside the shell: with goals to set, and ways to send it on. */
export function LeadershipPage() {
  const page = useRead(readLeadership, { every: 60_000 });
  usePageTitle({ crumbs: [], title: 'Leadership', headed: true });
  return (
    <div className="stack lead-page">
      <Loaded query={page}>
        {(data) => (
          <LeadershipSheet
            page={data}
            acts={
              <span className="row no-print">
                <PageLink className="button" to={urls.goals()}>
                  Joint goals
                </PageLink>
                <a className="button" href={addressOf(printLeadership, {})} download>
                  PDF
                </a>
                <a className="button" href={addressOf(mailLeadership, {})} download>
                  E-mail
                </a>
                <AuditPackButton />
              </span>
            }
          />
        )}
      </Loaded>
      {/* Below a sheet whose height is not known yet, panels would jump. */}
      {page.isPending ? null : (
        <>
          <LinksPanel />
          <MonthlyMailPanel />
        </>
      )}
    </div>
  );
}

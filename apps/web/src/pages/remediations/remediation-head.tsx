import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount, formatCounted, formatShare } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { titleBeside } from '../../ui/title-beside.ts';
import { urls } from '../../urls.ts';

const KEV_SHOWN = 3;

/** What the fix is, and the three fractions: IT says, agreed, InfoSec says. */
export function RemediationHead({ remediation }: { readonly remediation: RemediationDetail }) {
  const { fix, title, fixFacts } = remediation;
  const moreKev = fixFacts.kev.length - KEV_SHOWN;
  return (
    <header className="page-head">
      <div>
        <h1>
          {fix} <span className="fix-title">{titleBeside(fix, title)}</span>
        </h1>
        <div className="page-facts">
          {fixFacts.fixedAt ? (
            <span>
              Fixed at <b>{fixFacts.fixedAt}</b>
            </span>
          ) : null}
          <PageLink to={urls.fix(fix)}>
            Removes <b>{formatCounted(fixFacts.vulnerabilities.length, 'vulnerability', 'vulnerabilities')}</b>
          </PageLink>
          {fixFacts.kev.length > 0 ? (
            <span>
              <b>{formatCount(fixFacts.kev.length)} in KEV:</b> {fixFacts.kev.slice(0, KEV_SHOWN).join(', ')}
              {moreKev > 0 ? ` and ${moreKev} more` : ''}
            </span>
          ) : null}
          {fixFacts.severity ? (
            <span>
              Severity <b>{fixFacts.severity}</b>
              {fixFacts.severityBy ? ` by ${fixFacts.severityBy}` : ''}
            </span>
          ) : null}
          {fixFacts.replaces.length > 0 ? (
            <span>
              Replaces <b>{fixFacts.replaces.slice(0, 3).join(', ')}</b>
            </span>
          ) : null}
        </div>
      </div>
      <div className="three-fractions">
        <Fraction label={<TeamChip owner="it" />} suffix="says" share={remediation.itSays} />
        <Fraction label="Agreed" share={remediation.agreed} agreed />
        <Fraction label={<TeamChip owner="infosec" />} suffix="says" share={remediation.infosecSays} />
      </div>
    </header>
  );
}

interface FractionProps {
  readonly label: React.ReactNode;
  readonly suffix?: string;
  readonly share: RemediationDetail['agreed'];
  readonly agreed?: boolean;
}

function Fraction({ label, suffix, share, agreed = false }: FractionProps) {
  return (
    <div title={formatShare(share)}>
      <div className="fraction-label">
        {label} {suffix}
      </div>
      <div className={agreed ? 'fraction-value agreed' : 'fraction-value'}>
        {formatCount(share.numerator)}
        <span className="faint"> / {formatCount(share.denominator)}</span>
      </div>
    </div>
  );
}

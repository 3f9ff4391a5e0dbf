import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { formatDay } from '@baton/presentation/formats.ts';
import { Fragment } from 'react';
import { PageLink } from '../../ui/page-link.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import { urls } from '../../urls.ts';

/** The exceptions that a request goes on from, each with when it ended: "EX-3, ended 3 Nov 2026". */
export function GoesOnWords({ from }: { readonly from: ExceptionDetail['goesOnFrom'] }) {
  return from.map(({ exceptionId, name, endedAt }, index) => (
    <Fragment key={exceptionId}>
      {index === 0 ? '' : '; '}
      <PageLink to={urls.exception(exceptionId)} className="link">
        <Unbroken>{name}</Unbroken>
      </PageLink>
      , ended {formatDay(endedAt)}
    </Fragment>
  ));
}

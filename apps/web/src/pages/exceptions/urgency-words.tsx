import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { formatCounted } from '@baton/presentation/formats.ts';

/** How urgent it is known to be, in half a sentence. */
export function UrgencyWords({ urgency }: { readonly urgency: ExceptionDetail['urgencyNow'] }) {
  const { kev, epss, ssvc, exposed } = urgency;
  return (
    <>
      {kev.length === 0 ? 'not in KEV' : <b>in KEV: {kev.join(', ')}</b>}, EPSS {epss ?? 'not known'}, SSVC{' '}
      {ssvc ?? 'not decided'},{' '}
      {exposed.length === 0 ? 'no device exposed' : <b>{formatCounted(exposed.length, 'device')} exposed</b>}
    </>
  );
}

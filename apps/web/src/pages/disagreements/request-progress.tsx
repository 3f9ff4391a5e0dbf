import type { DeviceRequestDto } from '@baton/contract/device-requests.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import './request-progress.css';

/** "12 of 187 looked at", and how it ended. */
export function RequestProgress({ request }: { readonly request: DeviceRequestDto }) {
  const { done, devices, state, kind } = request;
  return (
    <span className="row small">
      <progress
        className="request-progress"
        max={devices}
        value={done}
        aria-label="Devices that evidence has told of"
      />
      <span>
        <b>{formatCount(done)}</b> of {formatCount(devices)} {kind === 'rescan' ? 'looked at' : 'restarted'}
        {state === 'withdrawn' ? `, taken back by ${request.withdrawnBy ?? 'its team'}` : ''}
      </span>
    </span>
  );
}

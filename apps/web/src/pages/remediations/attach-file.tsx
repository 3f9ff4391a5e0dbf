import { attachFile } from '@baton/contract/remediation-acts.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { FILE_ENDINGS } from '@baton/domain/relay/attached-file.ts';
import { useRef, useState } from 'react';
import { upload } from '../../api/upload.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { stayOf } from './opens-form.tsx';
import { refreshRemediation } from './refresh-remediation.ts';

const ACCEPT = FILE_ENDINGS.map((ending) => `.${ending}`).join(',');

/** Puts a file beside the remediation; the timeline has it with whoever did. */
export function AttachFile({ remediation }: { readonly remediation: RemediationDetail }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const stay = stayOf(remediation, 'attach');
  if (!stay) return null;
  const send = async (file: File): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const params = { remediationId: remediation.id };
      await upload(attachFile, { params, query: { fileName: file.name }, file });
      await refreshRemediation();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => input.current?.click()} busy={busy} closed={stay.why ?? undefined}>
        Attach a file
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label="Choose a file to attach"
        accept={ACCEPT}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      {error ? <ErrorPanel error={error} /> : null}
    </>
  );
}

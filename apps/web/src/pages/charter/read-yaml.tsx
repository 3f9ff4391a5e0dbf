import { checkCharterYaml } from '@baton/contract/charter.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/states.tsx';

interface Problem {
  readonly line: number;
  readonly what: string;
}

/** Reads a charter from a YAML file into the draft that is being written; what is wrong is told by its line. */
export function ReadYaml({ onRead }: { readonly onRead: (charter: Charter) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const read = async (file: File): Promise<void> => {
    setError(null);
    try {
      const checked = await call(checkCharterYaml, { body: { yaml: await file.text() } });
      setProblems(checked.problems);
      if (checked.charter) onRead(checked.charter);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>Read from YAML</Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        className="unseen"
        tabIndex={-1}
        aria-label="Charter as YAML"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void read(file);
          event.target.value = '';
        }}
      />
      {error ? <ErrorPanel error={error} /> : null}
      {problems.length === 0 ? null : (
        <div className="error-panel" role="alert">
          <p>
            <b>The file is not a charter yet.</b>
          </p>
          <ul>
            {problems.map(({ line, what }) => (
              <li key={`${line} ${what}`}>
                Line {line}: {what}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

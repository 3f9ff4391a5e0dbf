import { Unbroken } from './unbroken.tsx';

/** What, and under it when and how, small. */
export function TwoLines({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <span className="two-lines">
      <Unbroken>{first}</Unbroken>
      {second === '' ? null : (
        <small>
          <Unbroken>{second}</Unbroken>
        </small>
      )}
    </span>
  );
}

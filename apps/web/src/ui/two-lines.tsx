/** What, and under it when and how, small. */
export function TwoLines({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <span className="two-lines">
      {first}
      {second === '' ? null : <small>{second}</small>}
    </span>
  );
}

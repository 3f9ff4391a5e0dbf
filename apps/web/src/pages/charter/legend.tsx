/** What the letters mean, under the matrix. */
export function Legend({
  compared = false,
  written = false,
}: {
  readonly compared?: boolean;
  readonly written?: boolean;
}) {
  return (
    <p className="charter-legend note">
      <b>R</b> carries it out, <b>A</b> answers for it (one a row), <b>RA</b> both, <b>C</b> is asked before, <b>I</b>{' '}
      is told. R and A give rights, C and I give none. Whatever it says, a team gets no right of the other’s.
      {compared ? <> Struck through: what is in force.</> : null}
      {written ? (
        <span className="no-print">
          {' '}
          <kbd>←</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>→</kbd> move, <kbd>R</kbd> <kbd>A</kbd> <kbd>C</kbd> <kbd>I</kbd>{' '}
          set and take away, <kbd>Delete</kbd> empties; a click goes round.
        </span>
      ) : null}
    </p>
  );
}

/**
 * Whether a whole text fits a pattern in which `*` stands for any letters and `?` for one; upper and lower case are alike.
 * Steps are at most text × pattern: unlike a regular expression, no pattern can stall it.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const [t, p] = [text.toLowerCase(), pattern.toLowerCase()];
  let [at, want] = [0, 0];
  /** Where the last star stood, and how far its letters reach: the only place to go back to. */
  let [star, reach] = [-1, 0];
  while (at < t.length) {
    if (p[want] === '*') {
      star = want++;
      reach = at;
    } else if (want < p.length && (p[want] === '?' || p[want] === t[at])) {
      at += 1;
      want += 1;
    } else if (star >= 0) {
      want = star + 1;
      at = ++reach;
    } else return false;
  }
  while (p[want] === '*') want += 1;
  return want === p.length;
}

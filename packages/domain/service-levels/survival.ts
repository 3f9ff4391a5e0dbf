/** One thing that was open for so long; `ended` false where it still is, or was set aside: then it lasted at least so long. */
export interface Lifetime {
  readonly minutes: number;
  readonly ended: boolean;
}

/** A step of the curve: after so many minutes this share is still open. */
export interface SurvivalStep {
  readonly minutes: number;
  readonly open: number;
  /** How many ended at this step, and how many had lasted until then. */
  readonly ended: number;
  readonly atRisk: number;
}

export interface Survival {
  readonly steps: readonly SurvivalStep[];
  /** Minutes after which half is fixed; null where more than half is still open. */
  readonly halfLifeMinutes: number | null;
  readonly of: number;
}

/**
 * The share that is still open after a time, by the product-limit estimator (E. L. Kaplan, P. Meier, 1958): at each time at
 * which some end, the share is multiplied by 1 − ended ÷ at risk. What has not ended counts for as long as it was watched, so
 * that old open work lengthens the half-life instead of dropping out of it.
 */
export function survivalOf(lifetimes: readonly Lifetime[]): Survival {
  const times = new Map<number, { ended: number; left: number }>();
  for (const { minutes, ended } of lifetimes) {
    const at = times.get(minutes) ?? { ended: 0, left: 0 };
    at.ended += ended ? 1 : 0;
    at.left += 1;
    times.set(minutes, at);
  }
  const steps: SurvivalStep[] = [];
  let atRisk = lifetimes.length;
  let open = 1;
  for (const [minutes, { ended, left }] of [...times].sort(([a], [b]) => a - b)) {
    if (ended > 0) {
      open *= 1 - ended / atRisk;
      steps.push({ minutes, open, ended, atRisk });
    }
    atRisk -= left;
  }
  // A share that is a half but for the rounding of floating point is a half.
  const half = steps.find((step) => step.open <= 0.5 + 1e-9);
  return { steps, halfLifeMinutes: half?.minutes ?? null, of: lifetimes.length };
}

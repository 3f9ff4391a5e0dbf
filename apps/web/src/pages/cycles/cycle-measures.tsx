import type { CycleLevelsDto, CycleProgressDto } from '@baton/contract/cycle-figures.ts';
import { MeasureStrip } from '../breaches/measure-strip.tsx';
import '../breaches/breaches.css';

interface CycleMeasuresProps {
  readonly levels: CycleLevelsDto;
  readonly end: CycleProgressDto['end'];
}

/** How the service levels were kept in the cycle. */
export function CycleMeasures({ levels, end }: CycleMeasuresProps) {
  const { devices, verdicts, agreed } = end;
  return (
    <MeasureStrip
      measures={{
        ...levels,
        coverage: { numerator: devices.inBoth, denominator: devices.total },
        disputed: { numerator: verdicts.disputed, denominator: agreed.denominator },
      }}
    />
  );
}

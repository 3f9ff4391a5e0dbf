import { formatDuration, formatStamp, formatStampShort, secondsBetween } from '@baton/presentation/formats.ts';
import { type Look, layOutLooks } from './looks-layout.ts';
import { useNow } from './use-now.ts';
import { useWidth } from './use-width.ts';

/** A line of time with both looks on it, and now. */
export function LooksLine({ looks: given }: { readonly looks: readonly Look[] }) {
  // Now is drawn by the page itself, with the time that goes on.
  const looks = given.filter((look) => look.label !== 'now');
  const now = useNow();
  const [ref, width] = useWidth<HTMLDivElement>();
  const layout = layOutLooks(looks, now, Math.max(300, width));
  const sentence = layout.looks.map((look) => `${look.label} ${formatStamp(look.at, now)}`).join('; ');
  if (looks.length === 0) return null;
  return (
    <div ref={ref} className="looks-line">
      {width === 0 ? null : (
        <svg width={Math.max(300, width)} height={layout.stacked ? 74 : 62} role="img" aria-label={sentence}>
          <line x1="10" x2={Math.max(300, width) - 10} y1="26" y2="26" stroke="var(--line-strong)" strokeWidth="2" />
          {layout.looks.map((look, index) => {
            const next = layout.looks[index + 1];
            const nextX = next?.x ?? layout.nowX;
            const between = formatDuration(secondsBetween(look.at, next?.at ?? now));
            return (
              <g key={look.at + look.label}>
                {next ? null : (
                  <path d={`M${look.x} 26H${nextX}`} stroke="var(--ink-3)" strokeWidth="6" strokeDasharray="2 4" />
                )}
                {nextX - look.x > 200 ? (
                  <text x={(look.x + nextX) / 2} y="50" fontSize="11" fill="var(--ink-3)" textAnchor="middle">
                    {between}
                  </text>
                ) : null}
              </g>
            );
          })}
          {layout.looks.map((look) => (
            <g key={`${look.label} ${look.at}`}>
              <foreignObject x={look.x - 5.5} y="20" width="11" height="12">
                <i className={`swatch look-mark ${look.team ?? 'both'}`} />
              </foreignObject>
              <text
                x={look.x}
                y="12"
                fontSize="12"
                fontWeight="640"
                textAnchor="middle"
                fill={look.team ? `var(--${look.team}-text)` : 'var(--ink-2)'}
              >
                {look.label}
              </text>
              <When x={look.x} text={formatStampShort(look.at, now)} stacked={layout.stacked} />
            </g>
          ))}
          <path d={`M${layout.nowX} 17v18`} stroke="var(--ink)" strokeWidth="2" />
          <text x={layout.nowX} y="12" fontSize="12" fontWeight="640" fill="var(--ink)" textAnchor="middle">
            now
          </text>
          <When x={layout.nowX} text={formatStampShort(now, now)} stacked={layout.stacked} />
        </svg>
      )}
    </div>
  );
}

/** A time under its mark; day and time under one another where the marks are near. */
function When({ x, text, stacked }: { readonly x: number; readonly text: string; readonly stacked: boolean }) {
  const lines = stacked ? text.split(', ') : [text];
  return (
    <text fontSize="11" fill="var(--ink-2)" textAnchor="middle">
      {lines.map((line, index) => (
        <tspan key={line} x={x} y={50 + index * 14}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { barLabel } from '@baton/presentation/waterfall/bar-labels.ts';
import type { Bar } from '@baton/presentation/waterfall/fold-steps.ts';
import {
  AXIS_LEFT,
  type BarBox,
  type BridgeInput,
  layOutWaterfall,
  type TotalBox,
} from '@baton/presentation/waterfall/waterfall-layout.ts';
import {
  barName,
  bridgeSentence,
  changeText,
  PART_WORDS,
  pointsText,
  TOTAL_WORDS,
} from '@baton/presentation/waterfall/waterfall-words.ts';
import { type FocusEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { useCarried } from '../../held-view.ts';
import { useFollow } from '../page-link.tsx';
import { useWidth } from '../use-width.ts';
import { BarHint } from './bar-hint.tsx';
import './waterfall.css';

interface WaterfallProps extends BridgeInput {
  /** Where a bar's cells are listed. */
  readonly cellsHref: (part: Bar['part'], cause: string) => string;
  /** Folds that stand open. */
  readonly unfolded: ReadonlySet<string>;
  readonly onUnfold: (key: string) => void;
}

const HEIGHT = 306;

/** The bridge drawn: from what IT says over agreed to what InfoSec says, each bar a link to exactly its cells. */
export function Waterfall({ cellsHref, unfolded, onUnfold, ...bridge }: WaterfallProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [shown, setShown] = useState<BarBox | null>(null);
  const hatch = useId();
  const cross = useId();
  const layout = layOutWaterfall(bridge, Math.max(width, 320), unfolded);
  const opened = useFocusOnOpened();
  const show = (box: BarBox | null) => (_: MouseEvent | FocusEvent) => setShown(box);
  return (
    <div className="waterfall-frame">
      <div className="waterfall" ref={ref}>
        {width === 0 ? null : (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the first group carries the sentence, its siblings are links
          <svg width={layout.width} height={HEIGHT} viewBox={`0 0 ${layout.width} ${HEIGHT}`}>
            <defs>
              <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="5" height="5" fill="var(--infosec)" />
                <rect width="1.5" height="5" fill="var(--infosec-hatch)" />
              </pattern>
              <pattern id={cross} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="4" height="4" fill="var(--both)" />
                <path d="M0 0H4M0 0V4" stroke="var(--infosec-hatch)" strokeWidth="1.2" />
              </pattern>
            </defs>
            {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: only drawn shapes stand in this group */}
            <g role="img" aria-label={bridgeSentence(bridge)}>
              {layout.ticks.map((tick, index) => (
                <g key={tick.percent}>
                  <line
                    className={index === 0 ? 'axis-0' : 'axis'}
                    x1={AXIS_LEFT}
                    x2={layout.width - 4}
                    y1={tick.y}
                    y2={tick.y}
                  />
                  <text
                    className="tick"
                    x={AXIS_LEFT - 8}
                    y={tick.y + 3.5}
                    textAnchor="end"
                  >{`${tick.percent} %`}</text>
                </g>
              ))}
              {layout.base === 0 ? null : (
                <path d="M38 245l4-4 4 4 4-4" fill="none" stroke="var(--ink-3)" strokeWidth="1.2" />
              )}
              <text className="cells" x={AXIS_LEFT - 8} y={298} textAnchor="end">
                cells
              </text>
              {layout.brackets.map((bracket) => (
                <g key={bracket.part}>
                  <path className="bracket" d={`M${bracket.from} 27V22H${bracket.to}V27`} />
                  <text className="bracket-text" x={bracket.textX} y={14} textAnchor="middle">
                    <tspan>{formatCount(bracket.cells)}</tspan> {PART_WORDS[bracket.part]}
                  </text>
                </g>
              ))}
              {layout.totals.map((total) => (
                <Total key={total.kind} total={total} cut={layout.base > 0} />
              ))}
              {layout.joins.map((join) => (
                <line key={join.from} className="join" x1={join.from} x2={join.to} y1={join.y} y2={join.y} />
              ))}
            </g>
            {layout.bars.map((box) => (
              <BarLink
                key={box.bar.key}
                box={box}
                fill={
                  box.bar.owner === 'infosec'
                    ? `url(#${hatch})`
                    : box.bar.owner === 'it'
                      ? 'var(--it)'
                      : `url(#${cross})`
                }
                href={hrefOf(box.bar, cellsHref)}
                unfold={
                  box.bar.causes.length > 1
                    ? () => {
                        opened.current = firstKey(box.bar);
                        onUnfold(box.bar.key);
                      }
                    : null
                }
                onShow={show}
              />
            ))}
          </svg>
        )}
      </div>
      {shown ? <BarHint box={shown} width={layout.width} /> : null}
    </div>
  );
}

/** Whoever opened a fold by keyboard stands on the first bar of it afterwards; else the focus would be lost with the fold. */
function useFocusOnOpened() {
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (opened.current === null) return;
    document.querySelector<SVGAElement>(`.waterfall [data-bar="${CSS.escape(opened.current)}"]`)?.focus();
    opened.current = null;
  });
  return opened;
}

function firstKey({ part, causes }: Bar): string {
  return `${part}:${causes[0]?.cause ?? ''}`;
}

function hrefOf(bar: Bar, cellsHref: WaterfallProps['cellsHref']): string {
  return cellsHref(bar.part, bar.causes[0]?.cause ?? '');
}

function Total({ total, cut }: { readonly total: TotalBox; readonly cut: boolean }) {
  const middle = total.x + total.width / 2;
  const step = (total.width + 4) / 6;
  const zigzag = `M${total.x - 2} 233${[-4, 4, -4, 4, -4, 4].map((dy) => `l${step.toFixed(2)} ${dy}`).join('')}`;
  const words = TOTAL_WORDS[total.kind];
  return (
    <>
      <rect className={`total ${total.kind}`} x={total.x} y={total.y} width={total.width} height={total.height} />
      {cut ? <path d={zigzag} fill="none" stroke="var(--surface)" strokeWidth="3" /> : null}
      <text className="total-value" x={middle} y={total.y - 7} textAnchor="middle">
        {pointsText(total.share)}
      </text>
      {words.map((word, index) => (
        <text
          key={word}
          className={index === 0 ? 'total-name' : 'cells'}
          x={middle}
          y={257 + index * 14}
          textAnchor="middle"
        >
          {word}
        </text>
      ))}
    </>
  );
}

interface BarLinkProps {
  readonly box: BarBox;
  readonly fill: string;
  readonly href: string;
  readonly unfold: (() => void) | null;
  readonly onShow: (box: BarBox | null) => (event: MouseEvent | FocusEvent) => void;
}

function BarLink({ box, fill, href: to, unfold, onShow }: BarLinkProps) {
  const follow = useFollow();
  const href = useCarried(to);
  const middle = box.x + box.width / 2;
  const change = changeText(box.bar.from, box.bar.to);
  const action = unfold ? 'open to see each' : 'list these cells';
  return (
    <a
      href={href}
      data-bar={box.bar.key}
      aria-label={`${barName(box.bar)}: ${formatCounted(box.bar.cells, 'cell')}, ${change} points; ${action}`}
      onMouseEnter={onShow(box)}
      onMouseLeave={onShow(null)}
      onFocus={onShow(box)}
      onBlur={onShow(null)}
      onClick={(event) => {
        if (!unfold) return follow(href)(event);
        event.preventDefault();
        unfold();
        onShow(null)(event);
      }}
    >
      <rect className="ground" x={box.slot.x} y={42} width={box.slot.width} height={260} rx={4} />
      <line className="join" x1={box.joinFrom} x2={box.x} y1={box.joinY} y2={box.joinY} />
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={1}
        fill={fill}
        className={`bar ${box.bar.owner}`}
      />
      <text className="points" x={middle} y={box.pointsY} textAnchor="middle">
        {change}
      </text>
      {barLabel(box.bar).map((line, index) => (
        <text key={line} x={middle} y={257 + index * 13} textAnchor="middle">
          {line}
        </text>
      ))}
      <text className="cells" x={middle} y={298} textAnchor="middle">
        {formatCount(box.bar.cells)}
      </text>
    </a>
  );
}

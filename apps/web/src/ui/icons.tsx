/** The signs of the navigation, 16 px, drawn in the ink of their word. They never stand alone. */
const PATHS = {
  board: 'M2.5 13.5h11M4 11V6M8 11V3M12 11V8',
  forYou: 'M2.5 9.5 4.5 3h7l2 6.5v4h-11z M2.5 9.5H6l1 1.5h2l1-1.5h3.5',
  remediations: 'M2 5h8l-2-2M14 11H6l2 2',
  exceptions: 'M3 3h10v10h-10z M5 11l6-6',
  cycles: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2v3h-3',
  leadership: 'M2.5 13.5h11M2.5 10.5l3.5-3.5 2.5 2 5-5.5M10.5 3.5h3v3',
  charter: 'M4 2.5h6l2.5 2.5v8.5h-8.5z M6 7h4.5M6 9h4.5M6 11.5l1.2-.9 1 .9 1-.9',
  imports: 'M8 2v8M5 7l3 3 3-3M2.5 13.5h11',
  knowledge: 'M3 2.5h8.5a1.5 1.5 0 0 1 1.5 1.5v9.5H4.5A1.5 1.5 0 0 1 3 12z M3 12a1.5 1.5 0 0 1 1.5-1.5H13',
  search: 'm10.2 10.2 3.3 3.3',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  cross: 'M4 4l8 8M12 4l-8 8',
  back: 'M10 3 5 8l5 5',
  forth: 'M6 3l5 5-5 5',
  down: 'M4 6.5 8 10.5 12 6.5',
} as const;

export type IconName = keyof typeof PATHS | 'disagreements' | 'devices' | 'settings';

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {name === 'disagreements' ? (
        <>
          <circle cx="5.8" cy="8" r="3.8" />
          <circle cx="10.2" cy="8" r="3.8" />
        </>
      ) : name === 'devices' ? (
        <>
          <rect x="2" y="3" width="12" height="8" rx="1" />
          <path d="M6 13.5h4" />
        </>
      ) : name === 'settings' ? (
        <>
          <path d="M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7" />
          <circle cx="10.5" cy="4.5" r="1.5" />
          <circle cx="5.5" cy="11.5" r="1.5" />
        </>
      ) : (
        <>
          {name === 'search' ? <circle cx="7" cy="7" r="4.2" /> : null}
          <path d={PATHS[name]} />
        </>
      )}
    </svg>
  );
}

/** Baton's mark: two halves, one of each team. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <g transform="rotate(-38 10 10)">
        <path d="M3.2 7h6.3v6H3.2a3 3 0 0 1 0-6z" fill="var(--it)" />
        <path d="M10.5 7h6.3a3 3 0 0 1 0 6h-6.3z" fill="var(--infosec)" />
      </g>
    </svg>
  );
}

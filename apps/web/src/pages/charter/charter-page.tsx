import { type CharterPage as Page, readCharter } from '@baton/contract/charter.ts';
import { useRead } from '../../api/use-read.ts';
import { usePageSearch } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { charterSearch, type ShownText, textToShow, useVersion } from './charter-text.ts';
import { DraftEditor } from './draft-editor.tsx';
import { DutiesPanel } from './duties-panel.tsx';
import { FirstDraft } from './first-draft.tsx';
import { Legend } from './legend.tsx';
import { Matrix } from './matrix.tsx';
import { SignPanel } from './sign-panel.tsx';
import { StartDraft } from './start-draft.tsx';
import { StateLine } from './state-line.tsx';
import { VersionsPanel } from './versions-panel.tsx';
import './charter.css';

/** Who is responsible for what: the text in force, the draft, what waits for signatures; and who is there to sign. */
export function CharterPage() {
  const page = useRead(readCharter);
  usePageTitle({ crumbs: [], title: 'Charter' });
  return <Loaded query={page}>{(data) => <CharterBody page={data} />}</Loaded>;
}

function CharterBody({ page }: { readonly page: Page }) {
  const [search, change] = usePageSearch(charterSearch);
  const shown = textToShow(page, search.text);
  const show = (text: ShownText): void => change({ text });
  return (
    <div className="charter-columns">
      <div className="stack">
        <TextTabs page={page} shown={shown} onShow={show} />
        {shown === 'draft' && page.draft ? (
          <DraftEditor page={page} draft={page.draft} onShow={show} />
        ) : shown === 'in-force' ? (
          <InForce page={page} onShow={show} />
        ) : (
          <Version page={page} number={Number(shown)} onShow={show} />
        )}
        <VersionsPanel versions={page.versions} shown={shown} onShow={show} />
      </div>
      <div className="stack">
        <DutiesPanel />
      </div>
    </div>
  );
}

interface TextTabsProps {
  readonly page: Page;
  readonly shown: 'in-force' | 'draft' | number;
  readonly onShow: (text: ShownText) => void;
}

function TextTabs({ page, shown, onShow }: TextTabsProps) {
  const open = page.versions.find(({ state }) => state === 'open');
  const other = typeof shown === 'number' && shown !== open?.version ? shown : null;
  if (page.draft === null && open === undefined && other === null) return null;
  return (
    <Tabs label="Which text">
      <Tab chosen={shown === 'in-force'} onChoose={() => onShow('in-force')}>
        In force
      </Tab>
      {open ? (
        <Tab
          chosen={shown === open.version}
          count={`${open.signatures.length} of 2`}
          onChoose={() => onShow(open.version)}
        >
          Version {open.version}, to sign
        </Tab>
      ) : null}
      {other === null ? null : (
        <Tab chosen onChoose={() => onShow(other)}>
          Version {other}
        </Tab>
      )}
      {page.draft ? (
        <Tab chosen={shown === 'draft'} onChoose={() => onShow('draft')}>
          Draft
        </Tab>
      ) : null}
    </Tabs>
  );
}

interface TextProps {
  readonly page: Page;
  readonly onShow: (text: ShownText) => void;
}

function InForce({ page, onShow }: TextProps) {
  const { charter, version } = page.inForce;
  const never = page.versions.length === 0 && page.draft === null;
  const me = useMe();
  return (
    <>
      {never && me.permissions.includes('document.draft') ? <FirstDraft onSaved={() => onShow('draft')} /> : null}
      <Panel
        className="clip charter-text"
        title={charter.title}
        aside={never ? undefined : <StartDraft page={page} onStarted={() => onShow('draft')} />}
      >
        <StateLine inForce={page.inForce} version={page.versions.find((one) => one.version === version)} />
        <p className="charter-purpose">{charter.purpose}</p>
        <Matrix charter={charter} />
        <Legend />
      </Panel>
    </>
  );
}

function Version({ page, number, onShow }: TextProps & { readonly number: number }) {
  const version = useVersion(number);
  return (
    <Loaded query={version}>
      {(data) => (
        <>
          <SignPanel version={data} inForce={page.inForce.charter} onInForce={() => onShow('in-force')} />
          <Panel
            className="clip charter-text"
            title={data.charter.title}
            note={`version ${data.version}, ${WORDS[data.state]}`}
          >
            <p className="charter-purpose">{data.charter.purpose}</p>
            <Matrix charter={data.charter} before={page.inForce.charter} />
            <Legend compared />
          </Panel>
        </>
      )}
    </Loaded>
  );
}

const WORDS = {
  open: 'waits for signatures',
  'in-force': 'in force',
  replaced: 'was in force before',
  left: 'never signed by both',
} as const;

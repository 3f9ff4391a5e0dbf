import { type BridgeInput, layOutWaterfall } from '@baton/presentation/waterfall/waterfall-layout.ts';
import { saveFile } from '../save-text.ts';
import { PICTURE_COLOURS, type PictureColours, paintWaterfall, write } from './paint-waterfall.ts';

const WIDTH = 1240;
const CHART_TOP = 46;
const CHART_HEIGHT = 306;
const FOOT = 34;
const MARGIN = 20;
/** Twice the page's pixels, so that the picture stays sharp in a document. */
const SCALE = 2;

interface PictureWords {
  readonly fileName: string;
  readonly title: string;
  /** Scope, day, policy: of what the numbers speak. */
  readonly foot: string;
}

/** Gives the bridge as a PNG, in the colours of paper, whatever the screen shows. */
export async function savePicture(
  bridge: BridgeInput,
  unfolded: ReadonlySet<string>,
  { fileName, title, foot }: PictureWords,
): Promise<void> {
  const layout = layOutWaterfall(bridge, WIDTH - 2 * MARGIN, unfolded);
  const canvas = document.createElement('canvas');
  canvas.width = (layout.width + 2 * MARGIN) * SCALE;
  canvas.height = (CHART_TOP + CHART_HEIGHT + FOOT) * SCALE;
  const on = canvas.getContext('2d');
  if (!on) throw new Error('This browser cannot draw pictures. Save the table as CSV instead.');
  await document.fonts.ready;
  const colours = paperColours();
  on.scale(SCALE, SCALE);
  on.fillStyle = colours.surface;
  on.fillRect(0, 0, canvas.width, canvas.height);
  write(on, title, MARGIN, 28, '640 15px', colours.ink, 'left');
  on.save();
  on.translate(MARGIN, CHART_TOP);
  paintWaterfall(on, layout, colours);
  on.restore();
  write(on, foot, MARGIN, CHART_TOP + CHART_HEIGHT + 20, '420 11px', colours['ink-3'], 'left');
  saveFile(fileName, await pngOf(canvas));
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The browser gave no picture.'))), 'image/png'),
  );
}

/** A canvas cannot read `light-dark()`: each token is asked of an element that is light. */
function paperColours(): PictureColours {
  const probe = document.createElement('span');
  probe.style.colorScheme = 'light';
  document.body.append(probe);
  const read = Object.fromEntries(
    PICTURE_COLOURS.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return read as PictureColours;
}

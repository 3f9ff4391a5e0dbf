/**
 * `npm start`: runs on the machine's own Node (20 or later) in a checkout that may have nothing installed. Installs what
 * is missing, builds the web when its sources changed, and hands over to the server under the Node that Baton brings.
 */
import { buildWeb } from './build-web.mjs';
import { handOver } from './hand-over.mjs';
import { install } from './install.mjs';
import { prepareDemo } from './prepare-demo.mjs';

install();
buildWeb();
handOver('apps/server/main.ts', prepareDemo(process.argv.slice(2)));

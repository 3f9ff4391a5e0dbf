import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the dev server sends /api: a running Baton. */
const server = process.env.BATON_URL ?? 'http://127.0.0.1:4600';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: true } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // light-dark(), nesting and color-mix() are in every browser of the last two years: left as written.
    cssTarget: ['chrome125', 'firefox128', 'safari17.5'],
    // The server's content security policy allows no data: URLs for fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history|react-query|query-core|store|react-store)[\\/]/,
            },
            { name: 'contract', test: /(node_modules[\\/]zod|packages[\\/](contract|domain))[\\/]/ },
          ],
        },
      },
    },
  },
});

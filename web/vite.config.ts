import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2023',
    // Nothing may be inlined as data in a style or script: the server's policy admits its own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(['/api', '/record/', '/basemap.pmtiles'].map((at) => [at, 'http://127.0.0.1:8787'])) },
  // No test fails because the machine is busy: the limit only ends one that hangs.
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 120_000 },
});

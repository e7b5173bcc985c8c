import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { offlineShell } from './web/offline/build.ts'

/**
 * One HTML page, five lazily loaded shells. `npm start` serves dist/web; while working on screens run vite
 * itself, which hands /api to the program on ANJU_DEV_TARGET.
 */
export default defineConfig({
  root: 'web',
  publicDir: 'public',
  plugins: [react(), offlineShell()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    manifest: true,
    // Every page's list of scripts would stand in the first screen of each phone; a page finds them by itself in one step
    // more, its styles must be named.
    modulePreload: { resolveDependencies: (_file, needs) => needs.filter(each => each.endsWith('.css')) },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: process.env.ANJU_DEV_TARGET ?? 'http://127.0.0.1:8080', changeOrigin: false },
    },
  },
})

import type { Plugin } from 'vite'

/**
 * Build step: writes dist/web/precache.json, the list of files each phone shell needs without network. The
 * service worker fetches that list; file names carry a hash of their content, so the list is the version.
 */
export function offlineShell(): Plugin {
  return {
    name: 'anju-offline-shell',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter(name => /\.(js|css)$/.test(name))
      const desk = /console|board|kit|antd-desk|echarts|charts/i
      const phones = files.filter(name => !desk.test(name))
      this.emitFile({
        type: 'asset',
        fileName: 'precache.json',
        source: JSON.stringify(phones.map(f => `/${f}`)),
      })
    },
  }
}

import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { change, type Language, settings } from './settings.ts'

/** One file per module and language; a page's file arrives with the page, `common` with the app. */
const files = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', { import: 'default' })

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const file = files[`./locales/${language}/${namespace}.json`]
    if (!file) return done(null, {})
    file().then(
      texts => done(null, texts),
      (error: Error) => done(error, null),
    )
  },
}

export async function startI18n(): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: settings().language,
      // parity of the two languages is a test, so nothing needs to fall back at run time
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
}

/** Fetches the texts of a page's module; called by the router beside the page's code. */
export function loadTexts(namespace: string): Promise<void> {
  return i18next.loadNamespaces(namespace)
}

export async function setLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  change({ language })
}

/** A title given in both languages beside the code that uses it (navigation, columns of an import). */
export interface Both {
  zh: string
  en: string
}

export function inLanguage(text: Both, language: Language): string {
  return language === 'en' ? text.en : text.zh
}

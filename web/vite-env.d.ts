/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** '1' puts the gallery of UI parts at /kit into a built app (tests); `vite` alone always has it. */
  readonly VITE_KIT?: string
}

import type { ComponentType } from 'react'

/**
 * Places in every shell that a module fills: one line each, written as `() => import('./pages/<module>/X.tsx')`
 * (the build reads it). `bell` stands in the top row: messages to the person signed in.
 */
export const slots: Record<string, () => Promise<{ default: ComponentType }>> = {
  bell: () => import('./pages/bell/Bell.tsx'),
}

/** The same for the console alone: phones and gates do not carry it. */
export const deskSlots: typeof slots = {
  prices: () => import('./pages/catalogue/PriceFinder.tsx'),
}

import type { ComponentType } from 'react'

/**
 * Places in every shell that a module fills: one line each, written as `() => import('./pages/<module>/X.tsx')`
 * (the build reads it). `bell` stands in the top row: messages to the person signed in.
 */
export const slots: Record<string, () => Promise<{ default: ComponentType }>> = {
  prices: () => import('./pages/catalogue/PriceFinder.tsx'),
  bell: () => import('./pages/notice/Bell.tsx'),
}

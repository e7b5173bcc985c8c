/** Where forms keep what was typed; apart from the form itself, for signing out forgets it on every page. */
export const prefix = 'anju.draft.'

/** Forgets all drafts of this tab (sign-out). */
export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}

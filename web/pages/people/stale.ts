import { queryClient } from '../../query.ts'

/** Everything that shows persons, homes or vehicles is read anew after one of them changed. */
export async function stalePeople(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: q => /\/(persons|vehicles|card|notes)\b/.test(String(q.queryKey[0])),
  })
}

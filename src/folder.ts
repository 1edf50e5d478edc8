import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** A folder and those above it. Node's own `recursive` never returns for a path that cannot be, such as one below /proc. */
export function makeFolder(path: string) {
  if (isFolder(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (!isFolder(path)) throw error // another process may have made it meanwhile
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

import { app, mounts } from '../src/app.ts'
import type { Audience } from '../src/pages.ts'

/** The routes of the portal, found by walking its routers. */

type Layer = {
  name: string
  slash?: boolean
  matchers?: ((path: string) => { path: string } | false)[]
  handle: { audience?: Audience; stack?: Layer[] }
  route?: { path: string; stack: { method: string; handle: { audience?: Audience } }[] }
}
type Found = { route: string; audience: Audience | undefined }

function walk(stack: Layer[], at = ''): Found[] {
  return stack.flatMap((layer): Found[] => {
    if (layer.route) {
      const { path, stack } = layer.route
      const methods = [...new Set(stack.map(({ method }) => method.toUpperCase()))]
      const route = `${at}${path === '/' && at ? '' : path}`
      return methods.map((method) => ({ route: `${method} ${route}`, audience: stack[0]?.handle.audience }))
    }
    if (!layer.handle.stack) return []
    const mount = layer.slash ? '' : mounts.find((prefix) => layer.matchers?.some((match) => match(prefix) && match(`${prefix}/x`)))
    return walk(layer.handle.stack, mount === undefined ? '(unknown mount)' : `${at}${mount}`)
  })
}
export const routes = walk((app as unknown as { router: { stack: Layer[] } }).router.stack)

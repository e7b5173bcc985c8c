import { unstableSetRender } from 'antd-mobile'
import { createRoot, type Root } from 'react-dom/client'

/**
 * antd-mobile's calls that open something by themselves (Dialog.confirm, ActionSheet.show) do nothing on React 19
 * until they are told how to render. Import this file wherever such a call is used.
 */
const roots = new WeakMap<Element | DocumentFragment, Root>()

unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container)
  roots.set(container, root)
  root.render(node)
  return async () => {
    // React must not be unmounted while it renders
    await Promise.resolve()
    root.unmount()
    roots.delete(container)
  }
})

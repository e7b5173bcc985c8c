import { ConfigProvider, theme } from 'antd'
import enModule from 'antd/es/locale/en_US.js'
import zhModule from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect } from 'react'
import { useMode, useSettings } from '../../settings.ts'
import { fontFamily, tokens } from '../../theme.ts'

// typed as CommonJS, bundled as a module: the texts are behind `default` in the one and are the import in the other
const en = 'default' in enModule ? enModule.default : enModule
const zh = 'default' in zhModule ? zhModule.default : zhModule

/** antd in our tokens: flat, 14 px, tight. Only the desk and the board load antd. */
export function DeskTheme({ children }: { children: ReactNode }): ReactNode {
  const mode = useMode()
  const { language } = useSettings()
  const t = tokens[mode]
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  }, [language])
  return (
    <ConfigProvider
      locale={language === 'en' ? en : zh}
      componentSize="middle"
      theme={{
        algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: t.accent,
          colorInfo: t.states.running.ink,
          colorSuccess: t.states.kept.ink,
          colorWarning: t.states.soon.ink,
          colorError: t.states.late.ink,
          colorLink: t.accent,
          colorTextBase: t.ink,
          colorBgBase: t.ground,
          colorBgContainer: t.surface,
          colorBgElevated: t.surface,
          colorBorder: t.lineStrong,
          colorBorderSecondary: t.line,
          colorTextPlaceholder: t.ink3,
          colorTextLightSolid: t.onAccent,
          fontFamily,
          fontSize: 14,
          borderRadius: 5,
          controlHeight: 30,
          wireframe: false,
          motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
      }}
    >
      {children}
    </ConfigProvider>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rememberEstate, useEstate, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Icon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { LangSwitch, ModeSwitch, SignOut } from '../Switches.tsx'

/** Which estate the desk works on; with many of them a box narrows the list. */
export function EstateMenu(): ReactNode {
  const { t } = useTranslation('common')
  const { me } = useMe()
  const estate = useEstate()
  const navigate = useNavigate()
  const [find, setFind] = useState('')
  const asks = find.trim() !== '' && me !== undefined && me.estatesTotal > me.estates.length
  const { data: found } = useApi(
    'GET /api/estates',
    { q: find.trim(), limit: 50 },
    { when: asks, keep: true },
  )
  if (!me || !estate) return null
  const near = me.estates.filter(each => each.name.includes(find.trim())).slice(0, 200)
  const shown = asks ? (found?.items ?? []) : near
  return (
    <Menu
      label={
        <>
          <Icon name="building" />
          <span className="aj-ellipsis">{estate.name}</span>
          <Icon name="down" size="0.9em" />
        </>
      }
    >
      {me.estates.length > 8 ? (
        <input
          className="aj-input"
          aria-label={t('estate.find')}
          placeholder={t('estate.find')}
          value={find}
          onClick={event => event.stopPropagation()}
          onChange={event => setFind(event.target.value)}
        />
      ) : null}
      {shown.map(each => (
        <button
          key={each.id}
          type="button"
          className="aj-switch"
          aria-current={each.id === estate.id}
          onClick={() => {
            rememberEstate(each.id)
            navigate({ to: '.', search: { e: each.id } })
          }}
        >
          {each.name}
        </button>
      ))}
    </Menu>
  )
}

export function UserMenu(): ReactNode {
  const { t } = useTranslation('common')
  const { me } = useMe()
  const navigate = useNavigate()
  if (!me) return null
  return (
    <Menu
      label={
        <>
          <Icon name="person" />
          <span className="aj-ellipsis">{me.account.name}</span>
        </>
      }
    >
      {me.shells
        .filter(shell => shell !== 'console')
        .map(shell => (
          <button
            key={shell}
            type="button"
            className="aj-switch"
            onClick={() => navigate({ to: paths.shell(shell) })}
          >
            <Icon name="swap" />
            {t(`shell.${shell}`)}
          </button>
        ))}
      <LangSwitch />
      <ModeSwitch />
      <SignOut />
    </Menu>
  )
}

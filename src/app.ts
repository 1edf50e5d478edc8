import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import compression from 'compression'
import { csrfSync } from 'csrf-sync'
import express from 'express'
import layouts from 'express-ejs-layouts'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import { people } from './accounts/people.ts'
import { accounts } from './accounts/routes.ts'
import { agencies } from './agencies/routes.ts'
import { assignments } from './assignments/routes.ts'
import { files } from './attachments/routes.ts'
import { authorisations } from './authorisations/routes.ts'
import { calendar } from './calendar/routes.ts'
import { now } from './clock.ts'
import { inReports } from './consolidations/page.ts'
import { districtReports, provinceReports } from './consolidations/routes.ts'
import { coordinationProgrammes } from './coordination/routes.ts'
import { decisions } from './decisions/routes.ts'
import { desks } from './desk/routes.ts'
import { documentTypes, letterOf } from './documents/document.ts'
import { env } from './env.ts'
import { onError, Refusal } from './errors.ts'
import { explanations } from './explanations/routes.ts'
import { signedOf } from './filings/signed.ts'
import { clean, differences } from './form.ts'
import { health } from './health.ts'
import { holidays } from './holidays/routes.ts'
import { indicators } from './indicators/routes.ts'
import { inquiries, inquiryAnswers } from './inquiries/routes.ts'
import { inspectionRequests, inspections } from './inspections/routes.ts'
import { invitations } from './invitations/routes.ts'
import { log } from './log/routes.ts'
import { matrix } from './matrix/routes.ts'
import { navigation } from './navigation.ts'
import { needs } from './needs/routes.ts'
import { obligations } from './obligations/routes.ts'
import { overview } from './overview/routes.ts'
import { petitions } from './petitions/routes.ts'
import { plans } from './plans/routes.ts'
import { monthsWords, planTotals } from './plans/totals.ts'
import { communes, figures, units } from './profiles/routes.ts'
import { programmes } from './programmes/routes.ts'
import { proofs } from './proofs/routes.ts'
import { regions } from './regions/routes.ts'
import { cited, engine } from './regulation/cited.ts'
import { clausePlace } from './regulation/clauses.ts'
import { regulation } from './regulation/routes.ts'
import { rehearsal } from './rehearsal/routes.ts'
import { reminders } from './reminders/routes.ts'
import { percentOf } from './reports/computed.ts'
import { reports } from './reports/routes.ts'
import { scoreAdjustments, scoreObjections, scores, scorings } from './scores/routes.ts'
import { searching } from './search/routes.ts'
import { idleMinutes, sessions } from './session.ts'
import { giveBack, keepForm } from './stash.ts'
import { subscriptions } from './subscriptions/routes.ts'
import { successions } from './successions/routes.ts'
import { supports } from './supports/routes.ts'
import { unitReports } from './unit-reports/routes.ts'
import { upload } from './upload.ts'
import * as words from './words.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const production = env.NODE_ENV === 'production'
const nouns = {
  '/coordination-programmes': coordinationProgrammes,
  '/plans': plans,
  '/reports': reports,
  '/unit-reports': unitReports,
  '/explanations': explanations,
  '/district-reports': districtReports,
  '/province-reports': provinceReports,
  '/assignments': assignments,
  '/successions': successions,
  '/proofs': proofs,
  '/calendar': calendar,
  '/holidays': holidays,
  '/authorisations': authorisations,
  '/regions': regions,
  '/accounts': people,
  '/agencies': agencies,
  '/programmes': programmes,
  '/obligations': obligations,
  '/matrix': matrix,
  '/overview': overview,
  '/communes': communes,
  '/units': units,
  '/figures': figures,
  '/files': files,
  '/needs': needs,
  '/petitions': petitions,
  '/supports': supports,
  '/invitations': invitations,
  '/inspections': inspections,
  '/inspection-requests': inspectionRequests,
  '/indicators': indicators,
  '/reminders': reminders,
  '/decisions': decisions,
  '/inquiries': inquiries,
  '/inquiry-answers': inquiryAnswers,
  '/scores': scores,
  '/scorings': scorings,
  '/score-adjustments': scoreAdjustments,
  '/score-objections': scoreObjections,
  '/search': searching,
  '/log': log,
}

/** Where routers hang, each under a name of its own. */
export const mounts = [...Object.keys(nouns), '/health', '/deadlines']

const { csrfSynchronisedProtection: csrf, generateToken } = csrfSync({ getTokenFromRequest: ({ body }) => body?._csrf })

export const app = express()
app.disable('x-powered-by')
app.set('trust proxy', env.TRUST_PROXY ?? false)
app
  .engine('ejs', engine)
  .set('view engine', 'ejs')
  .set('views', here('../views'))
  .set('layout', 'layout/page')
  .set('view cache', env.NODE_ENV !== 'development')
Object.assign(app.locals, words, {
  cited,
  clausePlace,
  differences,
  documentTypes,
  letterOf,
  monthsWords,
  planTotals,
  ...inReports,
  percentOf,
  signedOf,
  once: randomUUID,
  idleMinutes,
  rehearses: !production,
})

app.use(
  pinoHttp({
    level: env.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    quietReqLogger: true,
    autoLogging: { ignore: ({ url }) => /^\/(css|js|fonts|health)\//.test(url ?? '') },
    redact: ['req.headers.cookie', 'res.headers["set-cookie"]'],
  }),
)
app.use(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...{
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
        },
        ...{ formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
      },
    },
    strictTransportSecurity: production,
  }),
)
app.use(compression())
app.use(express.static(here('../public'), { maxAge: production ? '1d' : 0, index: false, redirect: false }))
app.use('/health', health)
// Calendar programmes have no session, and get none.
app.use('/deadlines', layouts, subscriptions)
// Before anything can be refused, so that every refusal is a whole page for whoever is asking.
app.use(layouts, sessions)
app.use(async (req, res, next) => {
  req.at = await now()
  res.set('Cache-Control', 'no-store')
  const nav = req.actor ? navigation(req) : []
  const printedFrom = `${req.protocol}://${req.get('host')}${req.originalUrl}`.slice(0, 200)
  Object.assign(res.locals, { printedFrom, actor: req.actor, at: req.at, path: req.path, query: req.query, nav, csrf: generateToken(req) })
  next()
})
app.use(express.urlencoded({ extended: true, limit: '2mb', parameterLimit: 20_000 }), upload)
app.use((req, _res, next) => {
  req.body = clean(req.body ?? {})
  // Beside the token: a browser says itself when a form comes from another site.
  const elsewhere = req.method === 'POST' && /^(cross-site|same-site)$/.test(req.get('sec-fetch-site') ?? '')
  next(elsewhere ? new Refusal(403) : undefined)
})
app.use(keepForm, csrf, giveBack)

app.use(accounts, desks, regulation, rehearsal)
for (const [path, router] of Object.entries(nouns)) app.use(path, router)

app.use((_req, _res, next) => next(new Refusal(404)))
app.use(onError)

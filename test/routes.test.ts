import { beforeAll, describe, expect, test } from 'vitest'
import { examine } from '../src/attachments/examine.ts'
import { prisma } from '../src/db.ts'
import type { Kind as KindName } from '../src/generated/enums.ts'
import { putTemplate } from '../src/templates/take.ts'
import { Browser, signIn } from './browser.ts'
import {
  agencyOf,
  aPicture,
  dienBienDong,
  keoLom,
  type Made,
  makers,
  neighbourUnit,
  note,
  owed,
  personOf,
  planning,
  province,
  signer,
  step,
  stnmt,
  unrelatedUnit,
  type Wanted,
  who,
  withFile,
} from './make.ts'
import {
  adjustmentBody,
  aHoliday,
  aNeed,
  anAdjustment,
  anAnswer,
  anAuthorisation,
  anIndicator,
  anInquiry,
  anInspection,
  anInvitation,
  anObjection,
  answerBody,
  aPetition,
  aRegion,
  aRequest,
  aScoring,
  aSupport,
  authorisationBody,
  disputeBody,
  holidayBody,
  inquiryBody,
  inspectionBody,
  invitationBody,
  type MadeNoun,
  needBody,
  step as nounStep,
  objectionBody,
  ownIndicatorBody,
  petitionBody,
  regionBody,
  requestBody,
  revisionOf,
  scoringBody,
} from './nouns.ts'
import { routes as found } from './walk.ts'
import { p, template } from './word.ts'

/** Every route, for every role: what the server answers about a row of Keo Lôm, its unit Sở TN&MT and its district. */

/** Answered before there are sessions, and about nobody's rows. */
const unguarded = ['GET /health/live', 'GET /health/ready']

// ── what is expected ──────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Own and others' rows at once: the row is always Keo Lôm's (its unit's, its district's, the planning department's), the columns are who asks.
 * 404: not theirs to see. 403: theirs to see, not to do. 303: done, or led elsewhere. Nobody: led to the sign-in page.
 */
const roles = [
  'unit',
  'neighbour',
  'unrelated',
  'commune',
  'otherCommune',
  'district',
  'otherDistrict',
  'planning',
  'province',
  'nobody',
] as const
type Role = (typeof roles)[number]

// biome-ignore format: a table
const expected: Record<string, string> = {
  //                                             unit nei unr com oCo dis oDi pla pro nobody
  'GET /coordination-programmes':              '200 200 200 200 200 200 200 200 200 303',
  'POST /coordination-programmes':             '403 403 404 303 404 403 404 403 403 303',
  'GET /coordination-programmes/:id':          '200 200 404 200 404 200 404 200 200 303',
  'GET /coordination-programmes/:id/files':    '404 404 404 200 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/files':   '404 404 404 303 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/files/:file/remove': '404 404 404 303 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/history':  '200 200 404 200 404 200 404 200 200 303',
  'GET /coordination-programmes/:id/versions/:n': '200 200 404 200 404 200 404 200 200 303',
  'GET /coordination-programmes/:id/compare':  '200 200 404 200 404 200 404 200 200 303',
  'GET /coordination-programmes/:id/document': '200 200 404 200 404 200 404 200 200 303',
  'GET /coordination-programmes/:id/signed':  '303 303 404 200 404 303 404 303 303 303',
  'POST /coordination-programmes/:id/signed': '403 403 404 303 404 403 404 403 403 303',
  'GET /coordination-programmes/:id/take-back-signed':  '303 303 404 200 404 303 404 303 303 303',
  'POST /coordination-programmes/:id/take-back-signed': '403 403 404 303 404 403 404 403 403 303',
  'GET /coordination-programmes/:id/edit':     '404 404 404 200 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/edit':    '404 404 404 303 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/send':     '404 404 404 200 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/send':    '404 404 404 303 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/submit':   '404 404 404 200 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/submit':  '404 404 404 409 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/approve':  '404 404 404 303 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/approve': '404 404 404 403 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/send-back': '404 404 404 303 404 404 404 404 404 303',
  'POST /coordination-programmes/:id/send-back': '404 404 404 403 404 404 404 404 404 303',
  'GET /coordination-programmes/:id/recall':   '303 303 404 200 404 303 404 303 303 303',
  'POST /coordination-programmes/:id/recall':  '403 403 404 303 404 403 404 403 403 303',
  'GET /coordination-programmes/:id/enforce':  '303 303 404 303 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/enforce': '403 403 404 403 404 303 404 403 403 303',
  'GET /coordination-programmes/:id/request-changes': '303 303 404 303 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/request-changes': '403 403 404 403 404 303 404 403 403 303',
  'GET /coordination-programmes/:id/comment':  '200 200 404 200 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/comment': '303 303 404 303 404 303 404 403 403 303',
  'GET /coordination-programmes/:id/evaluate': '303 303 404 200 404 303 404 303 303 303',
  'POST /coordination-programmes/:id/evaluate': '403 403 404 409 404 403 404 403 403 303',
  'GET /plans/:id/comment':                    '200 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/comment':                   '303 404 404 303 404 303 404 403 403 303',
  'GET /plans/:id/submit':                     '200 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/submit':                    '409 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/approve':                    '303 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/approve':                   '403 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/send-back':                  '303 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/send-back':                 '403 404 404 404 404 404 404 404 404 303',
  'GET /reports/:id/submit':                   '404 404 404 200 404 404 404 404 404 303',
  'POST /reports/:id/submit':                  '404 404 404 409 404 404 404 404 404 303',
  'GET /reports/:id/approve':                  '404 404 404 303 404 404 404 404 404 303',
  'POST /reports/:id/approve':                 '404 404 404 403 404 404 404 404 404 303',
  'GET /reports/:id/send-back':                '404 404 404 303 404 404 404 404 404 303',
  'POST /reports/:id/send-back':               '404 404 404 403 404 404 404 404 404 303',
  'GET /unit-reports/:id/submit':              '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/submit':             '409 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/approve':             '303 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/approve':            '403 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/send-back':           '303 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/send-back':          '403 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/decide':              '303 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/decide':             '403 404 404 404 404 404 404 403 303 303',
  'GET /explanations/:id/submit':              '200 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/submit':             '409 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/approve':             '303 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/approve':            '403 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/send-back':           '303 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/send-back':          '403 404 404 404 404 404 404 404 404 303',
  'GET /district-reports/:id/submit':          '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/submit':         '404 404 404 404 404 409 404 404 404 303',
  'GET /district-reports/:id/approve':         '404 404 404 404 404 303 404 404 404 303',
  'POST /district-reports/:id/approve':        '404 404 404 404 404 403 404 404 404 303',
  'GET /district-reports/:id/send-back':       '404 404 404 404 404 303 404 404 404 303',
  'POST /district-reports/:id/send-back':      '404 404 404 404 404 403 404 404 404 303',
  'GET /province-reports/:id/submit':          '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/submit':         '404 404 404 404 404 404 404 409 404 303',
  'GET /province-reports/:id/approve':         '404 404 404 404 404 404 404 303 404 303',
  'POST /province-reports/:id/approve':        '404 404 404 404 404 404 404 403 404 303',
  'GET /province-reports/:id/send-back':       '404 404 404 404 404 404 404 303 404 303',
  'POST /province-reports/:id/send-back':      '404 404 404 404 404 404 404 403 404 303',
  // of what was sent without a scan, so that there is nothing to propose or register
  'GET /coordination-programmes/:id/propose-paper':'303 303 404 200 404 303 404 303 303 303',
  'POST /coordination-programmes/:id/propose-paper':'403 403 404 422 404 403 404 403 403 303',
  'GET /coordination-programmes/:id/register-paper':'200 200 404 303 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/register-paper':'409 409 404 403 404 409 404 403 403 303',
  'GET /coordination-programmes/:id/decline-paper':'200 200 404 303 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/decline-paper':'409 409 404 403 404 409 404 403 403 303',
  'GET /coordination-programmes/:id/undo-paper':  '200 200 404 303 404 200 404 303 303 303',
  'POST /coordination-programmes/:id/undo-paper': '409 409 404 403 404 409 404 403 403 303',
  'GET /plans/:id/propose-paper':                 '200 404 404 303 404 303 404 303 303 303',
  'POST /plans/:id/propose-paper':                '422 404 404 403 404 403 404 403 403 303',
  'GET /plans/:id/register-paper':                '303 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/register-paper':               '403 404 404 409 404 409 404 403 403 303',
  'GET /plans/:id/decline-paper':                 '303 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/decline-paper':                '403 404 404 409 404 409 404 403 403 303',
  'GET /plans/:id/undo-paper':                    '303 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/undo-paper':                   '403 404 404 409 404 409 404 403 403 303',
  'GET /reports/:id/propose-paper':               '303 303 404 200 404 303 404 303 303 303',
  'POST /reports/:id/propose-paper':              '403 403 404 422 404 403 404 403 403 303',
  'GET /reports/:id/register-paper':              '200 200 404 303 404 200 404 200 303 303',
  'POST /reports/:id/register-paper':             '409 409 404 403 404 409 404 409 403 303',
  'GET /reports/:id/decline-paper':               '200 200 404 303 404 200 404 200 303 303',
  'POST /reports/:id/decline-paper':              '409 409 404 403 404 409 404 409 403 303',
  'GET /reports/:id/undo-paper':                  '200 200 404 303 404 200 404 200 303 303',
  'POST /reports/:id/undo-paper':                 '409 409 404 403 404 409 404 409 403 303',
  'GET /unit-reports/:id/propose-paper':          '200 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/propose-paper':         '422 404 404 404 404 404 404 403 403 303',
  'GET /unit-reports/:id/register-paper':         '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/register-paper':        '403 404 404 404 404 404 404 409 403 303',
  'GET /unit-reports/:id/decline-paper':          '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/decline-paper':         '403 404 404 404 404 404 404 409 403 303',
  'GET /unit-reports/:id/undo-paper':             '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/undo-paper':            '403 404 404 404 404 404 404 409 403 303',
  'GET /explanations/:id/propose-paper':          '200 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/propose-paper':         '422 404 404 404 404 404 404 403 403 303',
  'GET /explanations/:id/register-paper':         '303 404 404 404 404 404 404 200 303 303',
  'POST /explanations/:id/register-paper':        '403 404 404 404 404 404 404 409 403 303',
  'GET /explanations/:id/decline-paper':          '303 404 404 404 404 404 404 200 303 303',
  'POST /explanations/:id/decline-paper':         '403 404 404 404 404 404 404 409 403 303',
  'GET /explanations/:id/undo-paper':             '303 404 404 404 404 404 404 200 303 303',
  'POST /explanations/:id/undo-paper':            '403 404 404 404 404 404 404 409 403 303',
  'GET /district-reports/:id/propose-paper':      '404 404 404 404 404 200 404 303 303 303',
  'POST /district-reports/:id/propose-paper':     '404 404 404 404 404 422 404 403 403 303',
  'GET /district-reports/:id/register-paper':     '404 404 404 404 404 303 404 200 303 303',
  'POST /district-reports/:id/register-paper':    '404 404 404 404 404 403 404 409 403 303',
  'GET /district-reports/:id/decline-paper':      '404 404 404 404 404 303 404 200 303 303',
  'POST /district-reports/:id/decline-paper':     '404 404 404 404 404 403 404 409 403 303',
  'GET /district-reports/:id/undo-paper':         '404 404 404 404 404 303 404 200 303 303',
  'POST /district-reports/:id/undo-paper':        '404 404 404 404 404 403 404 409 403 303',
  'GET /province-reports/:id/propose-paper':      '404 404 404 404 404 404 404 200 303 303',
  'POST /province-reports/:id/propose-paper':     '404 404 404 404 404 404 404 422 403 303',
  'GET /province-reports/:id/register-paper':     '404 404 404 404 404 404 404 303 200 303',
  'POST /province-reports/:id/register-paper':    '404 404 404 404 404 404 404 403 409 303',
  'GET /province-reports/:id/decline-paper':      '404 404 404 404 404 404 404 303 200 303',
  'POST /province-reports/:id/decline-paper':     '404 404 404 404 404 404 404 403 409 303',
  'GET /province-reports/:id/undo-paper':         '404 404 404 404 404 404 404 303 200 303',
  'POST /province-reports/:id/undo-paper':        '404 404 404 404 404 404 404 403 409 303',
  'POST /account/approval':                    '403 403 403 403 403 403 403 303 403 303',
  'GET /plans':                                 '200 200 200 200 200 200 200 200 200 303',
  'POST /plans':                                '303 404 404 303 404 403 404 403 403 303',
  'GET /plans/half':                            '200 200 200 404 404 404 404 200 404 303',
  'POST /plans/half':                           '422 422 422 404 404 404 404 422 404 303',
  'GET /plans/:id/compare':                     '200 404 404 200 404 200 404 200 200 303',
  'GET /plans/:id/document':                    '200 404 404 200 404 200 404 200 200 303',
  'GET /plans/:id/signed':  '200 404 404 303 404 303 404 303 303 303',
  'POST /plans/:id/signed': '303 404 404 403 404 403 404 403 403 303',
  'GET /plans/:id/take-back-signed':  '200 404 404 303 404 303 404 303 303 303',
  'POST /plans/:id/take-back-signed': '303 404 404 403 404 403 404 403 403 303',
  'POST /plans/:id/share':                      '303 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/stop-sharing':               '303 404 404 403 404 403 404 404 404 303',
  'POST /plans/:id/take-over':                  '409 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/hand-over':                  '403 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/add-items':                  '303 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/cover':                      '303 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/share':                       '200 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/stop-sharing':                '200 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/take-over':                   '200 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/hand-over':                   '303 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/add-items':                   '200 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/cover':                       '200 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id':                             '200 404 404 200 404 200 404 200 200 303',
  'GET /plans/:id/history':                     '200 404 404 200 404 200 404 200 200 303',
  'GET /plans/:id/versions/:n':                 '200 404 404 200 404 200 404 200 200 303',
  'GET /plans/:id/edit':                        '200 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/edit':                       '303 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/files':                       '200 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/files':                      '303 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/files/:file/remove':         '303 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/send':                        '200 404 404 404 404 404 404 404 404 303',
  'POST /plans/:id/send':                       '303 404 404 404 404 404 404 404 404 303',
  'GET /plans/:id/recall':                      '200 404 404 303 404 303 404 303 303 303',
  'POST /plans/:id/recall':                     '303 404 404 403 404 403 404 403 403 303',
  'GET /plans/:id/consent':                     '303 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/consent':                    '403 404 404 303 404 303 404 403 403 303',
  'GET /plans/:id/request-changes':             '303 404 404 200 404 200 404 303 303 303',
  'POST /plans/:id/request-changes':            '403 404 404 303 404 303 404 403 403 303',
  'GET /reports':                               '200 200 200 200 200 200 200 200 200 303',
  'POST /reports':                              '403 403 404 303 404 403 404 403 403 303',
  'GET /reports/:id':                           '200 200 404 200 404 200 404 200 200 303',
  'GET /reports/:id/history':                   '200 200 404 200 404 200 404 200 200 303',
  'GET /reports/:id/versions/:n':               '200 200 404 200 404 200 404 200 200 303',
  'GET /reports/:id/compare':                  '200 200 404 200 404 200 404 200 200 303',
  'GET /reports/:id/document':                 '200 200 404 200 404 200 404 200 200 303',
  'GET /reports/:id/signed':  '303 303 404 200 404 303 404 303 303 303',
  'POST /reports/:id/signed': '403 403 404 303 404 403 404 403 403 303',
  'GET /reports/:id/take-back-signed':  '303 303 404 200 404 303 404 303 303 303',
  'POST /reports/:id/take-back-signed': '403 403 404 303 404 403 404 403 403 303',
  'GET /reports/:id/figures':                  '404 404 404 200 404 404 404 404 404 303',
  'POST /reports/:id/figures':                 '404 404 404 422 404 404 404 404 404 303',
  'GET /reports/:id/edit':                      '404 404 404 200 404 404 404 404 404 303',
  'POST /reports/:id/edit':                     '404 404 404 303 404 404 404 404 404 303',
  'GET /reports/:id/files':                     '404 404 404 200 404 404 404 404 404 303',
  'POST /reports/:id/files':                    '404 404 404 303 404 404 404 404 404 303',
  'POST /reports/:id/files/:file/remove':       '404 404 404 303 404 404 404 404 404 303',
  'GET /reports/:id/send':                      '404 404 404 200 404 404 404 404 404 303',
  'POST /reports/:id/send':                     '404 404 404 303 404 404 404 404 404 303',
  'GET /reports/:id/recall':                    '303 303 404 200 404 303 404 303 303 303',
  'POST /reports/:id/recall':                   '403 403 404 303 404 403 404 403 403 303',
  'GET /reports/:id/comment':                   '200 200 404 200 404 200 404 303 303 303',
  'POST /reports/:id/comment':                  '303 303 404 303 404 303 404 403 403 303',
  'GET /reports/:id/accept':                    '303 303 404 303 404 200 404 303 303 303',
  'POST /reports/:id/accept':                   '403 403 404 403 404 303 404 403 403 303',
  'GET /reports/:id/request-changes':           '303 303 404 303 404 200 404 303 303 303',
  'POST /reports/:id/request-changes':          '403 403 404 403 404 303 404 403 403 303',
  'GET /unit-reports/half':                      '200 200 200 404 404 404 404 200 404 303',
  'POST /unit-reports/half':                     '422 422 422 404 404 404 404 422 404 303',
  'GET /unit-reports/:id/consult':               '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/consult':              '303 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/stop-consulting':       '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/stop-consulting':      '303 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/sections/:commune/comment':  '200 404 404 404 404 200 404 404 404 303',
  'POST /unit-reports/:id/sections/:commune/comment': '303 404 404 404 404 303 404 404 404 303',
  'GET /unit-reports/:id/note-section':          '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/note-section':         '403 404 404 404 404 404 404 422 403 303',
  'GET /unit-reports/:id/decide-section':        '303 404 404 404 404 404 404 303 200 303',
  'POST /unit-reports/:id/decide-section':       '403 404 404 404 404 404 404 403 422 303',
  'GET /unit-reports':                          '200 200 200 404 404 200 200 200 200 303',
  'POST /unit-reports':                         '303 404 404 404 404 403 404 403 403 303',
  'GET /unit-reports/:id':                      '200 404 404 404 404 404 404 200 200 303',
  'GET /unit-reports/:id/history':              '200 404 404 404 404 404 404 200 200 303',
  'GET /unit-reports/:id/versions/:n':          '200 404 404 404 404 404 404 200 200 303',
  'GET /unit-reports/:id/compare':             '200 404 404 404 404 404 404 200 200 303',
  'GET /unit-reports/:id/document':            '200 404 404 404 404 404 404 200 200 303',
  'GET /unit-reports/:id/signed':  '200 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/signed': '303 404 404 404 404 404 404 403 403 303',
  'GET /unit-reports/:id/take-back-signed':  '200 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/take-back-signed': '303 404 404 404 404 404 404 403 403 303',
  'GET /unit-reports/:id/sections':             '404 404 404 404 404 200 404 200 200 303',
  'GET /unit-reports/:id/edit':                 '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/edit':                '303 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/files':                '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/files':               '303 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/files/:file/remove':  '303 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/send':                 '200 404 404 404 404 404 404 404 404 303',
  'POST /unit-reports/:id/send':                '303 404 404 404 404 404 404 404 404 303',
  'GET /unit-reports/:id/recall':               '200 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/recall':              '303 404 404 404 404 404 404 403 403 303',
  'GET /unit-reports/:id/accept':               '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/accept':              '403 404 404 404 404 404 404 303 403 303',
  'GET /unit-reports/:id/request-changes':      '303 404 404 404 404 404 404 200 303 303',
  'POST /unit-reports/:id/request-changes':     '403 404 404 404 404 404 404 303 403 303',
  'GET /explanations':                          '200 200 200 404 404 404 404 200 200 303',
  'POST /explanations':                         '303 404 404 404 404 404 404 403 403 303',
  'GET /explanations/:id':                      '200 404 404 404 404 404 404 200 200 303',
  'GET /explanations/:id/history':              '200 404 404 404 404 404 404 200 200 303',
  'GET /explanations/:id/versions/:n':          '200 404 404 404 404 404 404 200 200 303',
  'GET /explanations/:id/compare':             '200 404 404 404 404 404 404 200 200 303',
  'GET /explanations/:id/document':            '200 404 404 404 404 404 404 200 200 303',
  'GET /explanations/:id/signed':  '200 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/signed': '303 404 404 404 404 404 404 403 403 303',
  'GET /explanations/:id/take-back-signed':  '200 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/take-back-signed': '303 404 404 404 404 404 404 403 403 303',
  'GET /explanations/:id/edit':                 '200 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/edit':                '303 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/files':                '200 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/files':               '303 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/files/:file/remove':  '303 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/send':                 '200 404 404 404 404 404 404 404 404 303',
  'POST /explanations/:id/send':                '303 404 404 404 404 404 404 404 404 303',
  'GET /explanations/:id/recall':               '200 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/recall':              '303 404 404 404 404 404 404 403 403 303',
  'GET /explanations/:id/accept':               '303 404 404 404 404 404 404 200 303 303',
  'POST /explanations/:id/accept':              '403 404 404 404 404 404 404 303 403 303',
  'GET /explanations/:id/request-changes':      '303 404 404 404 404 404 404 200 303 303',
  'POST /explanations/:id/request-changes':     '403 404 404 404 404 404 404 303 403 303',
  'GET /district-reports':                      '404 404 404 404 404 200 200 200 200 303',
  'POST /district-reports':                     '404 404 404 404 404 303 404 403 403 303',
  'GET /district-reports/:id':                  '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/history':          '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/versions/:n':      '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/compare':         '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/document':        '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/signed':  '404 404 404 404 404 200 404 303 303 303',
  'POST /district-reports/:id/signed': '404 404 404 404 404 303 404 403 403 303',
  'GET /district-reports/:id/take-back-signed':  '404 404 404 404 404 200 404 303 303 303',
  'POST /district-reports/:id/take-back-signed': '404 404 404 404 404 303 404 403 403 303',
  'GET /district-reports/:id/figures':          '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/annexes':          '404 404 404 404 404 200 404 200 200 303',
  'GET /district-reports/:id/edit':             '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/edit':            '404 404 404 404 404 303 404 404 404 303',
  'GET /district-reports/:id/files':            '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/files':           '404 404 404 404 404 303 404 404 404 303',
  'POST /district-reports/:id/files/:file/remove': '404 404 404 404 404 303 404 404 404 303',
  'GET /district-reports/:id/send':             '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/send':            '404 404 404 404 404 303 404 404 404 303',
  'GET /district-reports/:id/recall':           '404 404 404 404 404 200 404 303 303 303',
  'POST /district-reports/:id/recall':          '404 404 404 404 404 303 404 403 403 303',
  'GET /district-reports/:id/accept':           '404 404 404 404 404 303 404 200 303 303',
  'POST /district-reports/:id/accept':          '404 404 404 404 404 403 404 303 403 303',
  'GET /district-reports/:id/request-changes':  '404 404 404 404 404 303 404 200 303 303',
  'POST /district-reports/:id/request-changes': '404 404 404 404 404 403 404 303 403 303',
  'GET /district-reports/:id/leave-out':       '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/leave-out':      '404 404 404 404 404 422 404 404 404 303',
  'GET /district-reports/:id/take-in':         '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/take-in':        '404 404 404 404 404 422 404 404 404 303',
  'GET /district-reports/:id/count-confirmed': '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/count-confirmed':'404 404 404 404 404 422 404 404 404 303',
  'GET /district-reports/:id/stop-confirmed':  '404 404 404 404 404 200 404 404 404 303',
  'POST /district-reports/:id/stop-confirmed': '404 404 404 404 404 422 404 404 404 303',
  'GET /province-reports/:id/leave-out':       '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/leave-out':      '404 404 404 404 404 404 404 422 404 303',
  'GET /province-reports/:id/take-in':         '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/take-in':        '404 404 404 404 404 404 404 422 404 303',
  'GET /province-reports/:id/count-confirmed': '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/count-confirmed':'404 404 404 404 404 404 404 422 404 303',
  'GET /province-reports/:id/stop-confirmed':  '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/stop-confirmed': '404 404 404 404 404 404 404 422 404 303',
  'GET /province-reports':                      '404 404 404 404 404 404 404 200 200 303',
  'POST /province-reports':                     '404 404 404 404 404 404 404 303 403 303',
  'GET /province-reports/:id':                  '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/history':          '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/versions/:n':      '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/compare':         '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/document':        '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/signed':  '404 404 404 404 404 404 404 200 303 303',
  'POST /province-reports/:id/signed': '404 404 404 404 404 404 404 303 403 303',
  'GET /province-reports/:id/take-back-signed':  '404 404 404 404 404 404 404 200 303 303',
  'POST /province-reports/:id/take-back-signed': '404 404 404 404 404 404 404 303 403 303',
  'GET /province-reports/:id/figures':          '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/annexes':          '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/draft':            '404 404 404 404 404 404 404 200 200 303',
  'GET /province-reports/:id/edit':             '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/edit':            '404 404 404 404 404 404 404 303 404 303',
  'GET /province-reports/:id/files':            '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/files':           '404 404 404 404 404 404 404 303 404 303',
  'POST /province-reports/:id/files/:file/remove': '404 404 404 404 404 404 404 303 404 303',
  'GET /province-reports/:id/send':             '404 404 404 404 404 404 404 200 404 303',
  'POST /province-reports/:id/send':            '404 404 404 404 404 404 404 303 404 303',
  'GET /province-reports/:id/recall':           '404 404 404 404 404 404 404 200 303 303',
  'POST /province-reports/:id/recall':          '404 404 404 404 404 404 404 303 403 303',
  'GET /province-reports/:id/accept':           '404 404 404 404 404 404 404 303 200 303',
  'POST /province-reports/:id/accept':          '404 404 404 404 404 404 404 403 303 303',
  'GET /province-reports/:id/request-changes':  '404 404 404 404 404 404 404 303 200 303',
  'POST /province-reports/:id/request-changes': '404 404 404 404 404 404 404 403 303 303',
  'GET /':                                      '303 303 303 303 303 303 303 303 303 303',
  'GET /unit':                                  '200 200 200 404 404 404 404 200 404 303', // Sở KH&ĐT helps a commune too
  'GET /commune':                               '404 404 404 200 200 404 404 404 404 303',
  'GET /district':                              '404 404 404 404 404 200 200 404 404 303',
  'GET /planning':                              '404 404 404 404 404 404 404 200 404 303',
  'GET /province':                              '404 404 404 404 404 404 404 404 200 303',
  'GET /assignments':                           '200 200 200 200 200 200 200 200 200 303',
  'GET /assignments/new':                      '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/new':                     '404 404 404 404 404 404 404 422 404 303', // nothing filled in
  'GET /assignments/merge':                    '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/merge':                   '404 404 404 404 404 404 404 422 404 303',
  'GET /assignments/:id':                      '200 200 404 200 404 200 404 200 200 303',
  'GET /assignments/:id/end':                  '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/:id/end':                 '404 404 404 404 404 404 404 422 404 303',
  'GET /assignments/:id/move':                 '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/:id/move':                '404 404 404 404 404 404 404 422 404 303',
  'GET /assignments/:id/reopen':               '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/:id/reopen':              '404 404 404 404 404 404 404 422 404 303',
  'GET /accounts':                            '200 200 200 200 200 200 200 200 200 303',
  'GET /accounts/new':                        '403 403 403 403 403 403 403 200 403 303',
  'POST /accounts/new':                       '403 403 403 403 403 403 403 422 403 303',
  'GET /accounts/:id':                        '404 404 404 200 404 404 404 200 404 303',
  'GET /accounts/:id/history':                '404 404 404 200 404 404 404 200 404 303',
  'GET /accounts/:id/edit':                   '404 404 404 303 404 404 404 200 404 303',
  'GET /accounts/:id/reset':                  '404 404 404 303 404 404 404 200 404 303',
  'GET /accounts/:id/disable':                '404 404 404 303 404 404 404 200 404 303',
  'GET /accounts/:id/enable':                 '404 404 404 303 404 404 404 303 404 303',
  'POST /accounts/:id/edit':                  '404 404 404 403 404 404 404 422 404 303',
  'POST /accounts/:id/reset':                 '404 404 404 403 404 404 404 200 404 303',
  'POST /accounts/:id/disable':               '404 404 404 403 404 404 404 303 404 303',
  'POST /accounts/:id/enable':                '404 404 404 403 404 404 404 303 404 303',
  'GET /agencies':                            '404 404 404 404 404 404 404 200 404 303',
  'GET /agencies/new':                        '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/new':                       '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id':                        '404 404 404 404 404 404 404 200 404 303',
  'GET /agencies/:id/history':                '404 404 404 404 404 404 404 200 404 303',
  'GET /agencies/:id/edit':                   '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/:id/edit':                  '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id/rename':                 '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/:id/rename':                '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id/take-function':          '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/:id/take-function':         '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id/end-function':           '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/:id/end-function':          '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id/parent':                 '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/:id/parent':                '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/:id/template':               '403 403 403 403 403 403 403 200 403 303', // of a Party body
  'POST /agencies/:id/template':              '403 403 403 403 403 403 403 422 403 303', // without a file
  'GET /agencies/:id/template/sample':        '403 403 403 403 403 403 403 200 403 303',
  'GET /agencies/:id/template/try':           '403 403 403 403 403 403 403 200 403 303',
  'POST /agencies/:id/template/stop':         '403 403 403 403 403 403 403 303 403 303',
  'POST /agencies/:id/template/:file/use':    '403 403 403 403 403 403 403 303 403 303',
  'POST /agencies/:id/template/:file/delete': '403 403 403 403 403 403 403 303 403 303',
  'GET /programmes':                          '404 404 404 404 404 404 404 200 404 303',
  'GET /programmes/new':                      '404 404 404 404 404 404 404 200 404 303',
  'POST /programmes/new':                     '404 404 404 404 404 404 404 422 404 303',
  'GET /programmes/:id':                      '404 404 404 404 404 404 404 200 404 303',
  'GET /programmes/:id/history':              '404 404 404 404 404 404 404 200 404 303',
  'GET /programmes/:id/edit':                 '404 404 404 404 404 404 404 200 404 303',
  'POST /programmes/:id/edit':                '404 404 404 404 404 404 404 422 404 303',
  'GET /accounts/slips':                      '403 403 403 403 403 403 403 200 403 303',
  'POST /accounts/slips':                     '403 403 403 403 403 403 403 303 403 303',
  'GET /accounts/table':                      '404 404 404 404 404 404 404 200 404 303',
  'POST /accounts/table':                     '404 404 404 404 404 404 404 422 404 303',
  'GET /agencies/table':                      '404 404 404 404 404 404 404 200 404 303',
  'POST /agencies/table':                     '404 404 404 404 404 404 404 422 404 303',
  'GET /assignments/table':                   '404 404 404 404 404 404 404 200 404 303',
  'POST /assignments/table':                  '404 404 404 404 404 404 404 422 404 303',
  'GET /holidays/table':                      '404 404 404 404 404 404 404 200 404 303',
  'POST /holidays/table':                     '404 404 404 404 404 404 404 422 404 303',
  'GET /accounts/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /accounts/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /agencies/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /agencies/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /assignments/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /assignments/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /holidays/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /holidays/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /indicators/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /indicators/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /regions/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'POST /regions/table/:id': '404 404 404 404 404 404 404 404 404 303', // another's table
  'GET /indicators/table': '404 404 404 404 404 404 404 200 404 303',
  'POST /indicators/table': '404 404 404 404 404 404 404 422 404 303',
  'GET /regions/table': '404 404 404 404 404 404 404 200 404 303',
  'POST /regions/table': '404 404 404 404 404 404 404 422 404 303',
  'GET /authorisations': '200 200 200 200 200 200 200 200 200 303',
  'GET /authorisations/new': '403 403 403 403 403 403 403 200 403 303',
  'POST /authorisations/new': '403 403 403 403 403 403 403 303 403 303',
  'GET /authorisations/:id': '404 404 404 200 404 404 404 200 404 303',
  'GET /authorisations/:id/history': '404 404 404 200 404 404 404 200 404 303',
  'GET /authorisations/:id/end': '404 404 404 303 404 404 404 200 404 303',
  'POST /authorisations/:id/end': '404 404 404 403 404 404 404 303 404 303',
  'GET /authorisations/:id/withdraw': '404 404 404 303 404 404 404 200 404 303',
  'POST /authorisations/:id/withdraw': '404 404 404 403 404 404 404 303 404 303',
  'GET /authorisations/:id/restore': '404 404 404 303 404 404 404 200 404 303',
  'POST /authorisations/:id/restore': '404 404 404 403 404 404 404 303 404 303',
  'GET /regions': '200 200 200 200 200 200 200 200 200 303',
  'GET /regions/new': '404 404 404 404 404 404 404 200 404 303',
  'POST /regions/new': '404 404 404 404 404 404 404 303 404 303',
  'GET /regions/:id': '200 200 200 200 200 200 200 200 200 303',
  'GET /regions/:id/history': '200 200 200 200 200 200 200 200 200 303',
  'GET /regions/:id/edit': '303 303 303 303 303 303 303 200 303 303',
  'POST /regions/:id/edit': '403 403 403 403 403 403 403 303 403 303',
  'GET /regions/:id/withdraw': '303 303 303 303 303 303 303 200 303 303',
  'POST /regions/:id/withdraw': '403 403 403 403 403 403 403 303 403 303',
  'GET /regions/:id/restore': '303 303 303 303 303 303 303 200 303 303',
  'POST /regions/:id/restore': '403 403 403 403 403 403 403 303 403 303',
  'GET /successions':                          '200 200 200 200 200 200 200 200 200 303',
  'POST /successions':                         '404 404 404 404 404 404 404 422 404 303', // without a table
  'GET /successions/table':                    '404 404 404 404 404 404 404 200 404 303',
  'POST /successions/table':                   '404 404 404 404 404 404 404 422 404 303',
  'GET /proofs':                              '200 200 200 200 200 200 200 200 200 303',
  'GET /proofs/:code':                        '404 404 404 404 404 404 404 404 404 303', // no such code
  'GET /calendar':                             '200 200 200 200 200 200 200 200 200 303',
  'GET /calendar/changes':                     '200 200 200 200 200 200 200 200 200 303',
  'GET /calendar/deadlines.ics':               '200 200 200 200 200 200 200 200 200 303',
  'GET /calendar/settings':                    '404 404 404 404 404 404 404 200 404 303',
  'POST /calendar/settings':                   '404 404 404 404 404 404 404 422 404 303', // the days are missing
  'GET /holidays':                             '200 200 200 200 200 200 200 200 200 303',
  'GET /holidays/new':                         '404 404 404 404 404 404 404 200 404 303',
  'POST /holidays/new':                        '404 404 404 404 404 404 404 303 404 303',
  'GET /holidays/:id':                         '200 200 200 200 200 200 200 200 200 303',
  'GET /holidays/:id/history':                 '200 200 200 200 200 200 200 200 200 303',
  'GET /holidays/:id/edit':                   '303 303 303 303 303 303 303 200 303 303',
  'POST /holidays/:id/edit':                  '403 403 403 403 403 403 403 303 403 303',
  'GET /holidays/:id/withdraw':               '303 303 303 303 303 303 303 200 303 303',
  'POST /holidays/:id/withdraw':              '403 403 403 403 403 403 403 303 403 303',
  'GET /holidays/:id/restore':                '303 303 303 303 303 303 303 200 303 303',
  'POST /holidays/:id/restore':               '403 403 403 403 403 403 403 303 403 303',
  'GET /reminders':                           '404 404 404 404 404 404 404 200 404 303',
  'GET /log':                                 '404 404 404 404 404 404 404 200 404 303',
  'GET /log/readings':                        '404 404 404 404 404 404 404 200 404 303',
  'GET /reminders/proposals':                 '404 404 404 404 404 404 404 200 200 303',
  'GET /reminders/unreachable':               '404 404 404 404 404 404 404 200 404 303',
  'GET /decisions':                           '404 404 404 404 404 404 404 200 200 303',
  'GET /reminders/settings':                  '404 404 404 404 404 404 404 200 404 303',
  'POST /reminders/settings':                 '404 404 404 404 404 404 404 422 404 303', // the days are missing
  'GET /reminders/:id':                       '404 404 404 404 404 404 404 200 404 303',
  'GET /deadlines/:token.ics':                '404 404 404 404 404 404 404 404 404 404', // a wrong token
  'GET /account/reminders':                   '200 200 200 200 200 200 200 200 200 303',
  'POST /account/reminders':                  '422 422 422 422 422 422 422 422 422 303',
  'GET /account/calendar':                    '200 200 200 200 200 200 200 200 200 303',
  'POST /account/calendar':                   '200 200 200 200 200 200 200 200 200 303',
  'POST /account/calendar/revoke':            '303 303 303 303 303 303 303 303 303 303',
  'GET /search':                               '200 200 200 200 200 200 200 200 200 303',
  'GET /matrix':                               '200 200 200 200 200 200 200 200 200 303',
  'GET /overview':                             '404 404 404 404 404 200 200 200 200 303',
  'GET /obligations':                          '404 404 404 404 404 200 200 200 404 303',
  'GET /obligations/urge':                    '404 404 404 404 404 200 200 200 404 303', // khoản 1 Điều 10
  'POST /obligations/urge':                   '404 404 404 404 404 422 422 422 404 303', // nothing ticked
  'GET /obligations/extend':                   '404 404 404 404 404 200 200 200 404 303',
  'POST /obligations/extend':                  '404 404 404 404 404 422 422 422 404 303', // nothing was ticked
  'GET /obligations/:id':                      '200 200 404 200 404 200 404 200 200 303',
  'GET /obligations/:id/undo-extend':          '404 404 404 404 404 200 404 200 404 303',
  'POST /obligations/:id/undo-extend':         '404 404 404 404 404 409 404 409 404 303',
  'GET /obligations/:id/accept':               '404 404 404 404 404 303 404 200 404 303',
  'POST /obligations/:id/accept':              '404 404 404 404 404 403 404 409 404 303',
  'GET /obligations/:id/undo-accept':          '404 404 404 404 404 303 404 200 404 303',
  'POST /obligations/:id/undo-accept':         '404 404 404 404 404 403 404 409 404 303',
  'GET /files/:id':                             '200 404 404 200 404 200 404 200 200 303', // of a plan that was sent
  'GET /supports':                             '200 200 200 200 200 200 200 200 200 303',
  'GET /supports/new':                         '200 200 200 404 404 404 404 200 404 303',
  'POST /supports/new':                        '303 403 403 404 404 404 404 403 404 303',
  'GET /supports/:id':                         '200 404 404 200 404 200 404 200 200 303',
  'GET /supports/:id/history':                 '200 404 404 200 404 200 404 200 200 303',
  'GET /supports/:id/confirm':                 '303 404 404 200 404 303 404 303 303 303',
  'POST /supports/:id/confirm':                '403 404 404 303 404 403 404 403 403 303',
  'GET /supports/:id/dispute':                 '303 404 404 200 404 303 404 303 303 303',
  'POST /supports/:id/dispute':                '403 404 404 303 404 403 404 403 403 303',
  'GET /supports/:id/accept':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /supports/:id/accept':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /supports/:id/answer':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /supports/:id/answer':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /supports/:id/edit':                    '200 404 404 303 404 303 404 303 303 303',
  'POST /supports/:id/edit':                   '303 404 404 403 404 403 404 403 403 303',
  'GET /supports/:id/cancel':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /supports/:id/cancel':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /supports/:id/reopen':                  '303 404 404 200 404 303 404 303 303 303',
  'POST /supports/:id/reopen':                 '403 404 404 303 404 403 404 403 403 303',
  'GET /communes/:id':                         '200 200 404 200 404 200 404 200 200 303',
  'GET /communes/:id/figures':                 '200 200 404 200 404 200 404 200 200 303',
  'GET /figures':                              '200 200 200 404 404 200 200 200 200 303',
  'GET /units/:id':                            '200 200 404 200 404 200 404 200 200 303',
  'GET /supports/:id/files':                   '200 404 404 200 404 303 404 303 303 303',
  'POST /supports/:id/files':                  '303 404 404 303 404 403 404 403 403 303',
  'POST /supports/:id/files/:file/remove':     '303 404 404 403 404 403 404 403 403 303',
  'GET /invitations/:id/files':                '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/files':               '403 404 404 303 404 403 404 403 403 303',
  'POST /invitations/:id/files/:file/remove':  '403 404 404 303 404 403 404 403 403 303',
  'GET /inspections/:id/files':                '303 404 404 303 404 200 404 303 303 303',
  'POST /inspections/:id/files':               '403 404 404 403 404 303 404 403 403 303',
  'POST /inspections/:id/files/:file/remove':  '403 404 404 403 404 303 404 403 403 303',
  'GET /needs':                                '200 200 200 200 200 200 200 200 200 303',
  'GET /needs/new':                            '404 404 404 200 200 200 200 404 404 303',
  'POST /needs/new':                           '404 404 404 303 403 303 403 404 404 303',
  'GET /needs/:id':                            '200 200 404 200 404 200 404 200 200 303',
  'GET /needs/:id/history':                    '200 200 404 200 404 200 404 200 200 303',
  'GET /needs/:id/edit':                       '303 303 404 200 404 303 404 303 303 303',
  'POST /needs/:id/edit':                      '403 403 404 303 404 403 404 403 403 303',
  'GET /needs/:id/withdraw':                   '303 303 404 200 404 303 404 303 303 303',
  'POST /needs/:id/withdraw':                  '403 403 404 303 404 403 404 403 403 303',
  'GET /needs/:id/decline':                    '200 303 404 303 404 303 404 303 303 303',
  'POST /needs/:id/decline':                   '303 403 404 403 404 403 404 403 403 303',
  'GET /needs/:id/reopen':                     '303 303 404 200 404 303 404 303 303 303',
  'POST /needs/:id/reopen':                    '403 403 404 303 404 403 404 403 403 303',
  'GET /reports/:id/undo-accept': '303 303 404 303 404 303 404 303 303 303',
  'POST /reports/:id/undo-accept': '403 403 404 403 404 303 404 403 403 303',
  'GET /reports/:id/undo-request': '303 303 404 303 404 303 404 303 303 303',
  'POST /reports/:id/undo-request': '403 403 404 403 404 409 404 403 403 303',
  'GET /unit-reports/:id/undo-accept': '303 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/undo-accept': '403 404 404 404 404 404 404 303 403 303',
  'GET /unit-reports/:id/undo-request': '303 404 404 404 404 404 404 303 303 303',
  'POST /unit-reports/:id/undo-request': '403 404 404 404 404 404 404 409 403 303',
  'GET /explanations/:id/undo-accept': '303 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/undo-accept': '403 404 404 404 404 404 404 303 403 303',
  'GET /explanations/:id/undo-request': '303 404 404 404 404 404 404 303 303 303',
  'POST /explanations/:id/undo-request': '403 404 404 404 404 404 404 409 403 303',
  'GET /district-reports/:id/undo-accept': '404 404 404 404 404 303 404 303 303 303',
  'POST /district-reports/:id/undo-accept': '404 404 404 404 404 403 404 303 403 303',
  'GET /district-reports/:id/undo-request': '404 404 404 404 404 303 404 303 303 303',
  'POST /district-reports/:id/undo-request': '404 404 404 404 404 403 404 409 403 303',
  'GET /province-reports/:id/undo-accept': '404 404 404 404 404 404 404 303 303 303',
  'POST /province-reports/:id/undo-accept': '404 404 404 404 404 404 404 403 303 303',
  'GET /province-reports/:id/undo-request': '404 404 404 404 404 404 404 303 303 303',
  'POST /province-reports/:id/undo-request': '404 404 404 404 404 404 404 403 409 303',
  'GET /petitions':                              '200 200 200 200 200 200 200 200 200 303',
  'GET /petitions/document':                     '200 200 200 200 200 200 200 200 200 303',
  'GET /petitions/new':                          '200 200 200 200 200 200 200 200 404 303',
  'POST /petitions/new':                         '403 403 403 303 403 403 403 403 404 303',
  'GET /petitions/answers/new':                '200 200 200 200 200 200 200 200 200 303', // of what lies with oneself
  'POST /petitions/answers/new':               '422 422 422 422 422 422 422 422 422 303', // nothing chosen that does
  'GET /petitions/:id':                          '200 404 404 200 404 200 404 200 200 303',
  'GET /petitions/:id/history':                  '200 404 404 200 404 200 404 200 200 303',
  'GET /petitions/:id/files':                    '200 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/files':                   '303 404 404 303 404 403 404 403 403 303',
  'POST /petitions/:id/files/:file/remove':      '403 404 404 303 404 403 404 403 403 303',
  'GET /petitions/:id/receive':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /petitions/:id/receive':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /petitions/:id/answer':                   '200 404 404 303 404 303 404 303 303 303',
  'POST /petitions/:id/answer':                  '303 404 404 403 404 403 404 403 403 303',
  'GET /petitions/:id/forward':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /petitions/:id/forward':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /petitions/:id/ask-back':                 '200 404 404 303 404 303 404 303 303 303',
  'POST /petitions/:id/ask-back':                '303 404 404 403 404 403 404 403 403 303',
  'GET /petitions/:id/extend':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /petitions/:id/extend':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /petitions/:id/reply':                    '303 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/reply':                   '403 404 404 303 404 403 404 403 403 303',
  'GET /petitions/:id/close':                    '303 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/close':                   '403 404 404 303 404 403 404 403 403 303',
  'GET /petitions/:id/reopen':                   '303 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/reopen':                  '403 404 404 303 404 403 404 403 403 303',
  'GET /petitions/:id/edit':                     '303 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/edit':                    '403 404 404 303 404 403 404 403 403 303',
  'GET /petitions/:id/withdraw':                 '303 404 404 200 404 303 404 303 303 303',
  'POST /petitions/:id/withdraw':                '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations':                          '200 200 200 200 200 200 200 200 200 303',
  'GET /invitations/new':                      '404 404 404 200 200 200 200 404 404 303',
  'POST /invitations/new':                     '404 404 404 303 403 422 403 404 404 303', // a district invites in its own name only
  'GET /invitations/:id':                      '200 404 404 200 404 200 404 200 200 303',
  'GET /invitations/:id/history':              '200 404 404 200 404 200 404 200 200 303',
  'GET /invitations/:id/document':             '200 404 404 200 404 200 404 200 200 303',
  'GET /invitations/:id/accept':               '200 404 404 303 404 303 404 303 303 303',
  'POST /invitations/:id/accept':              '303 404 404 403 404 403 404 403 403 303',
  'GET /invitations/:id/decline':              '200 404 404 303 404 303 404 303 303 303',
  'POST /invitations/:id/decline':             '303 404 404 403 404 403 404 403 403 303',
  'GET /invitations/:id/speak':                '200 404 404 303 404 303 404 303 303 303',
  'POST /invitations/:id/speak':               '303 404 404 403 404 403 404 403 403 303',
  'GET /invitations/:id/record':               '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/record':              '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations/:id/correct':              '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/correct':             '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations/:id/edit':                 '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/edit':                '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations/:id/move':                 '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/move':                '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations/:id/invite-more':          '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/invite-more':         '403 404 404 303 404 403 404 403 403 303',
  'GET /invitations/:id/cancel':               '303 404 404 200 404 303 404 303 303 303',
  'POST /invitations/:id/cancel':              '403 404 404 303 404 403 404 403 403 303',
  'GET /inspections':                          '200 200 200 200 200 200 200 200 200 303',
  'GET /inspections/new':                      '404 404 404 404 404 200 200 404 404 303',
  'POST /inspections/new':                     '404 404 404 404 404 303 403 404 404 303',
  'GET /inspections/:id':                      '200 404 404 200 404 200 404 200 200 303', // with Sở TN&MT
  'GET /inspections/:id/history':              '200 404 404 200 404 200 404 200 200 303',
  'GET /inspections/:id/edit':                 '303 404 404 303 404 200 404 303 303 303',
  'POST /inspections/:id/edit':                '403 404 404 403 404 303 404 403 403 303',
  'GET /inspections/:id/withdraw':             '303 404 404 303 404 200 404 303 303 303',
  'POST /inspections/:id/withdraw':            '403 404 404 403 404 303 404 403 403 303',
  'GET /inspection-requests':                  '200 200 200 200 200 200 200 200 200 303',
  'GET /inspection-requests/new':              '404 404 404 404 404 200 200 404 404 303',
  'POST /inspection-requests/new':             '404 404 404 404 404 303 403 404 404 303',
  'GET /inspection-requests/:id':              '200 404 404 200 404 200 404 200 200 303', // of Sở TN&MT
  'GET /inspection-requests/:id/history':      '200 404 404 200 404 200 404 200 200 303',
  'GET /inspection-requests/:id/report':       '200 404 404 303 404 303 404 303 303 303',
  'POST /inspection-requests/:id/report':      '303 404 404 403 404 403 404 403 403 303',
  'GET /inspection-requests/:id/close':        '303 404 404 303 404 200 404 303 303 303',
  'POST /inspection-requests/:id/close':       '403 404 404 403 404 303 404 403 403 303',
  'GET /inspection-requests/:id/ask-again':    '303 404 404 303 404 200 404 303 303 303',
  'POST /inspection-requests/:id/ask-again':   '403 404 404 403 404 303 404 403 403 303',
  'GET /indicators':                            '200 200 200 200 200 200 200 200 200 303',
  'GET /indicators/new':                        '404 404 404 200 200 404 404 200 404 303',
  'POST /indicators/new':                       '404 404 404 303 403 404 404 403 404 303', // in one’s own name only
  'GET /indicators/:id':                        '200 200 200 200 200 200 200 200 200 303', // of Keo Lôm
  'GET /indicators/:id/history':                '200 200 200 200 200 200 200 200 200 303',
  'GET /indicators/:id/advise':                '200 200 303 303 303 303 303 303 303 303',
  'POST /indicators/:id/advise':               '303 303 403 403 403 403 403 403 403 303',
  'GET /indicators/:id/use':                   '303 303 303 200 303 303 303 303 303 303',
  'POST /indicators/:id/use':                  '403 403 403 303 403 403 403 403 403 303',
  'GET /indicators/:id/edit':                  '303 303 303 200 303 303 303 303 303 303',
  'POST /indicators/:id/edit':                 '403 403 403 303 403 403 403 403 403 303',
  'GET /indicators/:id/end':                   '303 303 303 200 303 303 303 303 303 303',
  'POST /indicators/:id/end':                  '403 403 403 303 403 403 403 403 403 303',
  'GET /indicators/:id/restore':               '303 303 303 200 303 303 303 303 303 303',
  'POST /indicators/:id/restore':              '403 403 403 303 403 403 403 403 403 303',
  'GET /indicators/:id/withdraw':              '303 303 303 200 303 303 303 303 303 303',
  'POST /indicators/:id/withdraw':             '403 403 403 303 403 403 403 403 403 303',
  'GET /inquiries':                             '200 200 200 200 200 200 200 200 200 303',
  'GET /inquiries/new':                         '200 200 200 404 404 200 200 200 404 303',
  'POST /inquiries/new':                        '303 403 403 404 404 403 403 403 404 303', // in one’s own name only
  'GET /inquiries/:id':                         '200 404 404 200 404 200 404 200 200 303', // of Sở TN&MT, asked of Keo Lôm
  'GET /inquiries/:id/history':                 '200 404 404 200 404 200 404 200 200 303',
  'GET /inquiries/:id/extend':                  '200 404 404 303 404 303 404 303 303 303',
  'POST /inquiries/:id/extend':                 '303 404 404 403 404 403 404 403 403 303',
  'GET /inquiries/:id/edit':                    '200 404 404 303 404 303 404 303 303 303',
  'POST /inquiries/:id/edit':                   '303 404 404 403 404 403 404 403 403 303',
  'GET /inquiries/:id/close':                   '200 404 404 303 404 303 404 303 303 303',
  'POST /inquiries/:id/close':                  '303 404 404 403 404 403 404 403 403 303',
  'GET /inquiries/:id/withdraw':                '200 404 404 303 404 303 404 303 303 303',
  'POST /inquiries/:id/withdraw':               '303 404 404 403 404 403 404 403 403 303',
  'GET /inquiry-answers':                       '200 200 200 200 200 200 200 200 200 303',
  'GET /inquiry-answers/new':                   '200 200 200 404 404 200 200 200 404 303',
  'POST /inquiry-answers/new':                  '303 403 403 404 404 403 403 403 404 303',
  'GET /inquiry-answers/:id':                   '200 404 404 200 404 200 404 200 200 303',
  'GET /inquiry-answers/:id/history':           '200 404 404 200 404 200 404 200 200 303',
  'GET /inquiry-answers/:id/send':              '303 404 404 200 404 303 404 303 303 303',
  'POST /inquiry-answers/:id/send':             '403 404 404 303 404 403 404 403 403 303',
  'GET /inquiry-answers/:id/save':              '303 404 404 200 404 303 404 303 303 303',
  'POST /inquiry-answers/:id/save':             '403 404 404 303 404 403 404 403 403 303',
  'GET /inquiry-answers/:id/request-changes':   '200 404 404 303 404 303 404 303 303 303',
  'POST /inquiry-answers/:id/request-changes':  '303 404 404 403 404 403 404 403 403 303',
  'GET /regulation':                            '200 200 200 200 200 200 200 200 200 200',
  'GET /help':                                  '200 200 200 200 200 200 200 200 200 200',
  'GET /scores':                               '200 200 200 404 404 404 404 200 200 303',
  'GET /scores/programme':                      '404 404 404 404 404 404 404 200 200 303',
  'GET /scores/silent':                        '404 404 404 404 404 404 404 200 200 303',
  'GET /scores/:id':                           '200 404 404 404 404 404 404 200 200 303',
  'GET /scorings':                             '200 200 200 404 404 404 404 200 200 303',
  'GET /scorings/new':                         '404 404 404 404 404 404 404 200 404 303',
  'POST /scorings/new':                        '404 404 404 404 404 404 404 303 404 303',
  'GET /scorings/:id':                         '200 200 200 404 404 404 404 200 200 303',
  'GET /scorings/:id/history':                 '200 200 200 404 404 404 404 200 200 303',
  'GET /scorings/:id/edit':                    '303 303 303 404 404 404 404 200 303 303',
  'POST /scorings/:id/edit':                   '403 403 403 404 404 404 404 303 403 303',
  'GET /scorings/:id/publish':                 '303 303 303 404 404 404 404 200 303 303',
  'POST /scorings/:id/publish':                '403 403 403 404 404 404 404 303 403 303',
  'GET /scorings/:id/unpublish':               '303 303 303 404 404 404 404 200 303 303',
  'POST /scorings/:id/unpublish':              '403 403 403 404 404 404 404 303 403 303',
  'GET /scorings/:id/freeze':                  '303 303 303 404 404 404 404 200 303 303',
  'POST /scorings/:id/freeze':                 '403 403 403 404 404 404 404 409 403 303',
  'GET /score-adjustments':                    '200 200 200 404 404 404 404 200 200 303',
  'GET /score-adjustments/new':                '404 404 404 404 404 404 404 200 404 303',
  'POST /score-adjustments/new':               '404 404 404 404 404 404 404 303 404 303',
  'GET /score-adjustments/:id':                '200 404 404 404 404 404 404 200 200 303',
  'GET /score-adjustments/:id/history':        '200 404 404 404 404 404 404 200 200 303',
  'GET /score-adjustments/:id/undo':           '303 404 404 404 404 404 404 200 303 303',
  'POST /score-adjustments/:id/undo':          '403 404 404 404 404 404 404 303 403 303',
  'GET /score-objections':                     '200 200 200 404 404 404 404 200 200 303',
  'GET /score-objections/new':                 '200 200 200 404 404 404 404 200 404 303',
  'POST /score-objections/new':                '303 303 303 404 404 404 404 303 404 303',
  'GET /score-objections/:id':                 '200 404 404 404 404 404 404 200 200 303',
  'GET /score-objections/:id/history':         '200 404 404 404 404 404 404 200 200 303',
  'GET /score-objections/:id/uphold':          '303 404 404 404 404 404 404 200 303 303',
  'POST /score-objections/:id/uphold':         '403 404 404 404 404 404 404 303 403 303',
  'GET /score-objections/:id/dismiss':         '303 404 404 404 404 404 404 200 303 303',
  'POST /score-objections/:id/dismiss':        '403 404 404 404 404 404 404 303 403 303',
  'GET /score-objections/:id/reopen':          '303 404 404 404 404 404 404 200 303 303',
  'POST /score-objections/:id/reopen':         '403 404 404 404 404 404 404 303 403 303',
  'GET /score-objections/:id/withdraw':        '200 404 404 404 404 404 404 303 303 303',
  'POST /score-objections/:id/withdraw':       '303 404 404 404 404 404 404 403 403 303',
  'GET /account':                               '200 200 200 200 200 200 200 200 200 303',
  'GET /account/alive':                         '204 204 204 204 204 204 204 204 204 303',
  'POST /account':                              '422 422 422 422 422 422 422 422 422 303',
  'GET /rehearsal':                             '404 404 404 404 404 404 404 200 404 303',
  'POST /rehearsal':                            '404 404 404 404 404 404 404 303 404 303',
  'GET /sign-in':                               '302 302 302 302 302 302 302 302 302 200',
  'POST /sign-in':                              '422 422 422 422 422 422 422 422 422 422',
  'POST /sign-out':                             '303 303 303 303 303 303 303 303 303 303',
}

// ── the rows ──────────────────────────────────────────────────────────────────────────────────────────────────────

const kindAt: Record<string, KindName> = {
  'coordination-programmes': 'coordination',
  ...{ plans: 'plan', reports: 'communeReport', 'unit-reports': 'unitReport', explanations: 'explanation' },
  ...{ 'district-reports': 'districtReport', 'province-reports': 'provinceReport' },
}
const owner: Record<KindName, Wanted> = {
  coordination: { by: keoLom },
  plan: { by: stnmt, commune: keoLom },
  communeReport: { by: keoLom },
  unitReport: { by: stnmt },
  explanation: { by: stnmt },
  districtReport: { by: dienBienDong },
  provinceReport: { by: planning },
}

const people = {} as Record<Role, { browser: Browser; token: string }>
const rows = {} as Record<KindName, { sent: Made; ready: Made; owed: string }>
let sentFile: string, digest: string
const party = { id: '', deleted: '', used: '' }

beforeAll(async () => {
  const names: Record<Exclude<Role, 'nobody'>, string> = {
    ...{ unit: stnmt, neighbour: await neighbourUnit(), unrelated: await unrelatedUnit(), commune: keoLom, otherCommune: 'xa-muong-pon' },
    ...{ district: dienBienDong, otherDistrict: 'huyen-muong-cha', planning, province },
  }
  for (const role of roles) {
    const browser = role === 'nobody' ? await new Browser().open('/sign-in') : await signIn(names[role])
    people[role] = { browser, token: String(browser.$('[name="_csrf"]').first().val()) }
  }
  for (const kind of Object.keys(makers) as KindName[]) {
    const sent = await makers[kind]('sent', owner[kind])
    const ready = await withFile(await makers[kind]('ready', owner[kind]))
    rows[kind] = { sent, ready, owed: (await owed(sent.kind, owner[kind])).id }
  }
  await step(rows.unitReport.ready, stnmt, 'consult')
  await aScoring()
  const plan = await withFile(await makers.plan('ready', owner.plan))
  await step(plan, plan.writer, 'send', { data: signer })
  sentFile = (await lastFile(plan)) ?? ''
  const user = await prisma.user.findUniqueOrThrow({ where: { username: keoLom } })
  const queued = { day: new Date('2024-12-16'), status: 'queued', address: 'a@b.vn', queuedAt: new Date() } as const
  const { id } = await prisma.agency.findFirstOrThrow({ where: { documentStyle: 'party', helps: { some: {} } } })
  const file = { name: 'mẫu.docx', mime: 'application/zip', bytes: template({ body: p('{{NỘI DUNG}}') }) }
  for (let n = 0; n < 3; n++) await putTemplate(await who(planning), id, file, {})
  const [deleted, used] = await prisma.attachment.findMany({ where: { templateOfId: id }, orderBy: { id: 'asc' } })
  Object.assign(party, { id, deleted: deleted?.id, used: used?.id })
  digest = (await prisma.reminder.create({ data: { userId: user.id, agencyId: user.agencyId, ...queued } })).id
})

/** The row that a route is tried on: a draft where one writes, what was sent where one reads and answers. */
function rowOf(route: string): Made | undefined {
  const kind = kindAt[route.split('/')[1] ?? '']
  return (
    kind &&
    rows[kind][
      /\/(edit|send|files|remove|submit|approve|send-back|share|stop-sharing|take-over|hand-over|add-items|cover|leave-out|take-in|count-confirmed|stop-confirmed|consult|stop-consulting|:commune\/comment)$| \/reports\/:id\/figures$|^POST .*\/recall$/.test(
        route,
      )
        ? 'ready'
        : 'sent'
    ]
  )
}

/** Of what is no filing each route has a row of its own, in the state in which its step can be taken. */
const nouns: Record<string, { make: (route: string) => Promise<MadeNoun>; body: (route: string) => object | Promise<object> }> = {
  supports: {
    make: (route) => aSupport(/accept|answer/.test(route) ? 'disputed' : /reopen/.test(route) ? 'confirmed' : 'declared'),
    body: async () => {
      const where = { unitId: await agencyOf(stnmt), communeId: await agencyOf(keoLom) }
      const { id: of } = await prisma.assignment.findFirstOrThrow({ where })
      return { ...disputeBody, form: 'advice', what: 'Góp ý đề án', clause: '4.1', from: '20/11/2024', result: '1 buổi', of }
    },
  },
  needs: { make: (route) => aNeed(route.endsWith('/reopen') ? 'declined' : 'proposed', { unit: stnmt }), body: () => needBody },
  petitions: {
    make: (route) =>
      aPetition(
        route.endsWith('/reply') ? 'askedBack' : /close|reopen/.test(route) ? 'answered' : route.endsWith('/extend') ? 'received' : 'sent',
      ),
    body: async (route) => ({
      ...{ ...petitionBody, dueOn: '27/12/2024', of: await agencyOf(keoLom) },
      to: await agencyOf(route.endsWith('/forward') ? dienBienDong : stnmt),
    }),
  },
  inspections: { make: () => anInspection({ unit: stnmt }), body: () => inspectionBody },
  'inspection-requests': {
    make: (route) => aRequest(route.endsWith('/ask-again') ? 'reported' : 'asked', { to: stnmt }),
    body: async () => ({ ...requestBody, to: await agencyOf(keoLom), of: (await inspected()).id }),
  },
  holidays: {
    make: (route) => aHoliday(route.endsWith('/restore') ? 'removed' : 'kept'),
    body: async () => ({ ...holidayBody, of: await agencyOf(planning) }),
  },
  authorisations: {
    make: authorised,
    body: async () => ({
      ...{ ...authorisationBody, from: '01/02/2025', to: '05/02/2025', last: '20/12/2024', of: await agencyOf(keoLom) },
      ...{ giver: (await who(`${keoLom}.lanh-dao`)).id, taker: (await who(`${keoLom}.van-thu`)).id },
    }),
  },
  regions: {
    // One region of a commune begins on a day.
    make: (route) => aRegion(route.endsWith('/restore') ? 'removed' : 'kept', { commune: 'xa-phi-nhu', from: `${++regionDay}/08/2024` }),
    body: async () => ({ ...regionBody, from: '01/12/2024', commune: await agencyOf(keoLom), of: await agencyOf(planning) }),
  },
  indicators: {
    make: (route) =>
      anIndicator(
        /edit|end/.test(route) ? 'inUse' : route.endsWith('/use') ? 'advised' : route.endsWith('/restore') ? 'ended' : 'proposed',
      ),
    body: async () => ({
      ...ownIndicatorBody,
      group: 'Chỉ tiêu riêng của xã',
      text: 'Nên theo dõi',
      to: '31/12/2024',
      of: await agencyOf(keoLom),
    }),
  },
  inquiries: {
    make: async (route) => {
      const made = await anInquiry()
      if (route.endsWith('/close')) await anAnswer('answered', { of: made })
      return made
    },
    body: async (route) => ({
      ...inquiryBody,
      ...(route.endsWith('/extend') && { dueOn: '27/12/2024' }),
      communes: await agencyOf(keoLom),
      of: await agencyOf(stnmt),
    }),
  },
  'inquiry-answers': {
    make: (route) => anAnswer(/request-changes/.test(route) ? 'answered' : 'waiting'),
    body: async () => {
      inquiring ??= anInquiry()
      return { ...answerBody, of: (await inquiring).id, commune: await agencyOf('xa-phi-nhu') }
    },
  },
  scorings: {
    make: (route) => aScoring(/edit|publish$/.test(route) && !route.endsWith('/unpublish') ? 'preparing' : 'published'),
    body: async () => ({ ...scoringBody, year: '2022', sure: 'yes', of: await agencyOf(planning) }),
  },
  'score-adjustments': {
    make: () => anAdjustment(),
    body: async () => ({ ...adjustmentBody, unit: await agencyOf(stnmt), of: (await aScoring()).id }),
  },
  'score-objections': {
    make: (route) => anObjection(route.endsWith('/reopen') ? 'upheld' : 'raised'),
    body: async () => ({ ...objectionBody, points: '2', answer: 'Đã xem lại hồ sơ', of: (await aScoring()).id }),
  },
  invitations: {
    make: (route) => anInvitation(route.endsWith('/record') ? 'past' : route.endsWith('/correct') ? 'held' : 'coming'),
    body: async (route) => ({
      ...{ ...invitationBody, words: 'Phó Giám đốc', text: 'Nên làm sớm', outcome: 'Thống nhất' },
      guests: await agencyOf(route.endsWith('/invite-more') ? await neighbourUnit() : stnmt),
    }),
  },
}
let inquiring: Promise<MadeNoun> | undefined
let inspection: Promise<MadeNoun> | undefined
function inspected() {
  inspection ??= anInspection()
  return inspection
}
const nounOf = (route: string) => nouns[route.split('/')[1] ?? '']
const made = new Map<string, MadeNoun>()
async function nounRowOf(route: string) {
  const known = made.get(route) ?? (await nounOf(route)?.make(route))
  if (known && !made.has(route) && route.endsWith('/remove')) await nounStep(known, known.by, 'attach', { data: await examine(aPicture) })
  if (known) made.set(route, known)
  return known
}

const assigned = async () =>
  (await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(stnmt), communeId: await agencyOf(keoLom) } })).id

async function ask(route: string, role: Role) {
  const { browser, token } = people[role]
  const [method, path = ''] = route.split(' ')
  const [made, other] = [rowOf(route), await nounRowOf(route)]
  const file = path.startsWith('/files')
    ? sentFile
    : path.includes('/template/:file')
      ? party[path.endsWith('/use') ? 'used' : 'deleted']
      : (made ?? other) && (await lastFile(made ?? (other as MadeNoun)))
  const address = path
    .replace(
      ':id',
      (path.startsWith('/obligations')
        ? rows.communeReport.owed
        : path.startsWith('/assignments')
          ? await assigned()
          : path.startsWith('/agencies/:id/template')
            ? party.id
            : path.startsWith('/accounts')
              ? (await besidesNouns(path))?.id
              : path.startsWith('/programmes')
                ? (await prisma.programme.findFirstOrThrow()).id
                : path.startsWith('/reminders')
                  ? digest
                  : made?.id) ??
        other?.id ??
        file ??
        (await agencyOf(/^.(units|scores)/.test(path) ? stnmt : keoLom)),
    )
    .replace(':n', '1')
    .replace(':commune', await agencyOf(keoLom))
    .replace(':file', file ?? sentFile)
  if (method === 'GET') return browser.agent.get(address)
  const filing = made
    ? await prisma.filing.findUnique({ where: { id: made.id } })
    : other
      ? { revision: await revisionOf(other) }
      : await besidesNouns(path)
  const kind = kindAt[path.split('/')[1] ?? '']
  const fields = {
    ...{ _csrf: token, once: crypto.randomUUID(), revision: String(filing?.revision ?? 0), ...(kind && { obligation: rows[kind].owed }) },
    ...{ ...signer, ...note, date: '16/12/2024', time: '08:00', text: 'Góp ý', done: 'Đã làm', current: 'Sai', new: 'x', again: 'x' },
    ...{ of: await agencyOf(/^.(agencies|programmes)/.test(path) ? planning : keoLom), ...(await nounOf(route)?.body(route)) },
    ...(/(-paper|signed)$/.test(path) && { number: '1/BC', documentDate: '16/12/2024', arrivedOn: '16/12/2024' }),
    ...{ username: `khong-co-${role}`, password: 'Sai', economy: 'x' },
  }
  return browser.send(address, { ...fields, ...(path.endsWith('/files') && { file: aPicture }) })
}

let regionDay = 0

/** Each on days of its own, because nobody is authorised twice for a day; one that is in force, for ending it. */
let running: Promise<MadeNoun> | undefined
let authorisationDay = 0
function authorised(route: string) {
  const taker = `${keoLom}.van-thu`
  if (route.endsWith('/end')) {
    running ??= anAuthorisation('given', { taker })
    return running
  }
  const day = `${++authorisationDay}/01/2025`
  return anAuthorisation(route.endsWith('/restore') ? 'withdrawn' : 'given', { taker, from: day, to: day })
}

/** The revision of what is no noun of the table above. */
const besidesNouns = async (path: string) =>
  path.startsWith('/accounts')
    ? prisma.user.findUnique({ where: { username: `${keoLom}.lanh-dao` } })
    : path.startsWith('/agencies/:id')
      ? prisma.agency.findUnique({ where: { id: path.includes('/template') ? party.id : await agencyOf(keoLom) } })
      : undefined

const lastFile = async ({ id }: { id: string }) => {
  const where = { OR: [{ filingId: id }, { supportId: id }, { invitationId: id }, { inspectionId: id }, { petitionId: id }] }
  return (await prisma.attachment.findFirst({ where, orderBy: { id: 'desc' } }))?.id
}

// ── the tests ─────────────────────────────────────────────────────────────────────────────────────────────────────

describe('the routes of the portal', () => {
  test('are found by walking', () => {
    expect(found.length).toBeGreaterThan(80)
    expect(
      found.filter(({ route }) => route.includes('unknown')),
      'a router hangs where this test does not know',
    ).toEqual([])
  })

  test('each carries a guard that names its audience, or is in the short list', () => {
    expect(found.filter(({ audience }) => audience === undefined).map(({ route }) => route)).toEqual(unguarded)
  })

  test('each has its line in the table, and the table has no other', () => {
    const walked = found.map(({ route }) => route).filter((route) => !unguarded.includes(route))
    expect(
      walked.filter((route) => !expected[route]),
      'routes without a line',
    ).toEqual([])
    expect(
      Object.keys(expected).filter((route) => !walked.includes(route)),
      'lines without a route',
    ).toEqual([])
    expect(new Set(walked).size, 'and none stands twice').toBe(walked.length)
  })

  test('what is for everyone is little, and shows nobody’s rows', () => {
    expect(found.filter(({ audience }) => audience === 'everyone').map(({ route }) => route)).toEqual([
      'GET /deadlines/:token.ics',
      ...['GET /sign-in', 'POST /sign-in', 'POST /sign-out', 'GET /regulation', 'GET /help'],
    ])
  })

  test('health says nothing but that it is well', async () => {
    const { agent } = new Browser()
    expect((await agent.get('/health/live')).body).toEqual({ status: 'ok' })
    expect((await agent.get('/health/ready')).body).toEqual({ status: 'ok', database: 'ok' })
  })
})

/** Looking first, then writing, sending, recalling, answering; signing out at the end. */
const order = [
  /^GET/,
  /^POST \/[\w-]+$/,
  /edit$/,
  /files$/,
  /remove$/,
  /send$/,
  /recall$/,
  /stop-consulting$/,
  /accept$|consent$/,
  /request-changes$/,
]
const rank = (route: string) => (route === 'POST /sign-out' ? 99 : order.findIndex((part) => part.test(route)))
const table = Object.entries(expected).sort(([a], [b]) => rank(a) - rank(b))

describe('every route × every role', () => {
  test.each(table)('%s is %s', async (route, statuses) => {
    const wanted = Object.fromEntries(roles.map((role, i) => [role, Number(statuses.split(' ')[i])])) as Record<Role, number>
    const got: Partial<Record<Role, number>> = {}
    const filingId = route.endsWith('/edit') ? rowOf(route)?.id : undefined
    const draft = filingId ? await prisma.draft.findUnique({ where: { filingId } }) : null
    // Who may do it comes last, so that everybody else meets the row as it was.
    for (const role of [...roles].sort((a, b) => Number(wanted[a] === 303) - Number(wanted[b] === 303))) {
      const answer = await ask(route, role)
      got[role] = answer.status
      if (role === 'nobody' && wanted.nobody === 303)
        expect(answer.headers.location, 'nobody is led to the sign-in page').toMatch(/^\/sign-in/)
      if (answer.status >= 400) expect(answer.text).toContain('<html lang="vi">')
    }
    expect(got).toEqual(wanted)
    // What was saved over is put back, so that it can be sent.
    if (draft) await prisma.draft.update({ where: { filingId: draft.filingId }, data: { content: draft.content ?? {} } })
  })
})

describe('besides', () => {
  const withId = found.map(({ route }) => route).filter((route) => route.includes(':id'))

  test.each(withId.map((route) => [route]))('%s: no such row, a row of another kind, or an id that is none, are 404', async (route) => {
    const [method, path = ''] = route.split(' ')
    const reader = await signedInAgain()
    const other = rows[kindAt[path.split('/')[1] ?? ''] === 'plan' ? 'communeReport' : 'plan'].sent.id
    for (const id of [crypto.randomUUID(), other, 'abc', '1', `${other}x`, '%00', '..%2f..', other.toUpperCase().replace(/.$/, 'g')]) {
      const address = path.replace(':id', id).replace(':n', '1').replace(':file', sentFile)
      const fields = { _csrf: reader.token, once: crypto.randomUUID(), revision: '0', ...signer, ...note }
      const answer =
        method === 'GET' ? await reader.browser.agent.get(address) : await reader.browser.agent.post(address).type('form').send(fields)
      expect(answer.status, `${method} ${address}`).toBe(404)
    }
  })

  let again: Promise<{ browser: Browser; token: string }> | undefined
  /** The planning department sees every sent row, so it is not the scope that says no. */
  function signedInAgain() {
    again ??= signIn(planning).then(async (browser) => {
      await browser.open('/account')
      expect(browser.status, browser.main).toBe(200)
      return { browser, token: String(browser.$('[name="_csrf"]').first().val()) }
    })
    return again
  }

  test('a version that there is not is 404', async () => {
    const { browser } = await signedInAgain()
    for (const n of ['0', '2', '-1', '01', '1.0', 'x', '99999999999999999999', '%00'])
      expect((await browser.agent.get(`${rows.plan.sent.path}/versions/${n}`)).status, n).toBe(404)
  })

  test('the clock of the rehearsal is moved by its administrator only, not by any colleague', async () => {
    const colleague = await signIn(`${planning}.lanh-dao`)
    const token = String(colleague.$('[name="_csrf"]').first().val())
    expect((await colleague.agent.get('/rehearsal')).status).toBe(403)
    const fields = { _csrf: token, once: crypto.randomUUID(), date: '01/01/2025', time: '08:00' }
    expect((await colleague.agent.post('/rehearsal').type('form').send(fields)).status).toBe(403)
  })

  test('a colleague of the same agency may do what the agency may: positions do not matter yet', async () => {
    const made = await makers.communeReport('sent', { by: keoLom })
    await step(made, `${dienBienDong}.van-thu`, 'accept')
    expect(await personOf((await prisma.filing.findUniqueOrThrow({ where: { id: made.id } })).agencyId)).toBe(keoLom)
  })

  test('navigation and desk of every role lead nowhere that is closed to it', async () => {
    for (const username of [stnmt, await neighbourUnit(), keoLom, dienBienDong, planning, province]) {
      const reader = await signIn(username)
      const links = reader
        .$('nav a, header a, footer a, main a')
        .map((_, a) => reader.$(a).attr('href') ?? '')
        .get()
      for (const href of new Set(links.filter((href) => href.startsWith('/'))))
        expect((await reader.open(href.split('#')[0] ?? '')).status, `${username} ${href}`).toBe(200)
    }
  })
})

import { account, givingSlips, importing as importingAccounts, isRegistrar, loadAccount, partiesToAccount } from './accounts/person.ts'
import { agency, importing as importingAgencies, loadAgency } from './agencies/agency.ts'
import { loadAssignment, partiesToAssignment } from './assignments/assignment.ts'
import { assigning } from './assignments/change.ts'
import type { most } from './attachments/attachment.ts'
import { authorisation, loadAuthorisation, partiesToAuthorisation } from './authorisations/authorisation.ts'
import { setting, settingNames } from './calendar/change.ts'
import { dayOf } from './clock.ts'
import { partiesTo } from './filings/filing.ts'
import { kinds, load } from './filings/kinds.ts'
import type { Prisma } from './generated/client.ts'
import type { Kind, Position, Role } from './generated/enums.ts'
import { holiday, importing as importingHolidays, loadHoliday, partiesToHoliday } from './holidays/holiday.ts'
import { importing as importingIndicators, indicator, loadIndicator, partiesToIndicator } from './indicators/indicator.ts'
import { inquiryAnswer, loadAnswer, partiesToAnswer } from './inquiries/answer.ts'
import { inquiry, loadInquiry, partiesToInquiry } from './inquiries/inquiry.ts'
import { inspection, loadInspection, partiesToInspection } from './inspections/inspection.ts'
import { inspectionRequest, loadRequest, partiesToRequest } from './inspections/request.ts'
import { invitation, loadInvitation, partiesToInvitation } from './invitations/invitation.ts'
import { loadNeed, need, partiesToNeed } from './needs/need.ts'
import { allowances } from './obligations/allowance.ts'
import { loadObligation, type Obligation, partiesToObligation } from './obligations/obligation.ts'
import { urging } from './obligations/urging.ts'
import { loadPetition, partiesToPetition, petition } from './petitions/petition.ts'
import { loadProgramme, programme } from './programmes/programme.ts'
import { importing as importingRegions, loadRegion, partiesToRegion, region } from './regions/region.ts'
import { loadReminder, queueing, sending } from './reminders/reminder.ts'
import { setting as reminding } from './reminders/settings.ts'
import { adjustment, loadAdjustment, partiesToAdjustment } from './scores/adjustment.ts'
import { loadObjection, objection, partiesToObjection } from './scores/objection.ts'
import { weightColumns } from './scores/result.ts'
import { loadScoring, partiesToScoring, scoring } from './scores/scoring.ts'
import { subscribing } from './subscriptions/subscription.ts'
import { founding } from './successions/succession.ts'
import { loadSupport, support } from './supports/support.ts'
import { templating } from './templates/template.ts'
import { commentingSection, loadShared, partiesToShared } from './unit-reports/shared.ts'
import { date } from './words.ts'
import type { Party, Step } from './workflow.ts'

/** A person, and what their agency is today. */
export type Actor = {
  id: string
  name: string
  title: string
  position: Position
  administrator: boolean
  /** In whose place they act today, by an authority that was lent; and what they are by themselves. */
  standsFor?: { name: string; own: Position }
  agencyId: string
  agencyName: string
  /** The agencies that this one has succeeded: what was theirs is read by it. */
  predecessors: string[]
  roles: readonly ('unit' | Role)[]
  /** The communes that the agency is assigned to today. */
  helps: string[]
  /** The communes of this district today. */
  oversees: string[]
  /** The units that help those communes today. */
  helpers: string[]
  /** The units that helped one of those communes, and until when: on that time they still report. */
  helped: { unitId: string; to: Date }[]
}

/** What the portal does by itself: few, named actions. */
export const system: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Cổng',
  title: '',
  position: 'specialist',
  administrator: false,
  agencyId: '00000000-0000-0000-0000-000000000000',
  agencyName: 'Cổng phối hợp',
  predecessors: [],
  roles: ['planning'],
  helps: [],
  oversees: [],
  helpers: [],
  helped: [],
}

// ── which rows ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Which rows may an actor read? One line per model; a model without a line does not compile. `null`: through no door. */
export const scopes: { [M in Prisma.ModelName]: ((actor: Actor) => Where<M>) | null } = {
  Agency: () => ({}),
  AgencyName: () => ({}),
  AgencyCode: () => ({}),
  AgencyRole: () => ({}),
  AgencyParent: () => ({}),
  AgencySuccession: () => ({}),
  Programme: () => ({}),
  CalendarChange: () => ({}),
  Holiday: () => ({}),
  CommuneRegion: () => ({}),
  Period: () => ({}),
  ReportingStart: () => ({}),
  Assignment: (actor) => (overseer(actor) ? {} : { OR: [{ unitId: { in: itself(actor) } }, { communeId: { in: communes(actor) } }] }),
  User: (actor) => (actor.roles.includes('planning') ? {} : { agencyId: { in: itself(actor) } }),
  Authorisation: (actor) => (actor.roles.includes('planning') ? {} : { agencyId: { in: itself(actor) } }),
  CalendarSubscription: ({ id }) => ({ userId: id }),
  Credential: null, // read at sign-in, before there is an actor
  Obligation: obligations,
  Urging: (actor) => ({ obligation: obligations(actor) }),
  ReminderSetting: () => ({}),
  Reminder: reminders,
  ReminderItem: (actor) => ({ reminder: reminders(actor) }),
  Filing: filings,
  FilingReading: (actor) => (actor.roles.includes('planning') ? {} : { filing: own(actor) }),
  FilingCover: (actor) => ({ filing: filings(actor) }),
  Draft: (actor) => ({ OR: [{ filing: own(actor) }, { heldById: actor.agencyId }, { sharedAt: { not: null }, filing: about(actor) }] }),
  FilingVersion: versions,
  FilingComment: (actor) => ({
    OR: [{ version: versions(actor) }, { versionId: null, filing: { OR: [own(actor), about(actor)] } }, { shared: shown(actor) }],
  }),
  Evaluation: (actor) => ({ version: versions(actor) }),
  ExplanationDecision: (actor) => ({ OR: [{ version: versions(actor) }, { section: explained(actor) }] }),
  Receipt: (actor) => ({ version: versions(actor) }),
  Consent: (actor) => ({ version: versions(actor) }),
  PlanItem: (actor) => ({ version: versions(actor) }),
  IndicatorValue: (actor) => ({ version: versions(actor) }),
  Indicator: () => ({}), // what is counted is no secret; what was counted is scoped
  IndicatorAdvice: (actor) => (overseer(actor) ? {} : { indicator: { communeId: { in: communes(actor) } } }),
  UnitAssessment: (actor) => ({ version: versions(actor) }),
  UnitResult: (actor) => ({ OR: [{ version: versions(actor) }, section(actor)] }),
  UnitItem: (actor) => ({ OR: [{ version: versions(actor) }, section(actor)] }),
  ExplainedSection: explained,
  SectionNote: (actor) => ({ section: explained(actor) }),
  SharedSection: shown,
  Attachment: (actor) => ({ OR: Object.values(attachmentReaders).map((readBy) => readBy(actor)) }),
  VersionAttachment: (actor) => ({ version: versions(actor) }),
  PaperOriginal: (actor) => ({ version: versions(actor) }),
  PaperDecision: (actor) => ({ paper: { version: versions(actor) } }),
  SignedPaper: (actor) => ({ version: versions(actor) }),
  Support: supports,
  SupportContribution: (actor) => ({ support: supports(actor) }),
  SupportBeneficiary: (actor) => ({ support: supports(actor) }),
  Need: needs,
  NeedAnswer: (actor) => ({ need: needs(actor) }),
  Petition: petitions,
  PetitionWord: (actor) => ({ petition: petitions(actor) }),
  Invitation: invitations,
  InvitationGuest: (actor) => ({ invitation: invitations(actor) }),
  InvitationReply: (actor) => ({ invitation: invitations(actor) }),
  InvitationOpinion: (actor) => ({ invitation: invitations(actor) }),
  Inspection: inspections,
  InspectionRequest: (actor) => ({ inspection: inspections(actor) }),
  RequestWord: (actor) => ({ request: { inspection: inspections(actor) } }),
  Inquiry: inquiries,
  InquiryQuestion: (actor) => ({ inquiry: inquiries(actor) }),
  InquiryAnswer: inquiryAnswers,
  InquiryDraft: (actor) => ({ answer: { communeId: { in: itself(actor) } } }),
  InquirySending: (actor) => ({ answer: inquiryAnswers(actor) }),
  InquiryValue: (actor) => ({ sending: { answer: inquiryAnswers(actor) } }),
  Scoring: () => ({}), // by what one is scored is no secret; the scores are
  UnitScore: (actor) => (overseer(actor) ? {} : { unitId: actor.agencyId, ...published }),
  ScoreAdjustment: (actor) => (overseer(actor) ? {} : { unitId: actor.agencyId, ...published }),
  ScoreObjection: (actor) => (overseer(actor) ? {} : { unitId: actor.agencyId }),
  Event: null, // read through history()
  EventSubject: null,
  EventChange: null,
  EventSeal: null, // made and read by seal.ts
  Session: null,
  Once: null,
  PendingForm: null,
  PendingTable: null,
  Clock: null,
  SignInLimit: null,
}

function filings(actor: Actor): Prisma.FilingWhereInput {
  if (overseer(actor)) return {}
  const consulted = actor.oversees.length ? [{ shared: { some: shown(actor) } }] : []
  // Of a commune of theirs: what `concerned` says too, asked of the row itself first, which spares most rows the questions about versions.
  const ofTheirs = { agencyId: { in: communes(actor) } }
  return { OR: [own(actor), ofTheirs, about(actor), sentTo(actor), { obligation: concerned(actor) }, ...consulted] }
}

/** Who reads a file, by what it hangs from. Of a filing: its writer, and whoever reads a version that it was sent with. */
const attachmentReaders: { [Column in keyof typeof most]: (actor: Actor) => Prisma.AttachmentWhereInput } = {
  filingId: (actor) => ({
    OR: [{ filing: own(actor) }, { versions: { some: { version: versions(actor) } } }, { signed: { some: { version: versions(actor) } } }],
  }),
  supportId: (actor) => ({ supportId: { not: null }, support: supports(actor) }),
  invitationId: (actor) => ({ invitationId: { not: null }, invitation: invitations(actor) }),
  inspectionId: (actor) => ({ inspectionId: { not: null }, inspection: inspections(actor) }),
  petitionId: (actor) => ({ petitionId: { not: null }, petition: petitions(actor) }),
  // Every paper of the agency shows the template that is in use; those before are its own.
  templateOfId: (actor) => ({
    templateOfId: { not: null },
    ...(actor.roles.includes('planning') ? {} : { OR: [{ inUseBy: { isNot: null } }, { templateOfId: { in: itself(actor) } }] }),
  }),
}

/** Itself, and whoever it has succeeded: a new commune, or the agency that a unit went into, keeps the papers of the old ones. */
function itself({ agencyId, predecessors }: Actor) {
  return evened([agencyId, ...predecessors])
}

function own(actor: Actor) {
  return { agencyId: { in: itself(actor) } } satisfies Prisma.FilingWhereInput
}

/** Itself, those it helps, those of the district. */
function communes({ agencyId, predecessors, helps, oversees }: Actor) {
  return evened([agencyId, ...predecessors, ...helps, ...oversees])
}

/** Itself, and those of the district. */
function governed({ agencyId, predecessors, oversees }: Actor) {
  return evened([agencyId, ...predecessors, ...oversees])
}

/** Lists of a few lengths only (1, 4, 16, 64 …, the first repeated), so that the database meets few statements and plans each once. */
function evened(ids: string[]) {
  const [first] = ids
  const length = 4 ** Math.ceil(Math.log(Math.max(ids.length, 1)) / Math.log(4))
  return first === undefined ? [] : [...ids, ...Array.from({ length: length - ids.length }, () => first)]
}

function obligations(actor: Actor): Prisma.ObligationWhereInput {
  return overseer(actor) ? {} : { OR: [concerned(actor), { filings: { some: sentTo(actor) } }] }
}

/** What one is concerned with though nothing was sent yet: that something is owed, and how it stands. */
function concerned(actor: Actor): Prisma.ObligationWhereInput {
  return {
    OR: [{ agencyId: { in: communes(actor) } }, { assignment: { communeId: { in: governed(actor) } } }, ...reportsFor(actor)],
  }
}

/** The reports of units on a district's communes: of those that help one today, and of those that helped one, on that time. */
export const reportsFor = ({ helpers, helped }: Actor): Prisma.ObligationWhereInput[] => [
  { kind: 'unitReport', agencyId: { in: evened(helpers) } },
  ...helped.map(({ unitId, to }) => ({ kind: 'unitReport' as const, agencyId: unitId, dataFrom: { lte: to } })),
]

/** A plan for a commune of theirs, whatever it is for besides. */
function about(actor: Actor): Prisma.FilingWhereInput {
  const theirs = { communeId: { in: governed(actor) } }
  return { kind: 'plan', OR: [{ assignment: theirs }, { covers: { some: theirs } }] }
}

function versions(actor: Actor): Prisma.FilingVersionWhereInput {
  return { OR: [{ filing: own(actor) }, received(actor)] }
}

/** Sent to them, or – while they help or oversee the commune – anything that commune has sent. A recalled version has no receipts. */
function received(actor: Actor): Prisma.FilingVersionWhereInput {
  if (overseer(actor)) return { receipts: { some: {} } }
  const { helps, oversees } = actor
  const theirs = { filing: { agencyId: { in: evened([...helps, ...oversees]) } }, receipts: { some: {} } }
  return { OR: [theirs, { receipts: { some: { agencyId: { in: itself(actor) } } } }] }
}

function sentTo(actor: Actor): Prisma.FilingWhereInput {
  return { versions: { some: received(actor) } }
}

/** Of the unit that gave it and the commune that received it; other units of the commune see nothing of it. */
function supports(actor: Actor): Prisma.SupportWhereInput {
  return overseer(actor) ? {} : { OR: [{ unitId: { in: itself(actor) } }, { communeId: { in: governed(actor) } }] }
}

/** The commune, its district and its units; and the unit that it was meant for, also when it helps the commune no longer. */
function needs(actor: Actor): Prisma.NeedWhereInput {
  return overseer(actor) ? {} : { OR: [{ communeId: { in: communes(actor) } }, { unitId: { in: itself(actor) } }] }
}

/** Who sent it, with whom it lies, who had it or did something about it; the commune that it is about, and its district. */
function petitions(actor: Actor): Prisma.PetitionWhereInput {
  if (overseer(actor)) return {}
  const ours = { in: itself(actor) }
  const theirs = { communeId: { in: governed(actor) } }
  return {
    OR: [{ petitionerId: ours }, { holderId: ours }, theirs, { words: { some: { OR: [{ agencyId: ours }, { toId: ours }] } } }],
  }
}

/** The commune, its district, and the units that were invited. */
function invitations(actor: Actor): Prisma.InvitationWhereInput {
  if (overseer(actor)) return {}
  return { OR: [{ communeId: { in: governed(actor) } }, { guests: { some: { unitId: { in: itself(actor) } } } }] }
}

/** The commune, its district, the unit that was inspected with it, and whoever was asked for something. */
function inspections(actor: Actor): Prisma.InspectionWhereInput {
  if (overseer(actor)) return {}
  const ours = { in: itself(actor) }
  return { OR: [{ communeId: { in: governed(actor) } }, { unitId: ours }, { requests: { some: { agencyId: ours } } }] }
}

/** Who asks; the communes that are asked, and their districts. A unit that only helps such a commune is not concerned. */
function inquiries(actor: Actor): Prisma.InquiryWhereInput {
  if (overseer(actor)) return {}
  return { OR: [{ askerId: actor.agencyId }, { answers: { some: { communeId: { in: governed(actor) } } } }] }
}

/** That a commune was asked, how far it is, and what it has sent: no other commune's business. Its working copy is its own. */
function inquiryAnswers(actor: Actor): Prisma.InquiryAnswerWhereInput {
  if (overseer(actor)) return {}
  return { OR: [{ communeId: { in: governed(actor) } }, { inquiry: { askerId: actor.agencyId } }] }
}

/** While criteria are prepared, also again, no unit reads its score. */
const published = { scoring: { status: { in: ['published', 'frozen'] } } } satisfies Prisma.UnitScoreWhereInput

/** Of a unit's sent report, a district reads the part about its communes. */
function section({ oversees }: Actor) {
  return { communeId: { in: evened(oversees) }, version: { receipts: { some: {} } } } satisfies Prisma.UnitResultWhereInput
}

/** The same of the communes whose part says why nothing was carried out. */
function explained(actor: Actor): Prisma.ExplainedSectionWhereInput {
  return { OR: [{ version: versions(actor) }, section(actor)] }
}

/** What a unit shows of a report before it is sent: to the district of the commune, and to nobody above it, for nobody reads a working copy. */
function shown({ agencyId, oversees }: Actor): Prisma.SharedSectionWhereInput {
  return { OR: [{ agencyId }, { communeId: { in: evened(oversees) }, withdrawnAt: null }] }
}

/** One's own messages; the planning department keeps an eye on all. */
function reminders({ id, roles }: Actor): Prisma.ReminderWhereInput {
  return roles.includes('planning') ? {} : { userId: id }
}

export function overseer({ roles }: Actor) {
  return roles.includes('planning') || roles.includes('province')
}

/**
 * The relations a query may follow: whoever reads the row may read the row at the other end.
 * Everything else (an agency's filings, a filing's draft or versions) is asked for by itself, and so is scoped.
 */
export const follows: { [M in Prisma.ModelName]?: Record<string, Prisma.ModelName> } = {
  Agency: {
    ...{ names: 'AgencyName', codes: 'AgencyCode', roles: 'AgencyRole', parents: 'AgencyParent', children: 'AgencyParent' },
    ...{ predecessors: 'AgencySuccession', successors: 'AgencySuccession', template: 'Attachment' },
  },
  AgencyName: { agency: 'Agency' },
  AgencyCode: { agency: 'Agency' },
  AgencyRole: { agency: 'Agency' },
  AgencyParent: { agency: 'Agency', parent: 'Agency' },
  AgencySuccession: { predecessor: 'Agency', successor: 'Agency' },
  ReportingStart: { agency: 'Agency' },
  User: { agency: 'Agency' },
  Assignment: { unit: 'Agency', commune: 'Agency', programme: 'Programme' },
  Obligation: {
    agency: 'Agency',
    period: 'Period',
    programme: 'Programme',
    assignment: 'Assignment',
    filings: 'Filing',
    coveredBy: 'FilingCover',
  },
  Urging: { agency: 'Agency', obligation: 'Obligation' },
  Reminder: { user: 'User', agency: 'Agency', items: 'ReminderItem' },
  ReminderItem: { reminder: 'Reminder', obligation: 'Obligation' },
  Filing: { agency: 'Agency', period: 'Period', assignment: 'Assignment', obligation: 'Obligation', covers: 'FilingCover' },
  FilingReading: { filing: 'Filing' },
  FilingCover: { filing: 'Filing', commune: 'Agency' },
  Draft: { savedBy: 'User', filing: 'Filing' },
  FilingComment: { agency: 'Agency' },
  ExplanationDecision: { agency: 'Agency' },
  FilingVersion: {
    filing: 'Filing',
    receipts: 'Receipt',
    items: 'PlanItem',
    values: 'IndicatorValue',
    results: 'UnitResult',
    unitItems: 'UnitItem',
    assessments: 'UnitAssessment',
    attachments: 'VersionAttachment',
    papers: 'PaperOriginal',
    signed: 'SignedPaper',
  },
  VersionAttachment: { attachment: 'Attachment' },
  PaperOriginal: { version: 'FilingVersion', scan: 'VersionAttachment', to: 'Agency', decisions: 'PaperDecision' },
  PaperDecision: { paper: 'PaperOriginal' },
  SignedPaper: { attachment: 'Attachment' },
  Receipt: { version: 'FilingVersion', filing: 'Filing', agency: 'Agency', consents: 'Consent' },
  Consent: { receipt: 'Receipt' },
  PlanItem: { version: 'FilingVersion' },
  IndicatorValue: { version: 'FilingVersion' },
  UnitResult: { commune: 'Agency' },
  UnitItem: { commune: 'Agency' },
  UnitAssessment: { version: 'FilingVersion', unit: 'Agency' },
  ExplainedSection: { commune: 'Agency', notes: 'SectionNote', decisions: 'ExplanationDecision' },
  SectionNote: { agency: 'Agency' },
  SharedSection: { filing: 'Filing', agency: 'Agency', commune: 'Agency', comments: 'FilingComment' },
  Support: {
    assignment: 'Assignment',
    unit: 'Agency',
    commune: 'Agency',
    contributions: 'SupportContribution',
    beneficiaries: 'SupportBeneficiary',
  },
  Need: { commune: 'Agency', proposer: 'Agency', unit: 'Agency', answers: 'NeedAnswer' },
  NeedAnswer: { unit: 'Agency' },
  Petition: { petitioner: 'Agency', commune: 'Agency', holder: 'Agency', words: 'PetitionWord' },
  PetitionWord: { agency: 'Agency', to: 'Agency' },
  Invitation: {
    commune: 'Agency',
    inviter: 'Agency',
    guests: 'InvitationGuest',
    replies: 'InvitationReply',
    opinions: 'InvitationOpinion',
  },
  InvitationGuest: { unit: 'Agency' },
  InvitationReply: { unit: 'Agency' },
  InvitationOpinion: { agency: 'Agency' },
  Inspection: { commune: 'Agency', district: 'Agency', unit: 'Agency', requests: 'InspectionRequest' },
  InspectionRequest: { inspection: 'Inspection', agency: 'Agency', words: 'RequestWord' },
  RequestWord: { agency: 'Agency' },
  Inquiry: { asker: 'Agency', questions: 'InquiryQuestion' },
  InquiryAnswer: { inquiry: 'Inquiry', commune: 'Agency', sendings: 'InquirySending' },
  InquirySending: { answer: 'InquiryAnswer', values: 'InquiryValue' },
  InquiryValue: { sending: 'InquirySending' },
  Indicator: { commune: 'Agency' },
  Authorisation: { agency: 'Agency', giver: 'User', taker: 'User' },
  CommuneRegion: { commune: 'Agency' },
  IndicatorAdvice: { unit: 'Agency' },
  Scoring: { owner: 'Agency' },
  UnitScore: { scoring: 'Scoring', unit: 'Agency' },
  ScoreAdjustment: { scoring: 'Scoring', unit: 'Agency' },
  ScoreObjection: { scoring: 'Scoring', unit: 'Agency' },
}

// ── who may do what ───────────────────────────────────────────────────────────────────────────────────────────────

/** What an act can be about: how it is loaded (through the scope) and what the actor is to it. */
export const subjects = {
  Agency: {
    load: loadAgency,
    parties: (actor: Actor, agency: { id: string }): Party[] => {
      const { agencyId, roles, administrator, position, oversees } = actor
      const registrar: Party[] = isRegistrar(actor) ? ['registrar'] : []
      if (agency.id !== agencyId) return [...(oversees.includes(agency.id) ? (['district'] as const) : []), ...registrar]
      return [
        ...roles,
        ...registrar,
        ...(administrator ? (['administrator'] as const) : []),
        ...(position === 'leader' ? (['leader'] as const) : []),
      ]
    },
  },
  Programme: {
    load: loadProgramme,
    parties: (actor: Actor): Party[] => {
      if (actor.id === system.id) return ['system']
      return actor.roles.includes('planning') ? ['planning', ...(isRegistrar(actor) ? (['registrar'] as const) : [])] : []
    },
  },
  User: {
    load: loadAccount,
    parties: (actor: Actor, user: { id: string; agencyId: string }): Party[] =>
      actor.id === system.id ? ['system'] : partiesToAccount(actor, user),
  },
  Reminder: { load: loadReminder, parties: ({ id }: Actor): Party[] => (id === system.id ? ['system'] : []) },
  Assignment: { load: loadAssignment, parties: partiesToAssignment },
  Obligation: {
    load: loadObligation,
    parties: (actor: Actor, obligation: Obligation): Party[] =>
      actor.id === system.id ? ['system'] : partiesToObligation(actor, obligation),
  },
  Filing: { load, parties: partiesTo },
  SharedSection: { load: loadShared, parties: partiesToShared },
  Support: { load: loadSupport, parties: partiesToAssignment },
  Need: { load: loadNeed, parties: partiesToNeed },
  Invitation: { load: loadInvitation, parties: partiesToInvitation },
  Petition: { load: loadPetition, parties: partiesToPetition },
  Inspection: { load: loadInspection, parties: partiesToInspection },
  InspectionRequest: { load: loadRequest, parties: partiesToRequest },
  Inquiry: { load: loadInquiry, parties: partiesToInquiry },
  InquiryAnswer: { load: loadAnswer, parties: partiesToAnswer },
  Authorisation: { load: loadAuthorisation, parties: partiesToAuthorisation },
  Holiday: { load: loadHoliday, parties: partiesToHoliday },
  CommuneRegion: { load: loadRegion, parties: partiesToRegion },
  Indicator: { load: loadIndicator, parties: partiesToIndicator },
  Scoring: { load: loadScoring, parties: partiesToScoring },
  ScoreAdjustment: { load: loadAdjustment, parties: partiesToAdjustment },
  ScoreObjection: { load: loadObjection, parties: partiesToObjection },
}

/** Milliseconds that adding up a year may take, on a slow machine. */
const compilingTakes = 15_000

/** Every action of the portal. An action that is not here does not compile, and cannot write. */
export const actions = {
  'obligation.make': { on: 'Programme', by: ['system'], writes: { Obligation: 'programmeId' }, timeout: 60_000 },
  'calendar.set': setting,
  'succession.found': founding,
  ...assigning,
  'reminder.set': reminding,
  'reminder.queue': queueing,
  'reminder.send': sending,
  ...ofObligation(allowances),
  ...ofObligation(urging),
  'rehearsal.move': { on: 'Agency', by: ['administrator'], writes: {} },
  'account.choose-reminders': { on: 'User', by: ['self'], edits: true, writes: { User: 'id' } },
  ...subscribing,
  'account.change-password': { on: 'User', by: ['self'], writes: { User: 'id', Credential: 'userId' } },
  'plan.start-half': {
    ...{ on: 'Assignment', by: ['unit'] },
    writes: { Obligation: 'assignmentId', Filing: 'assignmentId', Draft: 'filingId' },
  },
  'unitReport.start-half': {
    ...{ on: 'Agency', by: ['unit'] },
    writes: { Obligation: 'agencyId', Filing: 'agencyId', Draft: 'filingId' },
  },
  'unitReport.comment': { on: 'SharedSection', ...commentingSection },
  'agency.ask-approval': { on: 'Agency', by: ['administrator', 'leader'], edits: true, writes: { Agency: 'id' } },
  ...templating,
  ...of('coordination', kinds.coordination),
  ...of('plan', kinds.plan),
  ...of('communeReport', kinds.communeReport),
  ...of('unitReport', kinds.unitReport),
  ...of('explanation', kinds.explanation),
  ...of('districtReport', kinds.districtReport),
  ...of('provinceReport', kinds.provinceReport),
  // Khoản 3 Điều 13: on the day from which it may be begun, at nobody's press.
  'provinceReport.prepare': {
    ...{ on: 'Obligation', only: { kind: 'provinceReport', optional: false }, by: ['system'], blocked: notYetOpen },
    ...{ writes: { Filing: 'obligationId', Draft: 'filingId' }, timeout: compilingTakes },
  },
  ...ofNoun('need', need),
  ...ofNoun('support', support),
  ...ofNoun('petition', petition),
  ...ofNoun('invitation', invitation),
  ...ofNoun('inspection', inspection),
  ...ofNoun('inspectionRequest', inspectionRequest),
  ...ofNoun('inquiry', inquiry),
  ...ofNoun('inquiryAnswer', inquiryAnswer),
  ...ofNoun('indicator', indicator),
  ...ofNoun('holiday', holiday),
  ...ofNoun('authorisation', authorisation),
  ...ofNoun('region', region),
  ...ofNoun('scoring', scoring),
  ...ofNoun('scoreAdjustment', adjustment),
  ...ofNoun('scoreObjection', objection),
  'holiday.import': importingHolidays,
  'region.import': importingRegions,
  'indicator.import': importingIndicators,
  'account.import': importingAccounts,
  'account.give-slips': givingSlips,
  'agency.import': importingAgencies,
  ...ofNoun('account', account),
  ...ofNoun('agency', agency),
  ...ofNoun('programme', programme),
} satisfies Record<string, Step & { on: keyof typeof subjects }>

export type Action = keyof typeof actions

/** Rows that speak for an agency: nobody writes them in another's name. */
export const voices: { [M in Prisma.ModelName]?: string } = {
  Consent: 'agencyId',
  FilingComment: 'agencyId',
  ExplanationDecision: 'agencyId',
  SectionNote: 'agencyId',
  SharedSection: 'agencyId',
  Attachment: 'agencyId',
  PaperDecision: 'agencyId',
  SignedPaper: 'agencyId',
  NeedAnswer: 'unitId',
  PetitionWord: 'agencyId',
  InvitationReply: 'unitId',
  InvitationOpinion: 'agencyId',
  RequestWord: 'agencyId',
  InquirySending: 'communeId',
  IndicatorAdvice: 'unitId',
}

/** The columns an event keeps, before and after. What is not listed (texts, drafts, secrets) never reaches the log. */
export const logged: { [M in Prisma.ModelName]?: readonly string[] } = {
  Agency: ['approval', 'name', 'abbreviation', 'documentStyle', 'otherSpellings', 'templateId'],
  AgencyName: ['agencyId', 'name', 'abbreviation', 'from', 'to'],
  AgencyCode: ['agencyId', 'code', 'from', 'to'],
  AgencyParent: ['agencyId', 'parentId', 'from', 'to'],
  Programme: ['name', 'decisions', 'from', 'to', 'firstYear'],
  AgencyRole: ['agencyId', 'role', 'from', 'to'],
  AgencySuccession: ['predecessorId', 'successorId', 'on', 'decision'],
  Assignment: ['unitId', 'communeId', 'from', 'to', 'decisionNumber', 'endNumber'],
  CalendarChange: ['from', 'running', ...settingNames],
  Obligation: ['namedDay', 'extendedTo', 'acceptedReason', 'withdrawnAt'],
  Urging: ['agencyId', 'readAt'],
  ReminderSetting: ['ahead', 'after', 'proposeAfter', 'sendAt'],
  Reminder: ['status', 'attempts'],
  ReminderItem: ['obligationId', 'cause', 'leftOut'],
  User: ['agencyId', 'username', 'name', 'title', 'position', 'administrator', 'awaitsSlip', 'slipUntil', 'disabledAt', 'reminders'],
  Authorisation: ['status', 'agencyId', 'giverId', 'takerId', 'from', 'to', 'number', 'documentDate'],
  Filing: ['status', 'firstSentAt', 'paperOn', 'refusedAt'],
  ExplanationDecision: ['agencyId', 'agrees', 'documentNumber'],
  SectionNote: ['agencyId'],
  SharedSection: ['communeId', 'at', 'withdrawnAt'],
  FilingVersion: ['n', 'sha256', 'signerName'],
  Receipt: ['agencyId', 'readAt'],
  Consent: ['agencyId', 'opinion'],
  Attachment: ['name', 'size', 'sha256', 'removedAt'],
  PaperOriginal: ['number', 'documentDate', 'toId'],
  PaperDecision: ['agencyId', 'verdict', 'arrivedOn'],
  SignedPaper: ['agencyId', 'number', 'documentDate', 'takenBackFor'],
  Support: ['status', 'ownValue', 'sponsorValue', 'programmeValue', 'labourDays', 'communeOwn', 'communeSponsor', 'communeLabour'],
  Need: ['status', 'area', 'clause', 'priority', 'unitId', 'asking'],
  NeedAnswer: ['unitId', 'asking'],
  Petition: ['status', 'holderId', 'dueOn'],
  PetitionWord: ['agencyId', 'deed', 'documentNumber', 'toId'],
  Invitation: ['status', 'startsAt', 'place', 'call'],
  InvitationGuest: ['unitId'],
  InvitationReply: ['unitId', 'reply', 'call'],
  Inspection: ['status', 'day', 'unitId'],
  InspectionRequest: ['status', 'agencyId', 'dueOn'],
  Inquiry: ['status', 'dueOn'],
  InquiryAnswer: ['status', 'communeId', 'firstSentAt'],
  InquirySending: ['n'],
  Holiday: ['status', 'name', 'from', 'to', 'worked'],
  CommuneRegion: ['status', 'communeId', 'region', 'from', 'decisionNumber', 'decisionDate'],
  Indicator: ['status', 'code', 'name', 'group', 'from', 'to'],
  IndicatorAdvice: ['unitId'],
  Scoring: [
    ...(['status', 'year', 'edition', 'documentNumber', 'documentDate', 'objectionDays', 'seal'] as const),
    ...Object.values(weightColumns),
  ],
  ScoreAdjustment: ['status', 'unitId', 'points'],
  ScoreObjection: ['status', 'unitId'],
}

type Writer = { owes: Kind; by: Party; starters?: readonly Party[]; compiles?: unknown; steps: Record<string, Step> }

/** Starting a filing hangs from what is owed; its other steps hang from the filing. */
function of<const Name extends Kind, const K extends Writer>(name: Name, kind: K) {
  const start = {
    on: 'Obligation',
    // Reasons stand in the place of what is owed, never of what may be filed besides (khoản 2 Điều 12).
    only: { kind: kind.owes, ...(kind.owes !== name && { optional: false }) },
    by: kind.starters ?? [kind.by],
    blocked: notYetOpen,
    writes: { Filing: 'obligationId', Draft: 'filingId' },
    ...(kind.compiles ? { timeout: compilingTakes } : {}),
  }
  const steps = Object.entries(kind.steps).map(([step, rest]) => [`${name}.${step}`, { ...rest, on: 'Filing', only: { kind: name } }])
  return { [`${name}.start`]: start, ...Object.fromEntries(steps) } as {
    [S in `${Name}.start`]: Step & { on: 'Obligation' }
  } & { [S in keyof K['steps'] & string as `${Name}.${S}`]: Step & { on: 'Filing' } }
}

/** What may be allowed beyond a deadline hangs from what is owed. */
function ofObligation<const Steps extends Record<string, Step>>(steps: Steps) {
  const all = Object.entries(steps).map(([step, rest]) => [`obligation.${step}`, { ...rest, on: 'Obligation' }])
  return Object.fromEntries(all) as { [S in keyof Steps & string as `obligation.${S}`]: Step & { on: 'Obligation' } }
}

type Deeds = { model: Prisma.ModelName; begin: Step & { on: Prisma.ModelName }; steps: Record<string, Step> }

/** A noun that is no filing is begun on what it hangs from; its other steps hang from its own row. */
function ofNoun<const Name extends string, const N extends Deeds>(name: Name, { model, begin, steps }: N) {
  const all = Object.entries(steps).map(([step, rest]) => [`${name}.${step}`, { ...rest, on: model }])
  return { [`${name}.begin`]: begin, ...Object.fromEntries(all) } as {
    [S in `${Name}.begin`]: Step & { on: N['begin']['on'] }
  } & { [S in keyof N['steps'] & string as `${Name}.${S}`]: Step & { on: N['model'] } }
}

function notYetOpen(obligation: { opensOn: Date; withdrawnAt: Date | null }, at: Date) {
  if (obligation.withdrawnAt) return 'Nghĩa vụ này đã được rút'
  return dayOf(at) < obligation.opensOn ? `Kỳ này mở từ ngày ${date(obligation.opensOn)}` : undefined
}

type Where<M extends Prisma.ModelName> = NonNullable<Prisma.TypeMap['model'][M]['operations']['findFirst']['args']['where']>

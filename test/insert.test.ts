import { expect, test } from 'vitest'
import { columnsOf, type Model, prisma } from '../src/db.ts'
import { Prisma } from '../src/generated/client.ts'
import { insertMany, snake } from '../src/insert.ts'
import { pool } from '../src/pool.ts'
import { agencyOf, keoLom } from './make.ts'

/** Many rows by one statement, in place of Prisma's createMany: the same rows, the same errors. */
const commune = await agencyOf(keoLom)
const programme = await prisma.programme.findFirstOrThrow()
const day = (iso: string) => new Date(`${iso}T00:00:00Z`)

test('ids are given, days, codes and lists arrive as they are', async () => {
  const rows = ['00001', '00002', '00003'].map((code) => ({ agencyId: commune, code, from: day('2031-01-01'), to: day('2031-02-28') }))
  expect(await insertMany(prisma, 'AgencyCode', rows)).toEqual({ count: 3 })
  const found = await prisma.agencyCode.findMany({ where: { agencyId: commune, from: day('2031-01-01') }, orderBy: { id: 'asc' } })
  expect(found.map(({ id: _, ...row }) => row)).toEqual(rows) // in the order given, because ids grow
  const names = ['Kéo Lôm', 'Keo lôm']
  const agency = { name: 'Cơ quan thử', abbreviation: 'T', documentStyle: 'party', otherSpellings: names }
  await insertMany(prisma, 'Agency', [agency])
  expect(await prisma.agency.findFirst({ where: { name: 'Cơ quan thử' } })).toMatchObject(agency)
})

test('no rows are no statement; rows of different shapes are refused', async () => {
  expect(await insertMany(prisma, 'Period', [])).toEqual({ count: 0 })
  const row = { kind: 'month', year: 2031, n: 4 }
  await expect(insertMany(prisma, 'Period', [row, { ...row, n: 5, id: commune }])).rejects.toThrow('different shapes')
  await expect(insertMany(prisma, 'Period', [row, { ...row, n: undefined }])).rejects.toThrow('different shapes')
})

test.each([
  ['exists already', { agencyId: commune, periodKind: 'month' }, 'P2002'],
  ['refers to nothing', { agencyId: programme.id, periodKind: 'month' }, 'P2003'],
  ['no such code', { agencyId: commune, periodKind: 'fortnight' }, 'P2039'],
])('a row that %s has the code of createMany', async (_, row, code) => {
  await expect(insertMany(prisma, 'ReportingStart', [{ ...row, from: day('2031-01-01') }])).rejects.toMatchObject({ code })
})

test('tables and columns are models and fields in snake case, but for a few that nobody writes many at a time', async () => {
  const columns = `select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'`
  const found = new Set<string>((await pool.query({ text: columns, rowMode: 'array' })).rows.flat())
  const all = (Object.keys(Prisma.ModelName) as Model[]).flatMap((model) =>
    Object.keys(columnsOf(model)).map((field) => `${snake(model)}.${snake(field)}`),
  )
  expect(all.length).toBeGreaterThan(300)
  expect(all.filter((column) => !found.has(column)).sort()).toEqual([
    'attachment.uploaded_by_id',
    'calendar_change.by',
    'consent.by',
    'draft.held_by_id',
    'draft.saved_by_id',
    'evaluation.by',
    'explanation_decision.by',
    'filing_comment.by',
    'filing_version.sent_by_id',
    'indicator_advice.by',
    'invitation_opinion.by',
    'invitation_reply.by',
    'need_answer.by',
    'paper_decision.by',
    'paper_original.by',
    'petition_word.by',
    'reminder_setting.by',
    'request_word.by',
    'score_adjustment.by',
    'score_objection.by',
    'section_note.by',
    'shared_section.by',
    'signed_paper.by',
    'urging.by',
  ])
})

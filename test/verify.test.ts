import { spawn } from 'node:child_process'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import {
  aDistrictReport,
  aPlan,
  aProvinceReport,
  aReport,
  attachmentOf,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  planning,
  signer,
  step,
  stnmt,
  withFile,
} from './make.ts'

/** `npm run verify`, as it is run: a process that looks at everything that was sent. */

async function verify() {
  const child = spawn(process.execPath, ['src/verify.ts'], { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const [said, wrong] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, said: said.trim(), wrong: wrong.trim().split('\n').filter(Boolean) }
}

/** As somebody with the password of the database: the triggers are off. */
async function tampered(sql: string, values: unknown[], look: () => Promise<void>, undo: string) {
  const client = await pool.connect()
  const pressed = async (statement: string, given: unknown[]) => {
    await client.query(`begin; set local session_replication_role = replica`)
    const { rowCount } = await client.query(statement, given)
    await client.query('commit')
    expect(rowCount).toBeGreaterThan(0)
  }
  try {
    await pressed(sql, values)
    await look()
    await pressed(undo, values)
  } finally {
    client.release()
  }
}

const versionOf = ({ id }: Made, n = 1) => prisma.filingVersion.findFirstOrThrow({ where: { filingId: id, n } })
const fileOf = (sha256: string) => join(process.env.DATA_DIR ?? '', 'files', sha256)
const thisYear = { kind: 'year', year: 2024, n: 1 } as const

let plan: Made
let report: Made
let unit: Made
let district: Made
let tinh: Made
beforeAll(async () => {
  plan = await aPlan('agreed', { by: stnmt, commune: keoLom })
  report = await withFile(await aReport('ready', { by: keoLom, term: thisYear }))
  await step(report, keoLom, 'send', { data: signer })
  unit = await aUnitReport('sent', { by: stnmt, term: thisYear })
  district = await aDistrictReport('sent', { by: dienBienDong, term: thisYear })
  tinh = await aProvinceReport('sent', { by: planning, term: thisYear })
})

test('what nobody has touched holds, and how much was looked at is said', async () => {
  const { code, said, wrong } = await verify()
  expect(wrong).toEqual([])
  expect(code).toBe(0)
  const counts = await Promise.all([
    prisma.planItem.count(),
    prisma.unitResult.count(),
    prisma.unitItem.count(),
    prisma.indicatorValue.count(),
  ])
  const rows = counts.reduce((sum, count) => sum + count)
  expect(said).toMatch(
    new RegExp(
      `^Đã kiểm tra 5 phiên bản, ${rows} dòng số liệu, 5 nguồn của báo cáo tổng hợp, 1 tài liệu, 0 bảng điểm, 0 sự kiện đã niêm phong: tất cả đúng\\.$`,
      'm',
    ),
  )
})

describe('what was changed past the portal is named', () => {
  test('one byte of a version’s content', async () => {
    const { id } = await versionOf(plan)
    const change = (from: string, to: string) =>
      `update filing_version set content = replace(content::text, '${from}', '${to}')::jsonb where id = $1`
    await tampered(
      change('Xây 9 bể nước', 'Xây 8 bể nước'),
      [id],
      async () => {
        const { code, wrong, said } = await verify()
        expect(code).toBe(1)
        expect(wrong).toContain(
          `Kế hoạch giúp đỡ năm 2025, Sở Tài nguyên và Môi trường, phiên bản 1 (${id}): nội dung không khớp mã kiểm tra.`,
        )
        expect(wrong).toHaveLength(2) // and its item says something else than the content
        expect(said).toContain('2 chỗ không đúng')
      },
      change('Xây 8 bể nước', 'Xây 9 bể nước'),
    )
  })

  test.each([
    ['signer_name', `'Người khác'`, `'${signer.signerName}'`],
    ['sent_at', `sent_at - interval '1 day'`, `sent_at + interval '1 day'`],
    ['agency_name', `agency_name || ' '`, `rtrim(agency_name)`],
  ])('who signed, when, under which name: %s', async (column, to, back) => {
    const { id } = await versionOf(report)
    const change = (value: string) => `update filing_version set ${column} = ${value} where id = $1`
    const look = async () => {
      const { code, wrong } = await verify()
      expect([code, wrong.length]).toEqual([1, 1])
      expect(wrong[0]).toContain(`(${id}): nội dung không khớp mã kiểm tra.`)
    }
    await tampered(change(to), [id], look, change(back))
  })

  test('a row that is added up, of a plan, a report, a unit; and the totals of whoever has added it', async () => {
    for (const [made, table, change, undo, called] of [
      [plan, 'plan_item', 'own_money = own_money + 1', 'own_money = own_money - 1', 'nhiệm vụ a1 khác nội dung ở ownMoney'],
      [report, 'indicator_value', 'value = value + 0.0001', 'value = value - 0.0001', 'chỉ tiêu KT01 khác nội dung ở value'],
      [unit, 'unit_result', 'labour_days = labour_days + 1', 'labour_days = labour_days - 1', 'khác nội dung ở labourDays'],
    ] as const) {
      const { id } = await versionOf(made)
      const look = async () => {
        const { code, wrong } = await verify()
        expect(code).toBe(1)
        expect(wrong.filter((sentence) => sentence.includes(id) && sentence.includes(called)).length, wrong.join('\n')).toBeGreaterThan(0)
        const totals = wrong.filter((sentence) => sentence.includes('tổng không bằng số của các nguồn ở labourDays'))
        expect(totals).toHaveLength(made === unit ? 2 : 0)
      }
      await tampered(`update ${table} set ${change} where version_id = $1`, [id], look, `update ${table} set ${undo} where version_id = $1`)
    }
  })

  test('a source that is gone, or is not what was read', async () => {
    const { id } = await versionOf(report)
    const look = async () => {
      const { wrong } = await verify()
      expect(
        wrong.filter((sentence) => sentence.includes('nguồn không phải là phiên bản đã đọc: UBND xã Keo Lôm, phiên bản 1')),
      ).toHaveLength(2)
    }
    await tampered(`update filing_version set n = 7 where id = $1`, [id], look, `update filing_version set n = 1 where id = $1`)
    const gone = `update filing_version set content = jsonb_set(content, '{compiled,communes,0,versionId}', '"00000000-0000-7000-8000-000000000000"') where id = $1`
    const { id: named, content } = await versionOf(tinh)
    await tampered(
      gone,
      [named],
      async () => expect((await verify()).wrong.join('\n')).toContain('nguồn không còn: '),
      `update filing_version set content = '${JSON.stringify(content).replaceAll("'", "''")}'::jsonb where id = $1`,
    )
  })

  test('a content that says nothing any more', async () => {
    const { id, content } = await versionOf(tinh)
    const look = async () => {
      const { code, wrong } = await verify()
      expect([code, wrong.length]).toEqual([1, 2])
      expect(wrong.join('\n')).toContain(`(${id}): nội dung không còn đọc được.`)
    }
    const undo = `update filing_version set content = '${JSON.stringify(content).replaceAll("'", "''")}'::jsonb where id = $1`
    await tampered(`update filing_version set content = '{"compiled": 1}' where id = $1`, [id], look, undo)
  })

  test('a file: a byte more, nothing there', async () => {
    const { sha256 } = await attachmentOf(report)
    const bytes = await readFile(fileOf(sha256))
    await appendFile(fileOf(sha256), 'x')
    expect((await verify()).wrong).toEqual([
      expect.stringMatching(/^Tài liệu “ảnh bể nước.png” \(.*\): nội dung tệp không khớp mã kiểm tra\.$/),
    ])
    await rm(fileOf(sha256))
    expect((await verify()).wrong).toEqual([expect.stringMatching(/: không có tệp trong kho\.$/)])
    await writeFile(fileOf(sha256), bytes)
    expect((await verify()).code).toBe(0)
  })

  test('the district’s report is bound to its sources by their hashes too, where it could open them', async () => {
    const { compiled } = (await versionOf(district)).content as unknown as {
      compiled: { communes: { versionId: string; sha256: string }[] }
    }
    const { id, sha256 } = await versionOf(report)
    expect(compiled.communes.find(({ versionId }) => versionId === id)?.sha256).toBe(sha256)
  })
})

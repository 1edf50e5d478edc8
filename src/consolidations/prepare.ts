import { act } from '../act.ts'
import { dayOf, now } from '../clock.ts'
import { dbFor } from '../db.ts'
import { Refusal } from '../errors.ts'
import { start } from '../filings/filing.ts'
import { system } from '../policy.ts'
import { provinceReport } from './consolidation.ts'

/**
 * Khoản 3 Điều 13: from the day on which it opens (01/12, unless the calendar says otherwise) the draft of the provincial report is there, its figures
 * compiled, without anybody's press: at the start, every hour, and after the rehearsal's clock was moved. Once, whoever else begins it at the same
 * time. Safe to repeat.
 */
export async function prepareProvinceReports() {
  const at = await now()
  const waiting = await dbFor(system).obligation.findMany({
    where: { kind: 'provinceReport', optional: false, withdrawnAt: null, opensOn: { lte: dayOf(at) }, filings: { none: {} } },
    orderBy: { dueAt: 'asc' },
  })
  for (const { id } of waiting)
    await act(system, 'provinceReport.prepare', { id }, (tx, owed, at) => {
      if (owed.filings.length) throw new Refusal(409) // somebody was faster: no event of nothing
      return start(provinceReport, tx, owed, { actor: system, at, unattended: true })
    }).catch((error) => {
      if (!(error instanceof Refusal) || error.status !== 409) throw error
    })
}

import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import type { ReportContent } from './report.ts'

/** The figures of a report that was sent. */
export const reportSheets = ({ values }: ReportContent): Sheet[] => [
  sheetOf(
    'Số liệu',
    [
      { title: 'Mã', value: ({ code }) => code },
      { title: 'Nhóm', value: ({ group }) => group },
      { title: 'Chỉ tiêu', value: ({ name }) => name },
      { title: 'Đơn vị tính', value: ({ unit }) => unit },
      { title: 'Kế hoạch năm', type: 'number', value: ({ planned }) => planned },
      { title: 'Trong kỳ, hiện có', type: 'number', value: ({ value }) => value },
      { title: 'Lũy kế từ đầu năm', type: 'number', value: ({ total }) => total },
    ],
    values,
  ),
]

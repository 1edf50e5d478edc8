/** The demonstration province: agencies, programme, assignments and people, as data. */
export { type Agency, agencies, agencyOf, districtName, placeOf } from './agencies.ts'
export { type Assignment, assignments } from './assignments.ts'
export { programmeCommunes } from './communes.ts'
export { contactOf, type Person, people, signerOf } from './people.ts'

export const programme = {
  name: 'Giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025',
  from: '2021-11-17',
  to: '2025-12-31',
  decisions: [
    {
      number: '861/QĐ-TTg',
      date: '2021-06-04',
      subject:
        'phê duyệt danh sách các xã khu vực III, khu vực II, khu vực I thuộc vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2025',
    },
    {
      number: '2072/QĐ-UBND',
      date: '2021-11-17',
      subject:
        'phân công nhiệm vụ cho các sở, ban, ngành, đoàn thể tỉnh, các đơn vị, doanh nghiệp giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025',
    },
    {
      number: '253/QĐ-UBND',
      date: '2022-02-08',
      subject:
        'ban hành Quy chế phối hợp thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025',
    },
  ],
} as const

/**
 * Which way is better, of the catalogue's lines of which one can say: more, or less. The others (a herd, an area sown, the number of households) are
 * neither progress nor setback by themselves. The meaning of a code never changes (`indicators/catalogue.ts`), so neither does this.
 */
const more = 'KT08 KT09 KT17 KT18 KT21 KT22 KT23A KT24 KT25B NT01 GN06A GD02 GD03 YT01 MT01 MT02 VH01 VH02 LD01 LD02 XD01 XD02A XD03'
const less =
  'DC05 DC06A DC06B KT19A KT19B GN01 GN02 GN04 GN05 GN06B GN06C GN08A GN08B GN08C GN08D GN08E GN08F GN08G GN08H GN08I GN08J GN08K GN08L GD01 YT02A YT02B YT03 AN01 AN02 AN03 XD02B'

export const better: ReadonlyMap<string, 'more' | 'less'> = new Map([
  ...more.split(' ').map((code) => [code, 'more'] as const),
  ...less.split(' ').map((code) => [code, 'less'] as const),
])

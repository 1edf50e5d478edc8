/**
 * The mark of secrecy on a document, if one of its lines is nothing else (Điều 8 Luật Bảo vệ bí mật nhà nước: Tuyệt mật, Tối mật, Mật).
 * "NUÔI ONG LẤY MẬT" is a line about bees.
 */
export function secrecyMark(lines: readonly string[]) {
  return lines
    .map((line) =>
      line
        .normalize('NFC')
        .replace(/[\p{P}\p{S}\p{Z}\s]+/gu, ' ')
        .trim(),
    )
    .find((line) => line === 'MẬT' || line === 'TỐI MẬT' || line === 'TUYỆT MẬT')
}

-- CreateEnum
CREATE TYPE "HolidayStatus" AS ENUM ('kept', 'removed');

-- CreateTable
CREATE TABLE "holiday" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "worked" BOOLEAN NOT NULL DEFAULT false,
    "basis" TEXT NOT NULL,
    "status" "HolidayStatus" NOT NULL DEFAULT 'kept',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "owner_id" UUID,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("id")
);

-- What Prisma's diff does not see.
alter table holiday add constraint holiday_days_in_order check ("from" <= "to" and "to" - "from" < 31 and (not worked or "from" = "to"));

-- As declared for civil servants (Điều 112 Bộ luật Lao động 2019, with the days in lieu of a weekend and the days exchanged that year).
insert into holiday (id, name, "from", "to", worked, basis)
select gen_random_uuid(), name, "from"::date, "to"::date, worked, 'Điều 112 Bộ luật Lao động' || more from (values
  ('Tết Dương lịch 2022', '2022-01-01', '2022-01-03', false, '; nghỉ bù thứ Hai'),
  ('Tết Nguyên đán Nhâm Dần', '2022-01-31', '2022-02-04', false, '; lịch nghỉ Tết năm 2022'),
  ('Giỗ Tổ Hùng Vương 2022', '2022-04-10', '2022-04-11', false, '; nghỉ bù thứ Hai'),
  ('Ngày Chiến thắng, Ngày Quốc tế lao động 2022', '2022-04-30', '2022-05-03', false, '; nghỉ bù thứ Hai, thứ Ba'),
  ('Quốc khánh 2022', '2022-09-01', '2022-09-02', false, ''),
  ('Tết Dương lịch 2023', '2023-01-01', '2023-01-02', false, '; nghỉ bù thứ Hai'),
  ('Tết Nguyên đán Quý Mão', '2023-01-20', '2023-01-26', false, '; lịch nghỉ Tết năm 2023'),
  ('Giỗ Tổ Hùng Vương, Ngày Chiến thắng, Ngày Quốc tế lao động 2023', '2023-04-29', '2023-05-03', false, '; nghỉ bù thứ Ba, thứ Tư'),
  ('Quốc khánh 2023', '2023-09-01', '2023-09-04', false, '; nghỉ bù thứ Hai'),
  ('Tết Dương lịch 2024', '2024-01-01', '2024-01-01', false, ''),
  ('Tết Nguyên đán Giáp Thìn', '2024-02-08', '2024-02-14', false, '; lịch nghỉ Tết năm 2024'),
  ('Giỗ Tổ Hùng Vương 2024', '2024-04-18', '2024-04-18', false, ''),
  ('Ngày Chiến thắng, Ngày Quốc tế lao động 2024', '2024-04-29', '2024-05-01', false, '; hoán đổi ngày 29/4'),
  ('Làm bù ngày 29/4/2024', '2024-05-04', '2024-05-04', true, '; hoán đổi ngày làm việc'),
  ('Quốc khánh 2024', '2024-09-02', '2024-09-03', false, ''),
  ('Tết Dương lịch 2025', '2025-01-01', '2025-01-01', false, ''),
  ('Tết Nguyên đán Ất Tỵ', '2025-01-27', '2025-01-31', false, '; lịch nghỉ Tết năm 2025'),
  ('Giỗ Tổ Hùng Vương 2025', '2025-04-07', '2025-04-07', false, ''),
  ('Ngày Chiến thắng, Ngày Quốc tế lao động 2025', '2025-04-30', '2025-05-02', false, '; hoán đổi ngày 02/5'),
  ('Làm bù ngày 02/5/2025', '2025-04-26', '2025-04-26', true, '; hoán đổi ngày làm việc'),
  ('Quốc khánh 2025', '2025-09-01', '2025-09-02', false, ''),
  ('Tết Dương lịch 2026', '2026-01-01', '2026-01-01', false, ''),
  ('Tết Nguyên đán Bính Ngọ', '2026-02-16', '2026-02-20', false, '; lịch nghỉ Tết năm 2026'),
  ('Giỗ Tổ Hùng Vương 2026', '2026-04-26', '2026-04-27', false, '; nghỉ bù thứ Hai'),
  ('Ngày Chiến thắng, Ngày Quốc tế lao động 2026', '2026-04-30', '2026-05-01', false, ''),
  ('Quốc khánh 2026', '2026-09-01', '2026-09-02', false, '')
) as declared (name, "from", "to", worked, more);

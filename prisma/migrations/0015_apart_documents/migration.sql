-- AlterTable
ALTER TABLE "unit_result" ADD COLUMN     "apart_date" DATE,
ADD COLUMN     "apart_number" TEXT;


-- What Prisma's diff does not see: of what went a separate way nothing is held but number and date of its document.
alter table unit_result add constraint unit_result_apart_holds_nothing check (
  (apart_number is null) = (apart_date is null) and
  (apart_number is null or (area = 'security' and done = '' and not_done = '' and cardinality(forms) = 0
    and own_money + sponsor_money + goods_value + programme_money + labour_days + households = 0))
);

-- AlterTable
ALTER TABLE "obligation" ADD COLUMN     "accepted_by" TEXT,
ADD COLUMN     "accepted_reason" TEXT,
ADD COLUMN     "extended_by" TEXT;

-- CreateTable
CREATE TABLE "calendar_change" (
    "seq" BIGSERIAL NOT NULL,
    "programme_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "on" DATE NOT NULL,
    "running" BOOLEAN NOT NULL,
    "data_day" INTEGER NOT NULL,
    "month_opens" INTEGER NOT NULL,
    "month_day" INTEGER NOT NULL,
    "quarter_opens" INTEGER NOT NULL,
    "quarter_day" INTEGER NOT NULL,
    "quarter_whole" BOOLEAN NOT NULL,
    "year_opens" INTEGER NOT NULL,
    "year_day" INTEGER NOT NULL,
    "annual_opens" INTEGER NOT NULL,
    "plan_opens" INTEGER NOT NULL,
    "plan_day" INTEGER NOT NULL,
    "coordination_opens" INTEGER NOT NULL,
    "coordination_day" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "calendar_change_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "calendar_change_programme_id_idx" ON "calendar_change"("programme_id");

-- AddForeignKey
ALTER TABLE "calendar_change" ADD CONSTRAINT "calendar_change_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's diff does not see.
create trigger insert_only before update or delete or truncate on calendar_change for each statement execute function insert_only();
alter table calendar_change add constraint calendar_change_from_a_month check (extract(day from "from") = 1 and "from" > "on" and reason <> '');
alter table calendar_change add constraint calendar_change_days_of_a_month check (
  data_day between 2 and 28 and annual_opens between 1 and 28
  and least(month_opens, month_day, quarter_opens, quarter_day, year_opens, year_day, plan_opens, plan_day, coordination_opens, coordination_day) >= 1
  and greatest(month_opens, month_day, quarter_opens, quarter_day, year_opens, year_day, plan_opens, plan_day, coordination_opens, coordination_day) <= 31
  and month_opens <= month_day and year_opens <= year_day and (quarter_whole or quarter_opens <= quarter_day)
  and data_day - 1 <= month_day and data_day - 1 <= year_day and (quarter_whole or data_day - 1 <= quarter_day));
alter table obligation drop constraint obligation_extended_with_reason;
alter table obligation add constraint obligation_extended_with_reason check (num_nulls(extended_to, extension_reason, extended_by) in (0, 3));
alter table obligation add constraint obligation_accepted_with_reason check (num_nulls(accepted_reason, accepted_by) in (0, 2));

-- CreateEnum
CREATE TYPE "ReminderChoice" AS ENUM ('scheduled', 'daily', 'none');

-- CreateEnum
CREATE TYPE "ReminderStatus" AS ENUM ('queued', 'sent', 'failed', 'notNeeded', 'notMailed');

-- CreateEnum
CREATE TYPE "ReminderCause" AS ENUM ('ahead', 'lastDay', 'overdue', 'daily');

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "email" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reminders" "ReminderChoice" NOT NULL DEFAULT 'scheduled';

-- CreateTable
CREATE TABLE "reminder_setting" (
    "seq" BIGSERIAL NOT NULL,
    "programme_id" UUID NOT NULL,
    "ahead" INTEGER[],
    "after" INTEGER[],
    "propose_after" INTEGER NOT NULL,
    "send_at" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "reminder_setting_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "status" "ReminderStatus" NOT NULL,
    "address" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "why" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder_item" (
    "id" UUID NOT NULL,
    "reminder_id" UUID NOT NULL,
    "obligation_id" UUID NOT NULL,
    "cause" "ReminderCause" NOT NULL,
    "left_out" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "reminder_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_subscription" (
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_subscription_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "reminder_setting_programme_id_idx" ON "reminder_setting"("programme_id");

-- CreateIndex
CREATE INDEX "reminder_day_idx" ON "reminder"("day");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_user_id_day_key" ON "reminder"("user_id", "day");

-- CreateIndex
CREATE INDEX "reminder_item_obligation_id_idx" ON "reminder_item"("obligation_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_item_reminder_id_obligation_id_key" ON "reminder_item"("reminder_id", "obligation_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_subscription_token_hash_key" ON "calendar_subscription"("token_hash");

-- AddForeignKey
ALTER TABLE "reminder_setting" ADD CONSTRAINT "reminder_setting_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_item" ADD CONSTRAINT "reminder_item_reminder_id_fkey" FOREIGN KEY ("reminder_id") REFERENCES "reminder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_item" ADD CONSTRAINT "reminder_item_obligation_id_fkey" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_subscription" ADD CONSTRAINT "calendar_subscription_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's diff does not see.
create trigger insert_only before update or delete or truncate on reminder_setting for each statement execute function insert_only();
alter table reminder_setting add constraint reminder_setting_days_fit check (
  cardinality(ahead) <= 10 and cardinality("after") <= 10 and 1 <= all (ahead) and 1 <= all ("after") and 60 >= all (ahead) and 60 >= all ("after")
  and propose_after between 1 and 60 and send_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and reason <> '');
alter table reminder add constraint reminder_says_why check (
  (status = 'sent') = (sent_at is not null) and (status not in ('failed', 'notNeeded', 'notMailed') or why <> ''));

-- CreateEnum
CREATE TYPE "Host" AS ENUM ('partyCommittee', 'peopleCouncil', 'peopleCommittee', 'fatherlandFront', 'district');

-- CreateEnum
CREATE TYPE "Occasion" AS ENUM ('midTermReview', 'yearEndReview', 'congress', 'session', 'working', 'other');

-- CreateEnum
CREATE TYPE "InvitationStatus" AS ENUM ('invited', 'held', 'cancelled');

-- CreateEnum
CREATE TYPE "Reply" AS ENUM ('comes', 'staysAway');

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "inviter_id" UUID NOT NULL,
    "host" "Host" NOT NULL,
    "occasion" "Occasion" NOT NULL,
    "subject" TEXT NOT NULL,
    "agenda" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "call" INTEGER NOT NULL DEFAULT 1,
    "status" "InvitationStatus" NOT NULL DEFAULT 'invited',
    "outcome" TEXT,
    "minutes" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation_guest" (
    "id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "invitation_guest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation_reply" (
    "seq" BIGSERIAL NOT NULL,
    "invitation_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "call" INTEGER NOT NULL,
    "reply" "Reply" NOT NULL,
    "words" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "invitation_reply_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "invitation_opinion" (
    "seq" BIGSERIAL NOT NULL,
    "invitation_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "invitation_opinion_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "invitation_commune_id_starts_at_idx" ON "invitation"("commune_id", "starts_at");

-- CreateIndex
CREATE INDEX "invitation_inviter_id_starts_at_idx" ON "invitation"("inviter_id", "starts_at");

-- CreateIndex
CREATE INDEX "invitation_guest_unit_id_idx" ON "invitation_guest"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_guest_invitation_id_unit_id_key" ON "invitation_guest"("invitation_id", "unit_id");

-- CreateIndex
CREATE INDEX "invitation_reply_invitation_id_idx" ON "invitation_reply"("invitation_id");

-- CreateIndex
CREATE INDEX "invitation_opinion_invitation_id_idx" ON "invitation_opinion"("invitation_id");

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_guest" ADD CONSTRAINT "invitation_guest_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_guest" ADD CONSTRAINT "invitation_guest_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_reply" ADD CONSTRAINT "invitation_reply_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_reply" ADD CONSTRAINT "invitation_reply_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_opinion" ADD CONSTRAINT "invitation_opinion_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_opinion" ADD CONSTRAINT "invitation_opinion_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on invitation_reply   for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on invitation_opinion for each statement execute function insert_only();
alter table invitation add constraint invitation_held_has_outcome check (status <> 'held' or outcome is not null);

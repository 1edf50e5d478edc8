-- CreateEnum
CREATE TYPE "Region" AS ENUM ('one', 'two', 'three');

-- CreateEnum
CREATE TYPE "RegionStatus" AS ENUM ('kept', 'removed');

-- CreateTable
CREATE TABLE "commune_region" (
    "id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "region" "Region" NOT NULL,
    "from" DATE NOT NULL,
    "decision_number" TEXT NOT NULL,
    "decision_date" DATE NOT NULL,
    "status" "RegionStatus" NOT NULL DEFAULT 'kept',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "owner_id" UUID,

    CONSTRAINT "commune_region_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "commune_region_commune_id_idx" ON "commune_region"("commune_id");

-- AddForeignKey
ALTER TABLE "commune_region" ADD CONSTRAINT "commune_region_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's diff does not see: one region of a commune begins on a day.
create unique index commune_region_once on commune_region (commune_id, "from") where status = 'kept';
alter table commune_region add constraint commune_region_decided_before check (decision_date <= "from");

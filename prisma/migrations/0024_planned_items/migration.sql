-- CreateEnum
CREATE TYPE "ItemOutcome" AS ENUM ('received', 'declared', 'open');

-- CreateTable
CREATE TABLE "unit_item" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "commune_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "outcome" "ItemOutcome" NOT NULL,

    CONSTRAINT "unit_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_item_commune_id_idx" ON "unit_item"("commune_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_item_version_id_commune_id_plan_id_item_key_key" ON "unit_item"("version_id", "commune_id", "plan_id", "item_key");

-- AddForeignKey
ALTER TABLE "unit_item" ADD CONSTRAINT "unit_item_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_item" ADD CONSTRAINT "unit_item_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma does not see: what was sent stays as it was.
create trigger insert_only before update or delete or truncate on unit_item for each statement execute function insert_only();

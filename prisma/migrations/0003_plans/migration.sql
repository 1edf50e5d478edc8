-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "item" TEXT;

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "held_by" UUID,
ADD COLUMN     "shared_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "obligation" ADD COLUMN     "optional" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "plan_item" ADD COLUMN     "commune_id" UUID,
ADD COLUMN     "from_month" INTEGER,
ADD COLUMN     "key" TEXT,
ADD COLUMN     "need_id" UUID,
ADD COLUMN     "quantity" DECIMAL(20,4),
ADD COLUMN     "to_month" INTEGER,
ADD COLUMN     "unit" TEXT NOT NULL DEFAULT '';

-- Items that were sent before had no name of their own in the table; in the version's content they have.
ALTER TABLE "plan_item" DISABLE TRIGGER insert_only;
UPDATE "plan_item" SET "key" = coalesce(version.content -> 'items' -> "position" ->> 'id', 'a' || "position")
FROM "filing_version" version WHERE version.id = "plan_item"."version_id";
ALTER TABLE "plan_item" ENABLE TRIGGER insert_only;
ALTER TABLE "plan_item" ALTER COLUMN "key" SET NOT NULL;

-- CreateTable
CREATE TABLE "filing_cover" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "obligation_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,

    CONSTRAINT "filing_cover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "filing_cover_obligation_id_key" ON "filing_cover"("obligation_id");

-- CreateIndex
CREATE INDEX "filing_cover_filing_id_idx" ON "filing_cover"("filing_id");

-- CreateIndex
CREATE INDEX "filing_cover_commune_id_idx" ON "filing_cover"("commune_id");

-- CreateIndex
CREATE INDEX "plan_item_need_id_idx" ON "plan_item"("need_id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_item_version_id_key_key" ON "plan_item"("version_id", "key");

-- AddForeignKey
ALTER TABLE "filing_cover" ADD CONSTRAINT "filing_cover_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_cover" ADD CONSTRAINT "filing_cover_obligation_id_fkey" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_cover" ADD CONSTRAINT "filing_cover_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table plan_item add constraint plan_item_months_in_order check (from_month between 1 and 12 and to_month between from_month and 12);

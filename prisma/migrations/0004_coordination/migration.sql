-- AlterEnum
ALTER TYPE "Kind" ADD VALUE 'coordination';

-- AlterTable
ALTER TABLE "agency" ADD COLUMN     "approval" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "approved_by" TEXT,
ADD COLUMN     "returned_by" TEXT,
ADD COLUMN     "returned_for" TEXT,
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "submitted_by" TEXT;

-- AlterTable
ALTER TABLE "receipt" ADD COLUMN     "asked" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "filing_comment" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID,
    "agency_id" UUID NOT NULL,
    "item" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "filing_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "done" TEXT NOT NULL,
    "not_done" TEXT NOT NULL,
    "lessons" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "filing_comment_filing_id_idx" ON "filing_comment"("filing_id");

-- CreateIndex
CREATE INDEX "evaluation_filing_id_idx" ON "evaluation"("filing_id");

-- AddForeignKey
ALTER TABLE "filing_comment" ADD CONSTRAINT "filing_comment_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_comment" ADD CONSTRAINT "filing_comment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "filing_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_comment" ADD CONSTRAINT "filing_comment_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on filing_comment for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on evaluation     for each statement execute function insert_only();

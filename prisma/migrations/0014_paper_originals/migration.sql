-- CreateEnum
CREATE TYPE "PaperVerdict" AS ENUM ('registered', 'declined', 'undone');

-- AlterTable
ALTER TABLE "filing" ADD COLUMN     "paper_on" DATE;

-- CreateTable
CREATE TABLE "paper_original" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "attachment_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "document_date" DATE NOT NULL,
    "words" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "paper_original_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper_decision" (
    "seq" BIGSERIAL NOT NULL,
    "filing_id" UUID NOT NULL,
    "paper_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "verdict" "PaperVerdict" NOT NULL,
    "arrived_on" DATE,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "paper_decision_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "paper_original_version_id_attachment_id_idx" ON "paper_original"("version_id", "attachment_id");

-- CreateIndex
CREATE INDEX "paper_original_to_id_idx" ON "paper_original"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "paper_original_filing_id_id_key" ON "paper_original"("filing_id", "id");

-- CreateIndex
CREATE INDEX "paper_decision_filing_id_paper_id_idx" ON "paper_decision"("filing_id", "paper_id");

-- CreateIndex
CREATE INDEX "paper_decision_agency_id_idx" ON "paper_decision"("agency_id");

-- AddForeignKey
ALTER TABLE "paper_original" ADD CONSTRAINT "paper_original_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_original" ADD CONSTRAINT "paper_original_version_id_attachment_id_fkey" FOREIGN KEY ("version_id", "attachment_id") REFERENCES "version_attachment"("version_id", "attachment_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_original" ADD CONSTRAINT "paper_original_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_decision" ADD CONSTRAINT "paper_decision_filing_id_paper_id_fkey" FOREIGN KEY ("filing_id", "paper_id") REFERENCES "paper_original"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_decision" ADD CONSTRAINT "paper_decision_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's diff does not see.
alter table paper_decision add constraint paper_decision_registers_a_day check ((verdict = 'registered') = (arrived_on is not null));
create trigger insert_only before update or delete or truncate on paper_original for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on paper_decision for each statement execute function insert_only();

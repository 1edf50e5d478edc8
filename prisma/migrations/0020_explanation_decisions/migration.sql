-- AlterTable
ALTER TABLE "filing" ADD COLUMN     "refused_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "explanation_decision" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "agrees" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "document_number" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "explanation_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "explanation_decision_filing_id_idx" ON "explanation_decision"("filing_id");

-- AddForeignKey
ALTER TABLE "explanation_decision" ADD CONSTRAINT "explanation_decision_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explanation_decision" ADD CONSTRAINT "explanation_decision_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explanation_decision" ADD CONSTRAINT "explanation_decision_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on explanation_decision for each statement execute function insert_only();

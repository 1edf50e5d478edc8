-- CreateTable
CREATE TABLE "signed_paper" (
    "seq" BIGSERIAL NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "document_date" DATE NOT NULL,
    "signer_name" TEXT NOT NULL,
    "signer_title" TEXT NOT NULL,
    "attachment_id" UUID,
    "taken_back_for" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "signed_paper_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "signed_paper_filing_id_version_id_idx" ON "signed_paper"("filing_id", "version_id");

-- CreateIndex
CREATE INDEX "signed_paper_attachment_id_idx" ON "signed_paper"("attachment_id");

-- CreateIndex
CREATE INDEX "signed_paper_agency_id_idx" ON "signed_paper"("agency_id");

-- AddForeignKey
ALTER TABLE "signed_paper" ADD CONSTRAINT "signed_paper_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_paper" ADD CONSTRAINT "signed_paper_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_paper" ADD CONSTRAINT "signed_paper_filing_id_attachment_id_fkey" FOREIGN KEY ("filing_id", "attachment_id") REFERENCES "attachment"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "filing_version_sha256_idx" ON "filing_version"("sha256");

-- What Prisma's diff does not see.
create trigger insert_only before update or delete or truncate on signed_paper for each statement execute function insert_only();

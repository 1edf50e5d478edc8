-- AlterTable
ALTER TABLE "petition" ADD COLUMN     "filing_id" UUID,
ADD COLUMN     "row_key" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "petition_filing_id_row_key_key" ON "petition"("filing_id", "row_key");

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "inspection_id" UUID,
ADD COLUMN     "invitation_id" UUID,
ADD COLUMN     "support_id" UUID;

-- CreateIndex
CREATE INDEX "attachment_support_id_idx" ON "attachment"("support_id");

-- CreateIndex
CREATE INDEX "attachment_invitation_id_idx" ON "attachment"("invitation_id");

-- CreateIndex
CREATE INDEX "attachment_inspection_id_idx" ON "attachment"("inspection_id");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_support_id_fkey" FOREIGN KEY ("support_id") REFERENCES "support"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table attachment drop constraint attachment_has_one_owner;
alter table attachment add constraint attachment_has_one_owner check (num_nonnulls(filing_id, support_id, invitation_id, inspection_id) = 1);
drop trigger insert_only on attachment;
create trigger insert_only before update of id, filing_id, support_id, invitation_id, inspection_id, name, mime, size, sha256, agency_id,
  uploaded_at, uploaded_by, uploaded_by_name on attachment for each statement execute function insert_only();

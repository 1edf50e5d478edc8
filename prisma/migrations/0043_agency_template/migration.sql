-- AlterTable
ALTER TABLE "agency" ADD COLUMN     "template_id" UUID;

-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "template_of_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "agency_template_id_key" ON "agency"("template_id");

-- CreateIndex
CREATE INDEX "attachment_template_of_id_idx" ON "attachment"("template_of_id");

-- AddForeignKey
ALTER TABLE "agency" ADD CONSTRAINT "agency_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_template_of_id_fkey" FOREIGN KEY ("template_of_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's diff does not see.
alter table attachment drop constraint attachment_has_one_owner;
alter table attachment add constraint attachment_has_one_owner
  check (num_nonnulls(filing_id, support_id, invitation_id, inspection_id, petition_id, template_of_id) = 1);
drop trigger insert_only on attachment;
create trigger insert_only before update of id, filing_id, support_id, invitation_id, inspection_id, petition_id, template_of_id, name, mime, size, sha256,
  agency_id, uploaded_at, uploaded_by, uploaded_by_name on attachment for each statement execute function insert_only();

-- CreateEnum
CREATE TYPE "PetitionStatus" AS ENUM ('sent', 'received', 'askedBack', 'answered', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "PetitionDeed" AS ENUM ('received', 'extended', 'answered', 'forwarded', 'askedBack', 'replied', 'closed', 'reopened', 'withdrawn');

-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "petition_id" UUID;

-- CreateTable
CREATE TABLE "petition" (
    "id" UUID NOT NULL,
    "petitioner_id" UUID NOT NULL,
    "commune_id" UUID,
    "holder_id" UUID NOT NULL,
    "held_since" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "area" "Area",
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "status" "PetitionStatus" NOT NULL DEFAULT 'sent',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "petition_word" (
    "seq" BIGSERIAL NOT NULL,
    "petition_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "deed" "PetitionDeed" NOT NULL,
    "text" TEXT NOT NULL,
    "document_number" TEXT NOT NULL,
    "document_date" DATE,
    "to_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "petition_word_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "petition_petitioner_id_sent_at_idx" ON "petition"("petitioner_id", "sent_at");

-- CreateIndex
CREATE INDEX "petition_holder_id_status_idx" ON "petition"("holder_id", "status");

-- CreateIndex
CREATE INDEX "petition_commune_id_idx" ON "petition"("commune_id");

-- CreateIndex
CREATE INDEX "petition_word_petition_id_idx" ON "petition_word"("petition_id");

-- CreateIndex
CREATE INDEX "petition_word_agency_id_idx" ON "petition_word"("agency_id");

-- CreateIndex
CREATE INDEX "petition_word_to_id_idx" ON "petition_word"("to_id");

-- CreateIndex
CREATE INDEX "attachment_petition_id_idx" ON "attachment"("petition_id");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_petitioner_id_fkey" FOREIGN KEY ("petitioner_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_word" ADD CONSTRAINT "petition_word_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_word" ADD CONSTRAINT "petition_word_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_word" ADD CONSTRAINT "petition_word_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table attachment drop constraint attachment_has_one_owner;
alter table attachment add constraint attachment_has_one_owner
  check (num_nonnulls(filing_id, support_id, invitation_id, inspection_id, petition_id) = 1);
drop trigger insert_only on attachment;
create trigger insert_only before update of id, filing_id, support_id, invitation_id, inspection_id, petition_id, name, mime, size, sha256, agency_id,
  uploaded_at, uploaded_by, uploaded_by_name on attachment for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on petition_word for each statement execute function insert_only();
alter table petition_word add constraint petition_word_document_has_date check ((document_number = '') = (document_date is null));

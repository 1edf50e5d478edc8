-- AlterTable
ALTER TABLE "explanation_decision" ADD COLUMN     "section_id" UUID;

-- AlterTable
ALTER TABLE "filing_comment" ADD COLUMN     "shared_id" UUID;

-- CreateTable
CREATE TABLE "shared_section" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shared_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "explained_section" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "commune_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "explained_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section_note" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "section_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "section_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shared_section_commune_id_idx" ON "shared_section"("commune_id");

-- CreateIndex
CREATE INDEX "shared_section_agency_id_idx" ON "shared_section"("agency_id");

-- CreateIndex
CREATE UNIQUE INDEX "shared_section_filing_id_commune_id_key" ON "shared_section"("filing_id", "commune_id");

-- CreateIndex
CREATE INDEX "explained_section_filing_id_idx" ON "explained_section"("filing_id");

-- CreateIndex
CREATE INDEX "explained_section_commune_id_idx" ON "explained_section"("commune_id");

-- CreateIndex
CREATE UNIQUE INDEX "explained_section_version_id_commune_id_key" ON "explained_section"("version_id", "commune_id");

-- CreateIndex
CREATE INDEX "section_note_section_id_idx" ON "section_note"("section_id");

-- CreateIndex
CREATE INDEX "explanation_decision_section_id_idx" ON "explanation_decision"("section_id");

-- CreateIndex
CREATE INDEX "filing_comment_shared_id_idx" ON "filing_comment"("shared_id");

-- AddForeignKey
ALTER TABLE "filing_comment" ADD CONSTRAINT "filing_comment_shared_id_fkey" FOREIGN KEY ("shared_id") REFERENCES "shared_section"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explanation_decision" ADD CONSTRAINT "explanation_decision_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "explained_section"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_section" ADD CONSTRAINT "shared_section_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_section" ADD CONSTRAINT "shared_section_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_section" ADD CONSTRAINT "shared_section_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explained_section" ADD CONSTRAINT "explained_section_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explained_section" ADD CONSTRAINT "explained_section_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_note" ADD CONSTRAINT "section_note_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "explained_section"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_note" ADD CONSTRAINT "section_note_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on explained_section for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on section_note for each statement execute function insert_only();

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "filing_id" UUID,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "agency_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "uploaded_by_name" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_attachment" (
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "attachment_id" UUID NOT NULL,

    CONSTRAINT "version_attachment_pkey" PRIMARY KEY ("version_id","attachment_id")
);

-- CreateIndex
CREATE INDEX "attachment_sha256_idx" ON "attachment"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_filing_id_id_key" ON "attachment"("filing_id", "id");

-- CreateIndex
CREATE INDEX "version_attachment_attachment_id_idx" ON "version_attachment"("attachment_id");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_attachment" ADD CONSTRAINT "version_attachment_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_attachment" ADD CONSTRAINT "version_attachment_filing_id_attachment_id_fkey" FOREIGN KEY ("filing_id", "attachment_id") REFERENCES "attachment"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's diff does not see.
alter table attachment add constraint attachment_has_one_owner check (num_nonnulls(filing_id) = 1);
alter table attachment add constraint attachment_is_whole check (size > 0 and sha256 ~ '^[0-9a-f]{64}$');
create trigger insert_only before update or delete or truncate on version_attachment for each statement execute function insert_only();
-- Of a file nothing changes but that it is no longer in the draft.
create trigger insert_only before update of id, filing_id, name, mime, size, sha256, agency_id, uploaded_at, uploaded_by, uploaded_by_name
  on attachment for each statement execute function insert_only();

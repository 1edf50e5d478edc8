-- CreateEnum
CREATE TYPE "AuthorisationStatus" AS ENUM ('given', 'withdrawn');

-- CreateTable
CREATE TABLE "authorisation" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "taker_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "number" TEXT NOT NULL,
    "document_date" DATE NOT NULL,
    "scope" TEXT NOT NULL,
    "status" "AuthorisationStatus" NOT NULL DEFAULT 'given',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "authorisation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "authorisation_taker_id_idx" ON "authorisation"("taker_id");

-- CreateIndex
CREATE INDEX "authorisation_agency_id_idx" ON "authorisation"("agency_id");

-- AddForeignKey
ALTER TABLE "authorisation" ADD CONSTRAINT "authorisation_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authorisation" ADD CONSTRAINT "authorisation_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authorisation" ADD CONSTRAINT "authorisation_taker_id_fkey" FOREIGN KEY ("taker_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's diff does not see.
alter table authorisation add constraint authorisation_days_in_order check (document_date <= "from" and "from" <= "to" and "to" - "from" <= 366 and giver_id <> taker_id);

-- CreateEnum
CREATE TYPE "InspectionStatus" AS ENUM ('recorded', 'withdrawn');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('asked', 'reported', 'closed');

-- CreateTable
CREATE TABLE "inspection" (
    "id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "district_id" UUID NOT NULL,
    "unit_id" UUID,
    "day" DATE NOT NULL,
    "participants" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "status" "InspectionStatus" NOT NULL DEFAULT 'recorded',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_request" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'asked',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspection_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_word" (
    "seq" BIGSERIAL NOT NULL,
    "request_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "status" "RequestStatus" NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "request_word_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "inspection_commune_id_day_idx" ON "inspection"("commune_id", "day");

-- CreateIndex
CREATE INDEX "inspection_district_id_idx" ON "inspection"("district_id");

-- CreateIndex
CREATE INDEX "inspection_unit_id_idx" ON "inspection"("unit_id");

-- CreateIndex
CREATE INDEX "inspection_request_inspection_id_idx" ON "inspection_request"("inspection_id");

-- CreateIndex
CREATE INDEX "inspection_request_agency_id_status_idx" ON "inspection_request"("agency_id", "status");

-- CreateIndex
CREATE INDEX "request_word_request_id_idx" ON "request_word"("request_id");

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_request" ADD CONSTRAINT "inspection_request_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_request" ADD CONSTRAINT "inspection_request_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_word" ADD CONSTRAINT "request_word_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "inspection_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_word" ADD CONSTRAINT "request_word_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on request_word for each statement execute function insert_only();

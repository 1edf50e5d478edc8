-- CreateTable
CREATE TABLE "urging" (
    "id" UUID NOT NULL,
    "obligation_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "read_by" TEXT,

    CONSTRAINT "urging_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "urging_obligation_id_idx" ON "urging"("obligation_id");

-- AddForeignKey
ALTER TABLE "urging" ADD CONSTRAINT "urging_obligation_id_fkey" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "urging" ADD CONSTRAINT "urging_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

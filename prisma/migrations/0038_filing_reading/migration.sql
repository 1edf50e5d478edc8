-- CreateTable
CREATE TABLE "filing_reading" (
    "filing_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person" TEXT NOT NULL,
    "agency_id" UUID NOT NULL,
    "agency" TEXT NOT NULL,

    CONSTRAINT "filing_reading_pkey" PRIMARY KEY ("filing_id","user_id","day")
);

-- CreateIndex
CREATE INDEX "filing_reading_at_idx" ON "filing_reading"("at");

-- AddForeignKey
ALTER TABLE "filing_reading" ADD CONSTRAINT "filing_reading_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_reading" ADD CONSTRAINT "filing_reading_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's diff does not see.
create trigger insert_only before update or delete or truncate on filing_reading for each statement execute function insert_only();

-- CreateTable
CREATE TABLE "event_seal" (
    "n" INTEGER NOT NULL,
    "from_seq" BIGINT NOT NULL,
    "to_seq" BIGINT NOT NULL,
    "seqs" BIGINT[],
    "hashes" TEXT[],
    "previous" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_seal_pkey" PRIMARY KEY ("n")
);

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- What Prisma's diff does not see.
create trigger insert_only before update or delete or truncate on event_seal for each statement execute function insert_only();

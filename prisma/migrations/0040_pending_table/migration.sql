-- CreateTable
CREATE TABLE "pending_table" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "grid" JSONB NOT NULL,
    "stage" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "outcome" JSONB,
    "once" UUID,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_table_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pending_table_expires_idx" ON "pending_table"("expires");

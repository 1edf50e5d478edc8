-- AlterTable
ALTER TABLE "user" ADD COLUMN "awaits_slip" BOOLEAN NOT NULL DEFAULT false;

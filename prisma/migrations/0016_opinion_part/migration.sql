-- AlterTable
ALTER TABLE "receipt" ADD COLUMN     "opinion_part" TEXT;

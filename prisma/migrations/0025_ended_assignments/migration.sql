-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "end_date" DATE,
ADD COLUMN     "end_number" TEXT;

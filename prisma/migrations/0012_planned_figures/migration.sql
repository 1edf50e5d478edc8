-- AlterTable
ALTER TABLE "indicator_value" ADD COLUMN     "planned" DECIMAL(20,4);

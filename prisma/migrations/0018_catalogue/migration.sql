-- CreateEnum
CREATE TYPE "IndicatorStatus" AS ENUM ('proposed', 'inUse', 'withdrawn');

-- CreateEnum
CREATE TYPE "IndicatorKind" AS ENUM ('stock', 'flow', 'derived', 'fall');

-- CreateTable
CREATE TABLE "indicator" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "owner_id" UUID,
    "commune_id" UUID,
    "position" INTEGER NOT NULL,
    "group" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "kind" "IndicatorKind" NOT NULL,
    "periods" "PeriodKind"[],
    "decimals" INTEGER NOT NULL DEFAULT 0,
    "most" INTEGER,
    "over" TEXT NOT NULL DEFAULT '',
    "under" TEXT NOT NULL DEFAULT '',
    "times" INTEGER NOT NULL DEFAULT 1,
    "purpose" TEXT NOT NULL DEFAULT '',
    "from" DATE NOT NULL,
    "to" DATE,
    "status" "IndicatorStatus" NOT NULL DEFAULT 'inUse',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "indicator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_advice" (
    "id" UUID NOT NULL,
    "indicator_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "indicator_advice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "indicator_code_idx" ON "indicator"("code");

-- CreateIndex
CREATE INDEX "indicator_commune_id_idx" ON "indicator"("commune_id");

-- CreateIndex
CREATE INDEX "indicator_advice_indicator_id_idx" ON "indicator_advice"("indicator_id");

-- AddForeignKey
ALTER TABLE "indicator" ADD CONSTRAINT "indicator_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_advice" ADD CONSTRAINT "indicator_advice_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_advice" ADD CONSTRAINT "indicator_advice_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on indicator_advice for each statement execute function insert_only();
alter table indicator add constraint indicator_days_in_order check ("to" is null or "to" >= "from");
alter table indicator add constraint indicator_computed_has_parts check ((kind in ('derived', 'fall')) = (over <> ''));
alter table indicator add constraint indicator_asked_in_some_period check (cardinality(periods) > 0);
alter table indicator add constraint indicator_decimals_kept check (decimals between 0 and 4);

-- The catalogue that the portal comes with. Militia and conscription are not asked for: no state secrets here.
insert into indicator (id, code, position, "group", name, unit, kind, periods, decimals, most, over, under, times, "from") values
(gen_random_uuid(), 'DC01', 10, 'Dân cư', 'Tổng số hộ', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC02', 20, 'Dân cư', 'Tổng số nhân khẩu', 'người', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC03A', 30, 'Dân cư', 'Số hộ dân tộc thiểu số', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC03', 40, 'Dân cư', 'Tỷ lệ hộ dân tộc thiểu số', '%', 'derived', '{year}', 2, null, 'DC03A', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'DC08', 50, 'Dân cư', 'Số trẻ sinh trong năm', 'trẻ', 'flow', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC09', 60, 'Dân cư', 'Số người chết trong năm', 'người', 'flow', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC04', 70, 'Dân cư', 'Tỷ lệ tăng dân số tự nhiên', '‰', 'derived', '{year}', 1, null, 'DC08-DC09', 'DC02', 1000, '2021-01-01'),
(gen_random_uuid(), 'DC05', 80, 'Dân cư', 'Số trẻ sinh là con thứ 3 trở lên', 'trẻ', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC06A', 90, 'Dân cư', 'Số cặp tảo hôn', 'cặp', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'DC06B', 100, 'Dân cư', 'Số cặp hôn nhân cận huyết thống', 'cặp', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT01', 110, 'Nông nghiệp', 'Tổng diện tích gieo trồng', 'ha', 'flow', '{month,quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT02', 120, 'Nông nghiệp', 'Diện tích lúa đông xuân', 'ha', 'flow', '{month,quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT03', 130, 'Nông nghiệp', 'Diện tích lúa mùa', 'ha', 'flow', '{month,quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT04', 140, 'Nông nghiệp', 'Diện tích lúa nương', 'ha', 'flow', '{month,quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT05', 150, 'Nông nghiệp', 'Diện tích ngô', 'ha', 'flow', '{month,quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT06', 160, 'Nông nghiệp', 'Sản lượng lúa', 'tấn', 'flow', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT07', 170, 'Nông nghiệp', 'Sản lượng ngô', 'tấn', 'flow', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT08', 180, 'Nông nghiệp', 'Tổng sản lượng lương thực có hạt', 'tấn', 'derived', '{year}', 2, null, 'KT06+KT07', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT09', 190, 'Nông nghiệp', 'Bình quân lương thực đầu người', 'kg/người/năm', 'derived', '{year}', 1, null, 'KT06+KT07', 'DC02', 1000, '2021-01-01'),
(gen_random_uuid(), 'KT10', 200, 'Nông nghiệp', 'Diện tích cây lâu năm (cà phê, mắc ca, cao su, chè, quế)', 'ha', 'stock', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT11', 210, 'Chăn nuôi', 'Đàn trâu', 'con', 'stock', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT12', 220, 'Chăn nuôi', 'Đàn bò', 'con', 'stock', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT13', 230, 'Chăn nuôi', 'Đàn lợn', 'con', 'stock', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT14', 240, 'Chăn nuôi', 'Đàn gia cầm', 'nghìn con', 'stock', '{month,quarter,year}', 1, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT15', 250, 'Thủy sản', 'Diện tích nuôi trồng thủy sản', 'ha', 'stock', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT16', 260, 'Thủy sản', 'Sản lượng thủy sản', 'tấn', 'flow', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT17A', 270, 'Lâm nghiệp', 'Diện tích đất có rừng', 'ha', 'stock', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT17B', 280, 'Lâm nghiệp', 'Tổng diện tích tự nhiên', 'ha', 'stock', '{year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT17', 290, 'Lâm nghiệp', 'Tỷ lệ che phủ rừng', '%', 'derived', '{year}', 2, null, 'KT17A', 'KT17B', 100, '2021-01-01'),
(gen_random_uuid(), 'KT18', 300, 'Lâm nghiệp', 'Diện tích rừng trồng mới', 'ha', 'flow', '{quarter,year}', 2, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT19A', 310, 'Lâm nghiệp', 'Số vụ cháy rừng', 'vụ', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT19B', 320, 'Lâm nghiệp', 'Số vụ phá rừng trái pháp luật', 'vụ', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT20', 330, 'Thu nhập', 'Thu nhập bình quân đầu người', 'triệu đồng/người/năm', 'stock', '{year}', 1, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT21', 340, 'Ngân sách', 'Tổng thu ngân sách xã', 'đồng', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT22', 350, 'Ngân sách', 'Thu ngân sách trên địa bàn', 'đồng', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT23A', 360, 'Tổ chức sản xuất', 'Số hợp tác xã đang hoạt động', 'HTX', 'stock', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT23B', 370, 'Tổ chức sản xuất', 'Số hợp tác xã thành lập mới', 'HTX', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT24', 380, 'Tổ chức sản xuất', 'Số sản phẩm OCOP được công nhận', 'sản phẩm', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT25A', 390, 'Tổ chức sản xuất', 'Số mô hình sản xuất được hỗ trợ trong kỳ', 'mô hình', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT25B', 400, 'Tổ chức sản xuất', 'Số mô hình sản xuất đang duy trì', 'mô hình', 'stock', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT26', 410, 'Tín dụng', 'Dư nợ tín dụng chính sách', 'triệu đồng', 'stock', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT27', 420, 'Tín dụng', 'Số hộ đang vay vốn chính sách', 'hộ', 'stock', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'KT28', 430, 'Đầu tư', 'Giải ngân vốn các chương trình mục tiêu quốc gia', 'triệu đồng', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT01', 440, 'Nông thôn mới', 'Số tiêu chí nông thôn mới đạt (trên 19)', 'tiêu chí', 'stock', '{quarter,year}', 0, 19, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02A', 450, 'Nông thôn mới', 'Tiêu chí số 1: Quy hoạch', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02B', 460, 'Nông thôn mới', 'Tiêu chí số 2: Giao thông', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02C', 470, 'Nông thôn mới', 'Tiêu chí số 3: Thủy lợi và phòng, chống thiên tai', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02D', 480, 'Nông thôn mới', 'Tiêu chí số 4: Điện', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02E', 490, 'Nông thôn mới', 'Tiêu chí số 5: Trường học', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02F', 500, 'Nông thôn mới', 'Tiêu chí số 6: Cơ sở vật chất văn hóa', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02G', 510, 'Nông thôn mới', 'Tiêu chí số 7: Cơ sở hạ tầng thương mại nông thôn', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02H', 520, 'Nông thôn mới', 'Tiêu chí số 8: Thông tin và Truyền thông', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02I', 530, 'Nông thôn mới', 'Tiêu chí số 9: Nhà ở dân cư', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02J', 540, 'Nông thôn mới', 'Tiêu chí số 10: Thu nhập', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02K', 550, 'Nông thôn mới', 'Tiêu chí số 11: Nghèo đa chiều', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02L', 560, 'Nông thôn mới', 'Tiêu chí số 12: Lao động', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02M', 570, 'Nông thôn mới', 'Tiêu chí số 13: Tổ chức sản xuất và phát triển kinh tế nông thôn', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02N', 580, 'Nông thôn mới', 'Tiêu chí số 14: Giáo dục và Đào tạo', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02O', 590, 'Nông thôn mới', 'Tiêu chí số 15: Y tế', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02P', 600, 'Nông thôn mới', 'Tiêu chí số 16: Văn hóa', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02Q', 610, 'Nông thôn mới', 'Tiêu chí số 17: Môi trường và an toàn thực phẩm', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02R', 620, 'Nông thôn mới', 'Tiêu chí số 18: Hệ thống chính trị và tiếp cận pháp luật', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'NT02S', 630, 'Nông thôn mới', 'Tiêu chí số 19: Quốc phòng và An ninh', '1: đạt; 0: chưa đạt', 'stock', '{year}', 0, 1, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN01', 640, 'Giảm nghèo', 'Số hộ nghèo', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN02', 650, 'Giảm nghèo', 'Tỷ lệ hộ nghèo', '%', 'derived', '{year}', 2, null, 'GN01', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'GN03', 660, 'Giảm nghèo', 'Mức giảm tỷ lệ hộ nghèo so với năm trước', 'điểm %', 'fall', '{year}', 2, null, 'GN02', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN04', 670, 'Giảm nghèo', 'Số hộ cận nghèo', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN05', 680, 'Giảm nghèo', 'Tỷ lệ hộ cận nghèo', '%', 'derived', '{year}', 2, null, 'GN04', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'GN06A', 690, 'Giảm nghèo', 'Số hộ thoát nghèo', 'hộ', 'flow', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN06B', 700, 'Giảm nghèo', 'Số hộ tái nghèo', 'hộ', 'flow', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN06C', 710, 'Giảm nghèo', 'Số hộ nghèo phát sinh', 'hộ', 'flow', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN07', 720, 'Giảm nghèo', 'Số hộ làm nông, lâm, ngư nghiệp có mức sống trung bình', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08A', 730, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về việc làm', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08B', 740, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về người phụ thuộc trong hộ gia đình', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08C', 750, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về dinh dưỡng', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08D', 760, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về bảo hiểm y tế', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08E', 770, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về trình độ giáo dục của người lớn', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08F', 780, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về tình trạng đi học của trẻ em', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08G', 790, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về chất lượng nhà ở', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08H', 800, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về diện tích nhà ở bình quân đầu người', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08I', 810, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về nguồn nước sinh hoạt', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08J', 820, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về nhà tiêu hợp vệ sinh', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08K', 830, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về sử dụng dịch vụ viễn thông', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GN08L', 840, 'Giảm nghèo', 'Số hộ nghèo thiếu hụt về phương tiện phục vụ tiếp cận thông tin', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GD01', 850, 'Giáo dục', 'Số học sinh bỏ học giữa kỳ do kinh tế khó khăn', 'học sinh', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GD02A', 860, 'Giáo dục', 'Số trẻ ra lớp đúng độ tuổi', 'trẻ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GD02B', 870, 'Giáo dục', 'Số trẻ trong độ tuổi ra lớp', 'trẻ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'GD02', 880, 'Giáo dục', 'Tỷ lệ huy động trẻ ra lớp đúng độ tuổi', '%', 'derived', '{year}', 2, null, 'GD02A', 'GD02B', 100, '2021-01-01'),
(gen_random_uuid(), 'GD03', 890, 'Giáo dục', 'Số người được hỗ trợ học nghề', 'người', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'YT01A', 900, 'Y tế', 'Số người tham gia bảo hiểm y tế', 'người', 'stock', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'YT01', 910, 'Y tế', 'Tỷ lệ người dân tham gia bảo hiểm y tế', '%', 'derived', '{year}', 2, null, 'YT01A', 'DC02', 100, '2021-01-01'),
(gen_random_uuid(), 'YT02C', 920, 'Y tế', 'Số trẻ dưới 5 tuổi được cân, đo', 'trẻ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'YT02D', 930, 'Y tế', 'Số trẻ dưới 5 tuổi suy dinh dưỡng thể nhẹ cân', 'trẻ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'YT02E', 940, 'Y tế', 'Số trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi', 'trẻ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'YT02A', 950, 'Y tế', 'Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể nhẹ cân', '%', 'derived', '{year}', 2, null, 'YT02D', 'YT02C', 100, '2021-01-01'),
(gen_random_uuid(), 'YT02B', 960, 'Y tế', 'Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi', '%', 'derived', '{year}', 2, null, 'YT02E', 'YT02C', 100, '2021-01-01'),
(gen_random_uuid(), 'YT03', 970, 'Y tế', 'Số ca mắc dịch bệnh', 'ca', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'MT01A', 980, 'Môi trường', 'Số hộ có nhà tiêu hợp vệ sinh', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'MT01', 990, 'Môi trường', 'Tỷ lệ hộ có nhà tiêu hợp vệ sinh', '%', 'derived', '{year}', 2, null, 'MT01A', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'MT02A', 1000, 'Môi trường', 'Số hộ sử dụng nước hợp vệ sinh', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'MT02', 1010, 'Môi trường', 'Tỷ lệ hộ sử dụng nước hợp vệ sinh', '%', 'derived', '{year}', 2, null, 'MT02A', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'VH01A', 1020, 'Văn hóa', 'Số hộ đạt danh hiệu Gia đình văn hóa', 'hộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'VH01', 1030, 'Văn hóa', 'Tỷ lệ hộ đạt danh hiệu Gia đình văn hóa', '%', 'derived', '{year}', 2, null, 'VH01A', 'DC01', 100, '2021-01-01'),
(gen_random_uuid(), 'VH02A', 1040, 'Văn hóa', 'Số bản đạt chuẩn văn hóa', 'bản', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'VH02B', 1050, 'Văn hóa', 'Tổng số bản', 'bản', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'VH02', 1060, 'Văn hóa', 'Tỷ lệ bản đạt chuẩn văn hóa', '%', 'derived', '{year}', 2, null, 'VH02A', 'VH02B', 100, '2021-01-01'),
(gen_random_uuid(), 'LD01', 1070, 'Lao động', 'Số lao động được giới thiệu, tạo việc làm', 'người', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'LD02A', 1080, 'Lao động', 'Số lao động đã qua đào tạo', 'người', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'LD02B', 1090, 'Lao động', 'Tổng số lao động', 'người', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'LD02', 1100, 'Lao động', 'Tỷ lệ lao động qua đào tạo', '%', 'derived', '{year}', 2, null, 'LD02A', 'LD02B', 100, '2021-01-01'),
(gen_random_uuid(), 'AN01', 1110, 'An ninh - trật tự', 'Số vụ phạm pháp hình sự', 'vụ', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'AN02', 1120, 'An ninh - trật tự', 'Số vụ phạm tội về ma túy', 'vụ', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'AN03', 1130, 'An ninh - trật tự', 'Số vụ tai nạn giao thông', 'vụ', 'flow', '{month,quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'AN04A', 1140, 'An ninh - trật tự', 'Số đơn thư khiếu nại, tố cáo, kiến nghị tiếp nhận', 'đơn', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'AN04B', 1150, 'An ninh - trật tự', 'Số đơn thư khiếu nại, tố cáo, kiến nghị đã giải quyết', 'đơn', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'XD01', 1160, 'Hệ thống chính trị', 'Số đảng viên mới kết nạp', 'người', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'XD02A', 1170, 'Hệ thống chính trị', 'Số chi bộ bản có chi ủy', 'chi bộ', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'XD02B', 1180, 'Hệ thống chính trị', 'Số bản chưa có đảng viên', 'bản', 'stock', '{year}', 0, null, '', '', 1, '2021-01-01'),
(gen_random_uuid(), 'XD03', 1190, 'Hệ thống chính trị', 'Số lượt cán bộ xã, bản được tập huấn, bồi dưỡng', 'lượt người', 'flow', '{quarter,year}', 0, null, '', '', 1, '2021-01-01');

create unique index indicator_in_use on indicator (code, commune_id) nulls not distinct where "to" is null and status <> 'withdrawn';

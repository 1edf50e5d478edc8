/**
 * The regulation, word for word; only the line breaks of the printed pages are joined and the chapters' titles set in small letters.
 * One paragraph is one clause. The rest of the portal cites it from here: the page that shows it, the clause a plan's task belongs to.
 */
const regulation = `
Chương I. Những quy định chung

Điều 1. Phạm vi điều chỉnh

Quy chế này quy định nhiệm vụ, mối quan hệ phối hợp giữa các cơ quan, đơn vị, doanh nghiệp được giao nhiệm vụ giúp xã đặc biệt khó khăn
(sau đây gọi chung là đơn vị) với UBND các huyện, thị xã, thành phố và UBND các xã đặc biệt khó khăn trên địa bàn tỉnh trong việc thực
hiện nhiệm vụ giúp đỡ các xã đặc biệt.

Điều 2. Đối tượng áp dụng

Quy chế này áp dụng đối với các đơn vị, UBND cấp huyện, UBND các xã và các cá nhân có liên quan đến việc thực hiện giúp đỡ các xã đặc
biệt khó khăn trên địa bàn tỉnh Điện Biên.

Điều 3. Nguyên tắc phối hợp

1. Trên cơ sở lĩnh vực chuyên môn và điều kiện thực tế của từng đơn vị, thực hiện phối hợp với UBND huyện, UBND xã đặc biệt khó khăn để
có những định hướng, mục tiêu nhiệm vụ, giải pháp phù hợp, phát huy tối đa có hiệu quả các nguồn lực từ cơ chế chính sách, từ các chương
trình dự án, điều kiện tự nhiên, tiềm năng sẵn có của địa phương để phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh trên địa
bàn các xã.

2. Các đơn vị thực hiện tư vấn, tham gia, đóng góp ý kiến cho chính quyền các xã trong thực hiện các nhiệm vụ kinh tế, chính trị tại địa
phương; Kết hợp vận động các nguồn lực để phát triển sản xuất, hỗ trợ thành lập các hợp tác xã liên kết với các nhà đầu tư để phát triển
sản xuất, tạo ra các đầu mối liên kết, hợp tác trong chuỗi sản xuất và tiêu thụ sản phẩm giúp người dân xóa đói giảm nghèo, xây dựng
nông thôn mới, phát triển bền vững, giúp người dân vươn lên làm giàu trên chính mảnh đất của họ.

3. Các đơn vị được phân công phụ trách giúp đỡ xã phối hợp với các sở, ngành có liên quan và UBND các huyện, thị xã, thành phố theo
hướng tư vấn, tham gia, đóng góp ý kiến vào các nội dung công việc của cấp xã, không thực hiện làm thay các công việc của cấp ủy, chính
quyền các xã.

Chương II. Nội dung phối hợp

Điều 4. Về phát triển kinh tế

1. Tham gia góp ý xây dựng kế hoạch phát triển kinh tế - xã hội của xã, tư vấn, hỗ trợ giúp đỡ xã triển khai thực hiện tốt Chương trình
mục tiêu Quốc gia xây dựng nông thôn mới giai đoạn 2021-2025, Chương trình mục tiêu giảm nghèo bền vững giai đoạn 2021-2025, Chương
trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2030. Giúp đỡ triển khai
thực hiện dự án đầu tư, phát triển sản xuất, kêu gọi thu hút đầu tư, phương thức đơn vị thực hiện, trên tinh thần củng cố và phát huy
tính chủ động, tự chủ của cấp ủy, chính quyền các xã trong triển khai các nhiệm vụ kinh tế, chính trị trên địa bàn.

2. Phối hợp xây dựng các mô hình sản xuất nông lâm nghiệp theo hướng phát triển bền vững, tăng cường công tác tập huấn tuyên truyền
chuyển giao công nghệ mới, các quy trình kỹ thuật tiên tiến ứng dụng khoa học kỹ thuật trong sản xuất, nâng cao nhận thức của người dân
trong việc xử lý các sản phẩm phụ trong nông nghiệp nhằm tạo môi trường sản xuất nông nghiệp sạch, an toàn cho sức khỏe cộng đồng, lựa
chọn mô hình, hàng hóa trọng tâm trên địa bàn để phát triển sản phẩm OCOP của địa phương.

3. Tư vấn giúp xã thiết lập các hệ thống chỉ tiêu giám sát, đánh giá tình hình thực hiện công tác xóa đói giảm nghèo, theo dõi tình hình
thực hiện, tổ chức báo cáo định kỳ.

4. Tư vấn giúp xã bảo vệ và phát huy các nguồn lợi tự nhiên như: rừng, đất rừng, nguồn nước, mặt nước, khoáng sản... Phối hợp với ngành
Nông nghiệp và PTNT và UBND huyện, thị xã, thành phố hỗ trợ giống cây, con; tăng cường biện pháp bảo vệ, phát triển rừng và nuôi trồng
thủy sản.

5. Việc giúp đỡ về vật chất từ nguồn lực của từng đơn vị, tùy theo khả năng; tuy nhiên, các đơn vị có điều kiện huy động, kêu gọi nguồn
vốn giúp đỡ cần chọn mục tiêu đầu tư để phát huy hiệu quả lâu dài và tăng tính tích cực, chủ động, tự giác của cơ sở và người dân.

6. Các đơn vị kêu gọi, phối hợp với các doanh nghiệp, cá nhân triển khai xây dựng các mô hình sản xuất bền vững cho xã trên cơ sở phát
huy tiềm năng, thế mạnh của địa phương; để từ đó người dân tự nhân rộng, lan tỏa mô hình hay, cách làm hiệu quả trong sản xuất.

7. Tham gia cùng với các xã quản lý và sử dụng hiệu quả các nguồn vốn từ chương trình, dự án về xóa đói giảm nghèo, giúp các hộ dân tiếp
cận với các nguồn vốn, đặc biệt là nguồn vốn tín dụng chính sách; vận động nhân dân tham gia bảo vệ, duy tu và bảo dưỡng các công trình
đã được đầu tư xây dựng nhằm nâng cao tinh thần trách nhiệm của người dân, góp phần phát huy hiệu quả bền vững của các dự án.

Điều 5. Về văn hóa - xã hội

1. Giúp xã xây dựng đời sống văn hóa mới ở từng khu vực dân cư; bảo tồn phát huy bản sắc văn hóa các dân tộc, các di tích lịch sử, môi
trường sinh thái gắn với phát triển du lịch; bài trừ tệ nạn xã hội, các hủ tục lạc hậu. Tuyên truyền khơi dậy tinh thần tự lực, ý chí
chủ động và khát vọng vươn lên thoát nghèo, làm giàu chính đáng, xây dựng nếp sống văn minh, gia đình văn hóa.

2. Rà soát, nắm rõ và giám sát việc tổ chức thực hiện có hiệu quả các chính sách an sinh xã hội, phát triển sự nghiệp giáo dục, y tế
trên địa bàn; phối hợp giúp xã trong việc nâng cao chất lượng giáo dục và đào tạo trên địa bàn, tập trung hỗ trợ để giảm số trẻ em bỏ
học giữa kỳ do điều kiện kinh tế khó khăn; phối hợp cùng xã để chủ động, tích cực phòng, chống dịch bệnh, nâng cao chất lượng khám, chữa
bệnh. Huy động kinh phí, hỗ trợ người dân thuộc đối tượng chính sách đặc biệt khó khăn của xã để giúp đỡ theo học các trường đào tạo
nghề trên địa bàn tỉnh.

3. Tư vấn cho xã về bảo đảm bình đẳng giới trong mọi lĩnh vực đời sống xã hội; tạo sự bình đẳng về giới, nâng cao hiệu quả hoạt động vì
sự tiến bộ của phụ nữ, giảm dần khoảng cách về giới, xóa bỏ dần các định kiến về giới; vận động sinh đẻ có kế hoạch.

4. Định hướng giúp đỡ nhằm nâng cao thể trạng, tầm vóc người dân tộc thiểu số; phòng chống suy dinh dưỡng ở trẻ em; nâng cao sức khỏe
sinh sản, giảm mạnh tỷ lệ sinh ở những xã có tỷ lệ tăng dân số tự nhiên cao; phối hợp cùng xã để chủ động, tích cực phòng, chống dịch
bệnh, nâng cao chất lượng khám, chữa bệnh.

5. Vận động Nhân dân cải thiện môi trường sống (đảm bảo vệ sinh môi trường nông thôn như xây dựng nhà vệ sinh tại các gia đình, quét
dọn, phát quang đường nội bộ của thôn, bản,...) vận động nhân dân tham gia phát triển rừng phòng hộ, rừng sản xuất, phối hợp soạn thảo
hương ước về xây dựng thôn bản văn hóa.

6. Giúp đỡ hướng nghiệp, liên kết với các đơn vị, doanh nghiệp hỗ trợ việc làm cho lao động địa phương.

Điều 6. Về củng cố an ninh - quốc phòng

1. Các đơn vị giúp xã cần chủ động phối hợp với UBND các huyện, thị xã, thành phố, UBND các xã được giúp đỡ chủ động nắm chắc, dự báo
đúng tình hình an ninh - quốc phòng, kịp thời phối hợp với các lực lượng đứng chân trên địa bàn trong đấu tranh làm thất bại âm mưu,
hoạt động “diễn biến hòa bình”, bạo loạn lật đổ của các thế lực thù địch không để bị động, bất ngờ; không để phát sinh “điểm nóng”; đảm
bảo tốt an ninh, trật tự, an toàn xã hội, nhất là các địa bàn có hoạt động tuyên truyền thành lập “Nhà nước riêng”, hoạt động tôn giáo
trái pháp luật.

2. Gắn phát triển kinh tế với củng cố an ninh - quốc phòng, xây dựng và củng cố nền quốc phòng toàn dân, an ninh nhân dân. Tham gia, tư
vấn, hướng dẫn đầu tư nâng cao hiệu quả cho các công trình phòng thủ trọng điểm trên địa bàn xã. Tăng cường quan hệ hợp tác trong quản
lý và chống tội phạm trên khu vực biên giới, nhằm xây dựng các khu vực biên giới Hòa Bình, ổn định và phát triển.

Điều 7. Phối hợp xây dựng, củng cố hệ thống chính trị

1. Tham gia phối hợp cùng với các ban ngành liên quan của huyện củng cố cơ sở chính trị, nâng cao năng lực lãnh đạo của tổ chức Đảng,
hiệu lực, hiệu quả điều hành của chính quyền và hoạt động của MTTQVN, các đoàn thể của xã.

2. Tham gia nắm bắt tình hình an ninh chính trị ở cơ sở, phối hợp thực hiện kế hoạch phát triển tổ chức cơ sở đảng và đảng viên; kế
hoạch đào tạo, bồi dưỡng cán bộ xã. Tăng cường tập huấn, bồi dưỡng cho cán bộ xã, bản về lý luận chính trị, quản lý, về công tác khuyến
nông, xây dựng nông thôn mới, về công tác dân vận để giúp đỡ nhân dân phát triển sản xuất.

Chương III. Tổ chức thực hiện

Điều 8. Nhiệm vụ thường xuyên của các đơn vị được phân công giúp xã đặc biệt khó khăn.

1. Các đơn vị được phân công giúp đỡ xã đặc biệt khó khăn thực hiện các nhiệm vụ thường xuyên phù hợp với khả năng và lĩnh vực chuyên
môn của từng đơn vị theo các nội dung cụ thể quy định tại Chương II.

2. Nắm rõ tình hình kinh tế - xã hội đảm bảo quốc phòng an ninh trên địa bàn xã; xây dựng kế hoạch chi tiết và các phương án, kế hoạch
triển khai thực hiện công tác giúp đỡ xã; kế hoạch bao gồm mục tiêu, nhiệm vụ và nội dung dự kiến giúp đỡ xã theo 6 tháng và hằng năm;
thống nhất với cấp huyện và cấp xã để đơn vị triển khai thực hiện.

Điều 9. Quyền hạn của các đơn vị giúp đỡ xã

1. Được tham dự và tham gia ý kiến tại các cuộc họp của Đảng ủy, HĐND, UBND và các đơn vị chính trị xã hội ở xã trong các đợt sơ kết,
tổng kết, đại hội.

2. Được tham dự các cuộc họp, cuộc làm việc của huyện với xã; được tham gia ý kiến, thảo luận và đề xuất các giải pháp tháo gỡ khó khăn
cho xã.

3. Được tham gia cùng với xã xây dựng các đề án, dự án kêu gọi đầu tư giúp đỡ của Nhà nước, các tổ chức phi Chính phủ, các tổ chức, cá
nhân, nhà hảo tâm đầu tư xây dựng các công trình phúc lợi, các chương trình bồi dưỡng đào tạo nghề, phát triển nguồn nhân lực, hỗ trợ
sản xuất góp phần phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh trên địa bàn.

4. Được cung cấp thông tin về tình hình kinh tế, xã hội của xã thông qua chế độ thông tin báo cáo định kỳ, đột xuất.

Điều 10. Nhiệm vụ và quyền hạn UBND cấp huyện

1. Thường xuyên bám sát cơ sở để lãnh đạo, chỉ đạo, đơn vị triển khai nhiệm vụ phát triển kinh tế - xã hội trên địa bàn xã; đôn đốc thực
hiện các dự án đầu tư, các chương trình, chính sách hỗ trợ của nhà nước ở cơ sở theo phân cấp, tăng cường vai trò quản lý, kiểm tra,
giám sát UBND các xã trong quá trình triển khai thực hiện. Chủ động đề xuất với các đơn vị các nội dung cần hỗ trợ, giúp xã phù hợp với
yêu cầu nhiệm vụ của địa phương tại từng thời điểm.

2. Quán triệt, chỉ đạo UBND các xã phối hợp chặt chẽ với các đơn vị giúp xã để xây dựng và triển khai kế hoạch phát triển phát triển
kinh tế - xã hội, đảm bảo quốc phòng an ninh, củng cố hệ thống chính trị, chủ động chỉ đạo các xã xây dựng chương trình phối hợp với các
đơn vị được giao giúp đỡ xã, trong đó cần xác định rõ mục đích yêu cầu, nội dung phối hợp và công tác kiểm tra, đánh giá kết quả thực
hiện nhằm rút kinh nghiệm để triển khai các dự án, chương trình, chính sách trên địa bàn.

3. Tạo điều kiện thuận lợi để cán bộ của các đơn vị triển khai hoạt động ở xã được thuận lợi.

Điều 11. Nhiệm vụ và quyền hạn của UBND các xã được giúp đỡ

1. Chủ động phối hợp với các đơn vị được giao nhiệm vụ giúp xã xác định rõ nội dung, nhiệm vụ trọng tâm về phát triển kinh tế - xã hội,
an ninh - quốc phòng (không coi nhiệm vụ giúp xã khó khăn chỉ là việc ủng hộ, giúp đỡ về vật chất) để tăng cường phối hợp với các đơn vị
được giao giúp đỡ xã trong việc xây dựng và hiện thực hóa các mục tiêu, nhiệm vụ đã đề ra với từng lộ trình kế hoạch cụ thể, tập trung
tuyên truyền nâng cao nhận thức cho Nhân dân các dân tộc trên địa bàn, tạo sự đồng thuận từ cấp ủy, chính quyền và cộng đồng dân cư
trong quá trình triển khai nhiệm vụ.

2. Chủ trì, phối hợp với đơn vị được giao nhiệm vụ giúp đỡ xã đặc biệt khó khăn trong việc xây dựng chương trình, kế hoạch giúp đỡ các
xã và đơn vị triển khai thực hiện các nhiệm vụ phục vụ cho phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh và xây dựng hệ
thống chính trị trên địa bàn. Chủ động mời đơn vị được giao giúp đỡ xã tham dự hội nghị, kỳ họp của Đảng ủy, HĐND, UBND, MTTQVN và các
đoàn thể chính trị xã hội của xã khi cần thiết.

3. Quản lý hiệu quả các nguồn lực được hỗ trợ và thực hiện chính sách đúng phạm vi đối tượng thụ hưởng, đảm bảo tính bền vững và lan
tỏa.

4. Báo cáo phản ánh trung thực theo tháng, quý, năm về tình hình kinh tế - xã hội, quốc phòng - an ninh gửi các đơn vị giúp xã và UBND
huyện nắm bắt để chỉ đạo thực hiện. Báo cáo cần làm rõ những việc xã đã làm được, chưa làm được, nguyên nhân, giải pháp, kiến nghị, đề
xuất với đơn vị giúp xã và UBND cấp huyện.

5. Tạo mọi điều kiện thuận lợi cho các đơn vị được tỉnh giao giúp xã hoàn thành nhiệm vụ.

Điều 12. Khen thưởng và kỷ luật

1. Việc thực hiện nhiệm vụ phụ trách, giúp đỡ xã đặc biệt khó khăn của các đơn vị được tính vào tiêu chí chấm điểm thi đua hàng năm theo
quy định hiện hành. Kết thúc giai đoạn 2021-2025, UBND tỉnh sẽ tổng kết đánh giá kết quả thực hiện việc giúp đỡ của các cơ quan, đơn vị
và xét khen thưởng đối với những đơn vị có nhiều thành tích trong giúp đỡ xã đặc biệt khó khăn.

2. Đối với các đơn vị đã được phân công phụ trách, giúp đỡ xã đặc biệt khó khăn nhưng không triển khai thực hiện nhiệm vụ (không có báo
cáo lý do của đơn vị được giao phụ trách) tùy theo mức độ vi phạm sẽ bị xử lý kỷ luật theo quy định của pháp luật.

Điều 13. Điều khoản thi hành

1. Căn cứ nhiệm vụ được phân công, thủ trưởng các đơn vị được phân công giúp đỡ các xã khó khăn chủ động phối hợp với cấp ủy, chính
quyền các xã để thống nhất nội dung kế hoạch, phương thức giúp các xã đảm bảo các nội dung theo quy chế phối hợp. Định kỳ báo cáo kết
quả thực hiện về Sở Kế hoạch và Đầu tư trước ngày 31 tháng 12 hằng năm để tổng hợp báo cáo UBND tỉnh.

2. Ủy ban nhân dân cấp huyện: Định kỳ rà soát, tổng hợp và gửi báo cáo tình hình thực hiện và kết quả giúp đỡ các xã đặc biệt khó khăn
trên địa bàn huyện trước ngày 31 tháng 12 hằng năm về Sở Kế hoạch và Đầu tư để tổng hợp báo cáo UBND tỉnh.

3. Sở Kế hoạch và Đầu tư: Định kỳ hằng năm tổng hợp xây dựng báo cáo tổng kết của tỉnh về tình hình triển khai thực hiện nhiệm vụ giúp
đỡ các xã khó khăn trên địa bàn tỉnh, gửi UBND tỉnh trước ngày 10 tháng 01 năm liền kề.

4. Nguồn kinh phí phục vụ cho công tác giúp đỡ các xã khó khăn do cơ quan, đơn vị được phân công giúp đỡ tự đảm bảo. Khuyến khích đơn vị
kêu gọi nguồn tài trợ hợp pháp để tạo nguồn lực đầu tư giúp đỡ các xã xây dựng kết cấu hạ tầng kinh tế - xã hội phục vụ phát triển sản
xuất, đảm bảo an sinh xã hội trên địa bàn các xã đặc biệt khó khăn.

5. Trong quá trình đơn vị triển khai thực hiện nếu có khó khăn vướng mắc các cơ quan đơn vị tổng hợp báo cáo, kiến nghị gửi về UBND tỉnh
(qua Sở Kế hoạch và Đầu tư) để tổng hợp tham mưu trình UBND tỉnh xem xét điều chỉnh cho phù hợp với điều kiện thực tế trong tổ chức thực
hiện./.
`

/** The decision that issued it: its grounds, its two numbered articles, and who carries it out (without a heading in the copy at hand). */
const issued = `
Căn cứ Luật Tổ chức Chính quyền địa phương ngày 19/6/2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức
Chính quyền địa phương ngày 22 tháng 11 năm 2019;

Căn cứ Quyết định số 861/QĐ-TTg ngày 04/6/2021 của Thủ tướng Chính phủ về việc phê duyệt danh sách các xã khu vực III, khu vực II, khu
vực I thuộc vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2025;

Thực hiện Thông báo số 335-TB/TU ngày 07/10/2021 của Ban Thường vụ Tỉnh ủy về chủ trương tiếp tục thực hiện chương trình giúp đỡ các xã
đặc biệt khó khăn trên địa bàn tỉnh, giai đoạn 2021-2025;

Tiếp theo Quyết định số 2072/QĐ-UBND ngày 17/11/2021 của UBND tỉnh Phân công nhiệm vụ cho các sở, ban, ngành, đoàn thể tỉnh, các đơn vị,
doanh nghiệp giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025;

Theo đề nghị của Giám đốc Sở Kế hoạch và Đầu tư,

Điều 1. Ban hành kèm theo Quyết định này, Quy chế phối hợp thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện
Biên giai đoạn 2021-2025.

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.

Chánh Văn phòng UBND tỉnh; Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh, đơn vị, doanh nghiệp được giao nhiệm vụ giúp xã đặc biệt khó
khăn; Chủ tịch UBND các huyện, thị xã, thành phố; Chủ tịch UBND các xã đặc biệt khó khăn trên địa bàn tỉnh chịu trách nhiệm thi hành
Quyết định này./.
`

export type Clause = { number?: number; text: string }
export type Article = { number: number; title: string; clauses: Clause[] }
export type Chapter = { number: string; title: string; articles: Article[] }

export const chapters = read(regulation)
export const articles = chapters.flatMap((chapter) => chapter.articles)

const preamble = paragraphs(issued)

export const decision = {
  number: '253/QĐ-UBND',
  date: '08/02/2022',
  issuer: 'Ủy ban nhân dân tỉnh Điện Biên',
  title: 'Ban hành Quy chế phối hợp thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025',
  grounds: preamble.filter((text) => !/^(Điều|Chánh) /.test(text)),
  articles: preamble.filter((text) => /^Điều /.test(text)),
  charge: preamble.at(-1) ?? '',
  place: 'Điện Biên, ngày 08 tháng 02 năm 2022',
  signed: ['TM. Ủy ban nhân dân', 'Chủ tịch', 'Lê Thành Đô'],
  receivers: [
    'Như Điều 3;',
    'TT. Tỉnh ủy (b/c);',
    'TT. HĐND tỉnh (b/c);',
    'Đoàn ĐB Quốc hội tỉnh (b/c);',
    'Lãnh đạo UBND tỉnh;',
    'Lưu VT, KT(NQT).',
  ],
} as const

/** The four areas of help: the articles of Chương II. */
export const areas = {
  economy: { article: 4, name: 'Phát triển kinh tế' },
  society: { article: 5, name: 'Văn hóa - xã hội' },
  security: { article: 6, name: 'Quốc phòng - an ninh' },
  politics: { article: 7, name: 'Hệ thống chính trị' },
} as const

export type Area = keyof typeof areas

export const clauseCodes = [
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.5',
  '4.6',
  '4.7',
  '5.1',
  '5.2',
  '5.3',
  '5.4',
  '5.5',
  '5.6',
  '6.1',
  '6.2',
  '7.1',
  '7.2',
] as const

export type ClauseCode = (typeof clauseCodes)[number]

/** For choosing: the clause in at most ninety characters. */
export const clauseShort: Record<ClauseCode, string> = {
  '4.1': 'Khoản 1: Góp ý kế hoạch kinh tế - xã hội, chương trình mục tiêu quốc gia, thu hút đầu tư',
  '4.2': 'Khoản 2: Mô hình sản xuất, chuyển giao kỹ thuật, sản phẩm OCOP',
  '4.3': 'Khoản 3: Hệ thống chỉ tiêu giám sát, đánh giá xóa đói giảm nghèo, báo cáo định kỳ',
  '4.4': 'Khoản 4: Bảo vệ rừng, đất, nguồn nước; giống cây, con; nuôi trồng thủy sản',
  '4.5': 'Khoản 5: Giúp đỡ về vật chất, huy động vốn cho mục tiêu lâu dài',
  '4.6': 'Khoản 6: Kêu gọi doanh nghiệp, cá nhân xây dựng mô hình sản xuất bền vững',
  '4.7': 'Khoản 7: Quản lý, sử dụng vốn giảm nghèo, tín dụng chính sách; bảo dưỡng công trình',
  '5.1': 'Khoản 1: Đời sống văn hóa, bản sắc dân tộc, du lịch; bài trừ tệ nạn, hủ tục',
  '5.2': 'Khoản 2: An sinh xã hội, giáo dục, y tế, đào tạo nghề',
  '5.3': 'Khoản 3: Bình đẳng giới, sự tiến bộ của phụ nữ, sinh đẻ có kế hoạch',
  '5.4': 'Khoản 4: Thể trạng, dinh dưỡng trẻ em, sức khỏe sinh sản; phòng, chống dịch bệnh',
  '5.5': 'Khoản 5: Vệ sinh môi trường, phát triển rừng, hương ước thôn bản văn hóa',
  '5.6': 'Khoản 6: Hướng nghiệp, hỗ trợ việc làm cho lao động địa phương',
  '6.1': 'Khoản 1: Nắm tình hình an ninh - quốc phòng; giữ an ninh, trật tự, an toàn xã hội',
  '6.2': 'Khoản 2: Gắn kinh tế với an ninh - quốc phòng; công trình phòng thủ; khu vực biên giới',
  '7.1': 'Khoản 1: Củng cố tổ chức Đảng, chính quyền, MTTQVN và các đoàn thể của xã',
  '7.2': 'Khoản 2: Phát triển tổ chức đảng, đảng viên; đào tạo, bồi dưỡng cán bộ xã, bản',
}

/** What a code stands for: `clause('5.2')` is khoản 2 Điều 5. */
export function clause(code: ClauseCode) {
  const [article, number] = code.split('.').map(Number)
  const text = articles.find((one) => one.number === article)?.clauses.find((one) => one.number === number)?.text
  const area = (Object.keys(areas) as Area[]).find((one) => areas[one].article === article)
  if (!article || !number || !text || !area) throw new Error(`Quy chế has no clause ${code}`)
  return { article, clause: number, text, area }
}

function paragraphs(text: string) {
  return text
    .trim()
    .split('\n\n')
    .map((lines) => lines.replaceAll('\n', ' '))
}

function read(text: string) {
  const found: Chapter[] = []
  for (const paragraph of paragraphs(text)) {
    const [, kind, number, words = ''] = /^(?:(Chương|Điều) )?(?:(\w+)\. )?(.*)$/.exec(paragraph) ?? []
    const chapter = found.at(-1)
    if (kind === 'Chương') found.push({ number: number ?? '', title: words, articles: [] })
    else if (kind === 'Điều') chapter?.articles.push({ number: Number(number), title: words, clauses: [] })
    else chapter?.articles.at(-1)?.clauses.push(number ? { number: Number(number), text: words } : { text: words })
  }
  return found
}

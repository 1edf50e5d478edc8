/** What an error page says when the refusal itself brings no words: what happened, and what to do next. */
export const excuses: Record<403 | 404 | 409 | 413 | 422 | 429 | 500 | 503, { title: string; message: string; advice: string }> = {
  403: {
    title: 'Tài khoản của bạn không làm được việc này',
    message: 'Theo Quy chế và phân công hiện nay, việc này do cơ quan khác hoặc người khác trong cơ quan bạn làm. Chưa có gì thay đổi.',
    advice: 'Nếu cho rằng đây là việc của mình, liên hệ người quản trị của cơ quan hoặc Sở Kế hoạch và Đầu tư.',
  },
  404: {
    title: 'Không tìm thấy trang này',
    message: 'Địa chỉ có thể đã gõ sai, hoặc trang thuộc cơ quan khác mà tài khoản của bạn không được xem.',
    advice: 'Nếu cho rằng mình phải được xem trang này, liên hệ người quản trị của cơ quan hoặc Sở Kế hoạch và Đầu tư.',
  },
  409: {
    title: 'Không còn làm được việc này nữa',
    message: 'Hồ sơ đã đổi tình trạng sau khi bạn mở trang, nên cổng chưa ghi bước bạn vừa chọn.',
    advice: 'Mở lại hồ sơ để xem tình trạng mới nhất và nhật ký. Nội dung đã lưu trước đó vẫn còn.',
  },
  413: {
    title: 'Nội dung gửi lên quá lớn',
    message: 'Lần gửi này vượt dung lượng cổng nhận được, nên cổng chưa ghi. Nội dung đã lưu trước đó vẫn còn.',
    advice: 'Bấm nút quay lại của trình duyệt: chữ vừa nhập thường vẫn còn trong các ô. Rút gọn nội dung rồi lưu lại.',
  },
  422: {
    title: 'Cổng chưa đọc được nội dung vừa gửi',
    message: 'Có giá trị không đúng dạng, nên cổng chưa ghi. Nội dung đã lưu trước đó vẫn còn.',
    advice: 'Bấm nút quay lại của trình duyệt, xem lại các ô vừa nhập rồi gửi lại.',
  },
  429: {
    title: 'Đã thử quá nhiều lần trong thời gian ngắn',
    message: 'Để bảo vệ tài khoản, cổng tạm ngừng nhận yêu cầu này. Nội dung đã lưu trước đó vẫn còn.',
    advice: 'Chờ vài phút rồi thử lại. Nếu quên mật khẩu, liên hệ người quản trị của cơ quan.',
  },
  500: {
    title: 'Cổng gặp lỗi',
    message: 'Lỗi thuộc về cổng, không phải do bạn. Thao tác vừa rồi có thể chưa được ghi; nội dung đã lưu trước đó vẫn còn.',
    advice: 'Mở lại trang xem thao tác đã được ghi chưa, rồi làm lại nếu cần. Nếu vẫn gặp lỗi, báo Sở Kế hoạch và Đầu tư.',
  },
  503: {
    title: 'Cổng đang bận',
    message: 'Cổng chưa xử lý kịp yêu cầu này nên chưa ghi gì. Nội dung đã lưu trước đó vẫn còn.',
    advice: 'Chờ một phút rồi làm lại thao tác vừa rồi.',
  },
}

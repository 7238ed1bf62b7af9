import Casework

/// What stands before a number and says what it is.
struct NumberContext {
  /// The words before it, back to the end of the sentence before.
  private let words: String

  init(_ text: FoldedText, before place: Int) {
    var start = place
    while start > 0, place - start < 16, !NumberContext.ends(text.folded[start - 1]) { start -= 1 }
    words = text.foldedString(start..<place)
  }

  private static func ends(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == ";" || scalar == "!" || scalar == "?" || scalar == "\n"
  }

  private func says(_ list: [String], within count: Int = 16) -> Bool {
    let near = String(words.suffix(count))
    return list.contains(where: near.contains)
  }

  /// A number to call somebody by.
  var namesNumber: Bool {
    says(["电话", "手机", "号码", "联系", "致电", "拨打", "打给", "短信", "微信", "tel"], within: 8)
  }

  var namesIdentity: Bool { says(["身份证", "证件号", "证号", "公民身份", "sfz"], within: 10) }

  var namesCard: Bool {
    says(
      [
        "卡号", "银行", "账号", "帐号", "账户", "帐户", "存折", "工行", "农行", "建行", "中行", "农商行", "信用社", "收款", "打到",
        "汇到",
      ],
      within: 12)
  }

  /// A number of papers and orders, which somebody has to find again.
  var namesTicket: Bool {
    says(["来源号", "工单", "单号", "编号", "文号", "合同", "订单", "发票", "受理号", "案号", "流水号", "信用代码"], within: 8)
  }

  /// A telephone at home: said so, or by somebody's name. That of an office is everybody's.
  var namesHome: Bool {
    if says(["家里电话", "家中电话", "家庭电话", "住宅电话", "宅电", "家电话", "家座机", "家里座机", "家里的电话", "家属电话", "本人电话"]) {
      return true
    }
    guard !says(NumberContext.offices) else { return false }
    var name = words[...]
    while let label = NumberContext.labels.first(where: name.hasSuffix) {
      name = name.dropLast(label.count)
    }
    if NumberContext.addresses.contains(where: name.hasSuffix) { return true }
    let scalars = Array(name.unicodeScalars)
    // 张建国8850123: a surname and one or two characters more, where a phrase begins.
    return (2...3).contains { length in
      guard scalars.count >= length else { return false }
      let begin = scalars.count - length
      guard Surnames.all.contains(scalars[begin]), scalars[begin...].allSatisfy(\.isHan) else {
        return false
      }
      if begin == 0 || !scalars[begin - 1].isHan { return true }
      let before = String(String.UnicodeScalarView(scalars[..<begin]))
      return NumberContext.introducing.contains(where: before.hasSuffix)
    }
  }

  private static let offices = [
    "值班", "办公", "热线", "单位", "窗口", "大厅", "前台", "总机", "客服", "服务", "监督", "举报", "咨询", "公司", "中心", "局",
    "所",
    "站", "街道", "村委", "社区", "学校", "医院", "物业", "主任", "书记", "科长", "所长", "局长", "站长", "镇长",
  ]
  private static let labels = [
    "座机", "固话", "电话", "联系方式", "号码", "联系", "号", "的", "是", "为", "打", ":", " ", ",", "(",
  ]
  private static let addresses = [
    "先生", "女士", "小姐", "阿姨", "大爷", "大妈", "大叔", "大姐", "大哥", "奶奶", "爷爷", "师傅", "老师", "老伯", "大伯", "某",
  ]
  private static let introducing = ["居民", "村民", "业主", "住户", "群众", "户主", "联系人", "找", "请"]
}

import Casework

/// Whether a text may accuse a person: somebody who holds an office, or a name, near a deed of the
/// table. Such a text is neither registered nor echoed nor written down anywhere.
///
/// It would rather hold back a text too many: leaving the person out, or `范围：对事`, mends that.
public enum Accusation {
  /// Whether the text may accuse a person.
  static func suspects(_ text: FoldedText) -> Bool {
    guard text.count >= 4 else { return false }
    let deeds = Deeds.found(in: text.folded)
    guard !deeds.isEmpty else { return false }
    let persons = PersonsNamed.found(in: text.folded, before: deeds)
    return deeds.contains { deed in
      persons.contains { isNear($0, deed, text.folded) }
    }
  }

  /// So many scalars may stand between person and deed.
  private static let reach = 14

  private static func isNear(
    _ person: Range<Int>, _ deed: Deeds.Found, _ text: [Unicode.Scalar]
  ) -> Bool {
    let (left, right) =
      person.lowerBound <= deed.range.lowerBound ? (person, deed.range) : (deed.range, person)
    let gap = left.upperBound..<max(left.upperBound, right.lowerBound)
    if deed.aimsAhead {
      guard person.lowerBound >= deed.range.upperBound, gap.count <= 4 else { return false }
    }
    return gap.count <= reach && !text[gap].contains { Accusation.endsSentence($0) }
  }

  static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == ";" || scalar == "\n"
  }
}

/// The deeds of the table, found in a folded text.
enum Deeds {
  struct Found {
    var range: Range<Int>
    /// Counts only for a person named right behind it: 举报王站长, not 向王站长举报.
    var aimsAhead = false
  }

  /// A word that is a deed by itself, or becomes one by an object within so many scalars behind.
  private struct Deed {
    var head: [Unicode.Scalar]
    var objects: [[Unicode.Scalar]]
    var gap: Int
    var aimsAhead = false
  }

  static func found(in text: [Unicode.Scalar]) -> [Found] {
    var found: [Found] = []
    for index in text.indices {
      for deed in table[text[index]] ?? [] where begins(deed.head, in: text, at: index) {
        let behind = index + deed.head.count
        if deed.objects.isEmpty {
          guard !isForbidden(text, at: index) else { continue }
          found.append(Found(range: index..<behind, aimsAhead: deed.aimsAhead))
        } else if let end = object(of: deed, in: text, from: behind),
          !isForbidden(text, at: index)
        {
          found.append(Found(range: index..<end))
        }
      }
    }
    return found
  }

  private static func object(
    of deed: Deed, in text: [Unicode.Scalar], from start: Int
  ) -> Int? {
    var index = start
    while index <= min(start + deed.gap, text.count - 1) {
      if let object = deed.objects.first(where: { begins($0, in: text, at: index) }) {
        return index + object.count
      }
      if Accusation.endsSentence(text[index]) || text[index] == "," { return nil }
      index += 1
    }
    return nil
  }

  static func begins(_ word: [Unicode.Scalar], in text: [Unicode.Scalar], at index: Int) -> Bool {
    guard index >= 0, index + word.count <= text.count else { return false }
    for offset in word.indices where text[index + offset] != word[offset] { return false }
    return true
  }

  /// 严禁收受红包 is a rule, not a deed.
  private static func isForbidden(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    (2...6).contains { back in
      let start = index - back
      return start >= 0 && forbidding.contains { begins($0, in: text, at: start) }
    }
  }

  private static let forbidding = words("严禁 禁止 不准 不得 不许 杜绝 防止 拒收 拒绝 抵制")

  private static let gifts =
    "购物卡 红包 礼金 礼品 礼物 礼卡 加油卡 消费卡 提货卡 烟酒 名烟 名酒 好烟 好酒 茅台 回扣 好处费 好处 贿 干股 "
    + "茶水费 辛苦费 感谢费 跑腿费 人情费 土特产 黑钱 名表 股份 住房 房子 轿车"
  private static let money = "钱 款 现金 元 块 万"

  private static let rows: [(heads: String, objects: String, gap: Int)] = [
    ("收 收受 收取 要 拿 索 索要 索取 讨要 送 塞 接受", gifts, 8),
    ("收受 索要 索取 送 塞 私收 勒索", money, 6),
    ("收了 收过 收人 贪了 贪掉 捞 吞了 骗取 骗了", money + " 补助 补贴 低保", 6),
    ("乱收 私收 强收", "费 " + money, 6),
    ("请 让 陪 叫", "吃饭 喝酒 唱歌 洗脚 按摩 打牌 旅游 出国", 4),
    ("卡着 卡住 卡了", "不 审批 手续 批 证 文件 材料 钱 款", 4),
    ("截留 侵占 占用", "资金 集体 公款 款 补助 补贴 经费 财产", 5),
    ("插手 干预", "工程 项目 招标 招投标 司法 办案 采购 评标", 5),
    ("被 已 拟 已经 正在 准备 刚", "立案 留置 双规 双开 双开了 初核 免职 撤职 约谈 诫勉", 3),
    ("要钱 给钱 交钱 拿钱 送钱 请客", "才", 4),
    ("党纪 政务 党内 受 受到 给予 被 记过", "处分 警告 严重警告", 4),
  ]

  private static let alone =
    "受贿 索贿 行贿 贿赂 贪污 贪占 贪墨 贪腐 贪钱 挪用 侵吞 私吞 私分 套取 冒领 中饱私囊 吃拿卡要 吃请 吃回扣 拿回扣 "
    + "拿好处 捞好处 捞钱 以权谋私 权钱交易 徇私 优亲厚友 滥用职权 玩忽职守 渎职 包养 情妇 情人 小三 婚外情 嫖娼 赌博 吸毒 "
    + "酒驾 醉驾 作风问题 生活作风 打招呼 说情 违纪 违法乱纪 腐败 利益输送 暗箱操作 敲诈 公款吃喝 公款旅游 大吃大喝 占便宜 "
    + "刁难 保护伞 职务犯罪 留置 初核 双规 双开 被查 被抓 被带走 立案审查 立案调查 谈话函询 宴请 请客送礼 收礼 送礼 收黑钱 "
    + "开除党籍 小金库 吃空饷 裙带 买官 卖官 跑官"

  private static let aiming = "举报 检举 控告 状告"

  private static let table: [Unicode.Scalar: [Deed]] = {
    var deeds: [Deed] = []
    for row in rows {
      for head in words(row.heads) {
        deeds.append(Deed(head: head, objects: words(row.objects), gap: row.gap))
      }
    }
    deeds += words(alone).map { Deed(head: $0, objects: [], gap: 0) }
    deeds += words(aiming).map { Deed(head: $0, objects: [], gap: 0, aimsAhead: true) }
    return Dictionary(grouping: deeds) { $0.head[0] }
  }()

  static func words(_ list: String) -> [[Unicode.Scalar]] {
    list.split(separator: " ").map { Array($0.unicodeScalars) }
  }
}

/// Where a folded text names somebody: an office, 李某, a mention, a name right before a deed.
enum PersonsNamed {
  static func found(in text: [Unicode.Scalar], before deeds: [Deeds.Found] = []) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in text.indices {
      if let end = MentionToken.end(in: text, at: index) { found.append(index..<end) }
      if text[index] == "@", index + 1 < text.count, text[index + 1].isHan {
        found.append(index..<(index + 2))
      }
      if text[index] == "某", let name = unnamed(text, at: index) { found.append(name) }
      for office in offices[text[index]] ?? []
      where Deeds.begins(office, in: text, at: index)
        && isOffice(office, text, behind: index + office.count)
      {
        found.append(index..<(index + office.count))
      }
    }
    for deed in deeds {
      for length in 2...3 {
        let start = deed.range.lowerBound - length
        if isName(text, start..<deed.range.lowerBound) {
          found.append(start..<deed.range.lowerBound)
        }
      }
      if deed.aimsAhead {
        let end = min(deed.range.upperBound + 2, text.count)
        let range = deed.range.upperBound..<end
        if range.count == 2, Surnames.all.contains(text[range.lowerBound]), text[end - 1].isHan {
          found.append(range)
        }
      }
    }
    return found
  }

  /// 李某, 王某某, 某人.
  private static func unnamed(_ text: [Unicode.Scalar], at index: Int) -> Range<Int>? {
    if index > 0, Surnames.all.contains(text[index - 1]) { return (index - 1)..<(index + 1) }
    if index + 1 < text.count, text[index + 1] == "某" || text[index + 1] == "人" {
      return index..<(index + 2)
    }
    return nil
  }

  /// 站长 in 收费站长期堵车 is none, nor 领导 in 领导小组.
  private static func isOffice(
    _ office: [Unicode.Scalar], _ text: [Unicode.Scalar], behind index: Int
  ) -> Bool {
    guard index < text.count else { return true }
    let next = text[index]
    if office.last == "长" { return !"期时年久达度途廊短假势".unicodeScalars.contains(next) }
    if office == Array("委员".unicodeScalars) { return next != "会" }
    if office == Array("领导".unicodeScalars) {
      return !Deeds.begins(Array("小组".unicodeScalars), in: text, at: index)
    }
    return true
  }

  /// Surname and one or two characters, where a phrase begins or 反映 and its like stand before.
  private static func isName(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 0, Surnames.all.contains(text[range.lowerBound]),
      text[range].allSatisfy(\.isHan)
    else { return false }
    guard range.lowerBound > 0, text[range.lowerBound - 1].isHan else { return true }
    return introducing.contains {
      Deeds.begins($0, in: text, at: range.lowerBound - $0.count)
    }
  }

  private static let introducing = Deeds.words(
    "反映 举报 听说 发现 投诉 实名 关于 村民 居民 群众 同志 说 给 向 线索 问题 进展 登记 反馈")

  private static let offices: [Unicode.Scalar: [[Unicode.Scalar]]] = Dictionary(
    grouping: Deeds.words(
      "书记 主任 局长 站长 镇长 乡长 区长 县长 市长 村长 院长 校长 所长 科长 处长 队长 组长 股长 厅长 部长 会长 "
        + "行长 馆长 园长 班长 社长 场长 署长 庭长 检察长 主席 委员 常委 政委 代表 主管 负责人 领导 干部 村官 支书 一把手 "
        + "二把手 法官 检察官 民警 警察 交警 辅警 城管 执法人员 工作人员 公职人员 公务员 党员 老师 教师 医生 护士 "
        + "网格员 协管员 收费员 办事员 科员 秘书 会计 出纳 监理 评委")
  ) { $0[0] }
}

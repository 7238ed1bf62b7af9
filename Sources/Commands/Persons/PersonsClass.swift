/// The classes of words that the reader knows, by their names in the table. What each says about a
/// text is learnt, not set here.
enum PersonsClass: UInt8, CaseIterable {
  case office = 1
  case hint, name, kin, goods, phenomenon, frame, unit, company, procedure, illness
  case reporter, hearsay, own, folk, funds, facility, request, plain
  // Misconduct, by its kinds.
  case taking, feasting, embezzling, favouring, trading, bullying, idling, indecency, rigging
  case faking, covering, planting, accusing
  /// Steps of the discipline side against a person, by words that mean nothing else.
  case measure
  /// Where somebody lives, and what names him.
  case living
  // Ordinary work.
  case repairing, attending, answering, serving, scheduling
  // Not listed but found by their form.
  case door, number, identity, plate, likelyName

  /// The name in the table; nil for what is found by its form alone.
  var title: String? {
    switch self {
    case .office: "职务"
    case .hint: "代称"
    case .name: "姓名"
    case .kin: "亲属"
    case .goods: "财物"
    case .phenomenon: "现象"
    case .frame: "宣传"
    case .unit: "单位"
    case .company: "企业"
    case .procedure: "程序"
    case .illness: "疾病"
    case .reporter: "反映"
    case .hearsay: "传闻"
    case .own: "私人"
    case .folk: "群众"
    case .funds: "经费"
    case .facility: "设施"
    case .request: "请求"
    case .plain: "平常"
    case .taking: "收受"
    case .feasting: "吃请"
    case .embezzling: "侵财"
    case .favouring: "照顾"
    case .trading: "经商"
    case .bullying: "霸道"
    case .idling: "懒政"
    case .indecency: "风化"
    case .rigging: "招标"
    case .faking: "造假"
    case .covering: "遮掩"
    case .planting: "安插"
    case .accusing: "举告"
    case .measure: "措施"
    case .living: "住处"
    case .repairing: "维修"
    case .attending: "到场"
    case .answering: "答复"
    case .serving: "服务"
    case .scheduling: "日程"
    case .door, .number, .identity, .plate, .likelyName: nil
    }
  }

  static let byTitle: [String: PersonsClass] = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { one in one.title.map { ($0, one) } })
}

/// The classes of words that the reader knows, by their names in the table.
enum PersonsClass: UInt8, CaseIterable {
  case office = 1
  case hint, name, kin, goods, phenomenon, deed, remedy, frame, unit, company, procedure, illness
  case reporter, hearsay, own, folk, funds, facility, request, plain
  // Not listed but found by their form.
  case door, number, plate, likelyName

  /// The name in the table; nil for what is found by its form alone.
  var title: String? {
    switch self {
    case .office: "职务"
    case .hint: "代称"
    case .name: "姓名"
    case .kin: "亲属"
    case .goods: "财物"
    case .phenomenon: "现象"
    case .deed: "行为"
    case .remedy: "办事"
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
    case .door, .number, .plate, .likelyName: nil
    }
  }

  static let byTitle: [String: PersonsClass] = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { one in one.title.map { ($0, one) } })
}

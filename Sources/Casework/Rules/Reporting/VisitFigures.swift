/// 统计 … 联合走访: how often, to how many points and units, and how many matters were solved by it.
enum VisitFigures {
  /// Activities of one kind, counted: names once each, and what was only counted beside them.
  struct Count: Equatable {
    var visits: Int
    var points: Int
    var units: Int

    init(_ activities: [Activity]) {
      visits = activities.count
      points =
        Set(activities.flatMap(\.points)).count
        + activities.reduce(0) { $0 + max(0, $1.pointCount - $1.points.count) }
      units =
        Set(activities.flatMap(\.units).map { $0.id?.text ?? $0.name }).count
        + activities.reduce(0) { $0 + max(0, $1.unitCount - $1.units.count) }
    }
  }

  static func activities(
    _ query: FigureQuery, _ casebook: any Casebook
  ) throws -> [Activity] {
    let kind = query.activity ?? Activity.jointVisit
    return try casebook.activities(query.period.first...query.period.last).filter { activity in
      activity.kind == kind
        && query.words.allSatisfy { word in
          (activity.places + activity.points).contains { $0.contains(word) }
        }
    }
  }

  /// Cases an activity brought up, or that name the kind as their source.
  static func cases(
    _ query: FigureQuery, _ activities: [Activity], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [CaseFacts] {
    let named = Set(activities.flatMap(\.cases))
    let kind = query.activity ?? Activity.jointVisit
    let (from, before) = query.period.moments(in: situation.rules.zone)
    // A case is brought up by a visit of the period, whenever it was written down before.
    return try casebook.facts(FactQuery()).filter { fact in
      named.contains(fact.number)
        || (query.words.isEmpty && fact.source?.contains(kind) == true
          && from <= fact.registeredAt && fact.registeredAt < before)
    }
  }

  static func give(
    _ query: FigureQuery, _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let serial = try casebook.nextFigure()
    let activities = try activities(query, casebook)
    let count = Count(activities)
    let cases = try cases(query, activities, casebook, situation)
    let solved = cases.count(where: \.isSolved)
    let kind = query.activity ?? Activity.jointVisit
    let sentence =
      "\(kind)\(count.visits)次，涉及\(count.points)个项目点位、\(count.units)家责任单位，推动解决问题\(solved)个"
    var text = Wording("\(query.period.name)\(sentence)。")
    text.add(Wording("可直接转发：“\(query.period.opening)开展\(sentence)。”"))
    let nameless = activities.filter {
      $0.points.count < $0.pointCount || $0.units.count < $0.unitCount
    }
    text.add("口径：同名的点位和单位只算一次；问题指走访带出或来源写明的，“解决”只算整改完成并销号。")
    if let first = nameless.first {
      text.add("有\(nameless.count)次没写全名称，可能重复计算。补名称请发：\(typed: "联访 补 \(first.serial) 点位：名称")")
    }
    text.add(Statistics.closing(serial, situation))
    let values = [
      "次数": count.visits, "点位": count.points, "单位": count.units, "问题": cases.count, "解决": solved,
    ]
    return Decision(
      events: [Statistics.given(serial, words, values, of: cases, situation)],
      replies: [Reply(text: text)],
      dialogue: .close)
  }

  /// 9月16日 联合走访 甲街道、丁街道 点位4个 单位3家.
  static func row(_ activity: Activity, _ situation: Situation) -> Wording {
    var parts = [situation.days.short(activity.day), activity.kind]
    if !activity.places.isEmpty { parts.append(activity.places.joined(separator: "、")) }
    if activity.pointCount > 0 { parts.append("点位\(activity.pointCount)个") }
    if activity.unitCount > 0 { parts.append("单位\(activity.unitCount)家") }
    return Wording("\(activity.serial) " + parts.joined(separator: " "))
  }
}

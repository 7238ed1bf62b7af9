/// Hidden texts that nobody takes over: no receiver was found, or whoever was named is in no group any more
/// or has 接收 no more, and wrote no receipt. 遮盖 once more hands them on.
struct OrphanedTexts {
  private(set) var held: [HeldText] = []
  /// The entries that they hid.
  private(set) var entries: [Int] = []

  /// - Parameters:
  ///   - all: All that is hidden of one record.
  ///   - leaver: Somebody who is a receiver no more from now on.
  init(_ all: [HeldText], without leaver: PersonID? = nil, _ casebook: any Casebook) throws {
    var safe: Set<Int> = []
    let waiting = all.filter { $0.struck == nil }
    for one in waiting {
      var isSafe = one.received != nil
      if let id = one.hidden.receiver, id != leaver, try OrphanedTexts.gone(id, casebook) == nil {
        isSafe = true
      }
      if isSafe { safe.formUnion(one.hidden.entries) }
    }
    held = waiting.filter { !safe.isSuperset(of: $0.hidden.entries) }
    entries = Set(held.flatMap(\.hidden.entries)).subtracting(safe).sorted()
  }

  /// Why that person takes nothing over any more; nil where he does.
  static func gone(_ receiver: PersonID, _ casebook: any Casebook) throws -> String? {
    guard let person = try casebook.person(receiver), !Receivers.isInForce(person) else {
      return nil
    }
    return "接收人\(person.address)没有写回执，\(person.groups.isEmpty ? "已离开" : "已没有接收权")"
  }

  /// 接收人案管员没有写回执，已离开.
  func why(_ casebook: any Casebook) throws -> String {
    for one in held.reversed() {
      if let id = one.hidden.receiver, let gone = try OrphanedTexts.gone(id, casebook) {
        return gone
      }
    }
    return "还没有线索接收人"
  }

  /// What is told where somebody is a receiver no more before his receipt: to whoever hid it, and to the team.
  static func told(
    losing person: Person, _ team: Reply.Destination, _ casebook: any Casebook
  ) throws -> [Reply] {
    let acts = try casebook.seen(by: .clock).entries(
      of: ["text.hidden"], since: Instant(milliseconds: 0), before: Instant(milliseconds: .max))
    var records: [RecordID] = []
    for act in acts {
      guard case .textHidden(let hidden) = act.event.change, hidden.receiver == person.id,
        let record = act.event.record, !records.contains(record)
      else { continue }
      records.append(record)
    }
    var waiting: [RecordID] = []
    var hiders: [PersonID: [RecordID]] = [:]
    for record in records {
      let all = HeldText.all(about: record, in: try casebook.written(about: record))
      let held = try OrphanedTexts(all, without: person.id, casebook).held
      guard held.contains(where: { $0.hidden.receiver == person.id }) else { continue }
      waiting.append(record)
      for by in Set(held.map(\.by)) where by != person.id { hiders[by, default: []].append(record) }
    }
    guard let first = waiting.first else { return [] }
    func text(_ records: [RecordID], _ first: RecordID) throws -> Wording {
      let names = try TextHolders.names(of: records, casebook)
      let typed = try TextHolders.typed(first, casebook)
      return
        "\(names)遮盖的内容，接收人\(person.address)还没有写回执，现在不能再接收。\n请另定一位接收人：\(typed: "遮盖 \(typed) 接收：姓名")"
    }
    var replies = [Reply(to: team, about: .open, text: try text(waiting, first))]
    for (by, records) in hiders.sorted(by: { $0.key < $1.key }) {
      guard let first = records.first, let hider = try casebook.person(by), !hider.hasLeft,
        !hider.roles.contains(.team)
      else { continue }
      replies.append(
        Reply(
          to: .person(by), about: .open, text: try text(records, first), unreachable: .leave))
    }
    return replies
  }
}

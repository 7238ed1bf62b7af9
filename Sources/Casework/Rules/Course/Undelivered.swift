/// What is so and what is said once a message is known not to have come through: whoever was told that it
/// is on its way hears it, and a chaser that reached nobody is none.
public struct Undelivered: Sendable {
  /// A chaser that the message told of.
  public struct Chaser: Sendable {
    public var number: CaseNumber
    public var by: PersonID
    /// What the case's story gets.
    public var change: Change
  }

  public var receiver: Person
  /// The case it was a card of.
  public var card: CaseNumber?
  public var chasers: [Chaser]
  /// The IM lets nobody write to him.
  public var isRefused: Bool

  /// - Parameters:
  ///   - urged: The cases of whose chasers it told.
  ///   - sent: When it was said.
  public init(
    to receiver: Person, card: CaseNumber?, urged: [CaseNumber], sent: Instant, isRefused: Bool,
    _ casebook: any Casebook
  ) throws {
    self.receiver = receiver
    self.card = card
    self.isRefused = isRefused
    chasers = []
    for number in urged {
      guard let matter = try casebook.matter(number),
        let urge = matter.handling?.urges.last(where: { $0.counts && $0.told == sent })
      else { continue }
      chasers.append(
        Chaser(
          number: number, by: urge.by,
          change: .turned(
            CaseTurned(
              .delivered(Delivery(serial: nil, lapsed: true, unheard: sent)), step: matter.stay))))
    }
  }

  /// For whoever asked for it: of the chasers his own.
  public func words(
    for asker: PersonID, on day: CivilDate, _ casebook: any Casebook
  ) throws -> (text: Wording, numbers: [CaseNumber]) {
    guard asker != receiver.id else {
      return ("私聊不到您，刚才的内容没有送到。\n请先私聊我一次，再发一遍。", [])
    }
    let own = chasers.filter { $0.by == asker }.map(\.number)
    let numbers = own.isEmpty ? [card].compactMap { $0 } : own
    let which: String = card.map { "（\($0)号）" } ?? ""
    var text: Wording =
      own.isEmpty
      ? "刚才给\(receiver.address)的私聊没有送到\(which)。"
      : "\(Handing.list(own))号的催办没有送到\(receiver.address)，不记次数。"
    text.add(isRefused ? "原因：对方没有先和我说过话，或停用了我。" : "原因：平台不收，管理员看得到详情。")
    text.add(isRefused ? "请当面或电话告知；对方先私聊我一次，以后就能送到。" : "请当面或电话告知。")
    if !own.isEmpty, let unit = try own.first.flatMap({ try casebook.matter($0)?.details.unit }),
      let other = try UnitNotices.hearer(of: unit, on: day, casebook), other.id != receiver.id
    {
      text.add("改找\(other.address)请再发：\(typed: "催办 \(Handing.list(own))")")
    }
    return (text, numbers)
  }

  /// The same where it was about a restricted case: it tells a lock screen nothing.
  public static let veiled: Wording = "刚才有一条私聊没有送到对方。\n请当面告知；对方先私聊我一次，以后就能送到。"
}

extension Reply {
  /// Whether everybody may know of what it tells.
  public func isOpen(_ casebook: any Casebook) throws -> Bool {
    switch about {
    case .notice: return false
    case .act, .open: return true
    case .cases(let numbers):
      return try numbers.compactMap { try casebook.matter($0) }.allSatisfy { $0.level == .open }
    }
  }
}

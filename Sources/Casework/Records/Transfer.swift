extension Handling {
  /// Every hand-over of the record, the first one first: one that is passed on overwrites none.
  public var transfers: [Transfer] { (earlierTransfers ?? []) + (transfer.map { [$0] } ?? []) }

  /// What that person was handed and has not passed on.
  func transfer(to person: PersonID) -> Transfer? {
    let all = transfers
    guard let index = all.lastIndex(where: { $0.to == person }),
      !all[index...].dropFirst().contains(where: { $0.from == person })
    else { return nil }
    return all[index]
  }

  mutating func add(_ transfer: Transfer) {
    var all = transfers
    // Whoever passes it on has it.
    for index in all.indices where all[index].to == transfer.from && all[index].received == nil {
      all[index].received = Receipt(by: transfer.from, at: transfer.at)
    }
    keep(all + [transfer])
  }

  /// Its receiver has it.
  mutating func receive(_ receipt: Receipt) {
    var all = transfers
    let own = all.lastIndex { $0.to == receipt.by && $0.received == nil }
    guard let index = own ?? all.indices.last else { return }
    all[index].received = receipt
    keep(all)
  }

  /// The result was given back, to each who passed it on as to who began it.
  mutating func giveBack(_ receipt: Receipt) {
    var all = transfers
    for index in all.indices where all[index].returned == nil { all[index].returned = receipt }
    keep(all)
  }

  private mutating func keep(_ all: [Transfer]) {
    transfer = all.last
    earlierTransfers = all.count > 1 ? Array(all.dropLast()) : nil
  }
}

/// 移送 or a handed-over clue about a person: who gave what to whom, received or not, result
/// returned or not. No text, no name of the person concerned.
public struct Transfer: Sendable, Equatable, Codable {
  /// 移送 and 抄送.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    case transfer, copy

    public var name: String { self == .copy ? "抄送" : "移送" }
  }

  public var from: PersonID
  public var to: PersonID
  public var at: Instant
  /// The open case it came from (由事及人); that case does not change by it.
  public var origin: CaseNumber?
  /// Nil where an older program wrote it.
  public var kind: Kind?
  /// The entries of the open chain whose hidden texts are given with it; nil where it is about none, and
  /// where an older program wrote it.
  public var texts: [Int]?
  public var received: Receipt?
  /// The result was given back; what it was is not kept.
  public var returned: Receipt?

  private enum CodingKeys: String, CodingKey {
    case from, to, at, origin, kind, texts, received, returned
  }

  public init(
    from: PersonID, to: PersonID, at: Instant, origin: CaseNumber? = nil, kind: Kind? = nil,
    texts: [Int]? = nil
  ) {
    self.kind = kind
    self.texts = texts
    self.from = from
    self.to = to
    self.at = at
    self.origin = origin
  }
}

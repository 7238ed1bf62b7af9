/// A pasted table, row by row as it was understood. While a question about it is open it is stored
/// with that question: rows that may touch a person are not in it, numbers that name one are masked.
public struct Batch: Sendable, Equatable, Codable {
  /// One row.
  public struct Row: Sendable, Equatable, Codable {
    /// How an answer names it: 第3条, ③.
    public var label: String
    public var registration: Registration
    public var doubts: [Doubt]

    public init(label: String, registration: Registration, doubts: [Doubt] = []) {
      self.label = label
      self.registration = registration
      self.doubts = doubts
    }

    /// With a doubt that no proposal settles; it waits alone.
    public var isHeld: Bool { doubts.contains { !$0.isSettled } }
  }

  /// What is not certain about a row.
  public enum Doubt: Sendable, Equatable, Codable {
    /// The words may mean more than one day, or name one that nobody works: why, and the days. The
    /// first is taken unless another one is chosen.
    case whichDay(reason: String, [CivilDate])
    case pastDay(CivilDate)
    case unreadableDay(String)
    /// A short name that fits one registered unit.
    case unit(typed: String, proposed: String)
    case tooLong(Int)
    /// Nothing of it can be seen.
    case unseen

    /// Whether a proposal is made that 都登记 accepts.
    public var isSettled: Bool {
      switch self {
      case .whichDay, .unit: true
      case .pastDay, .unreadableDay, .tooLong, .unseen: false
      }
    }
  }

  public var rows: [Row]
  /// Labels of rows that a rule holds back: neither registered nor kept.
  public private(set) var left: [String]
  /// By which rule, where it is not the one about persons.
  private var reasons: [String: Refusal.Code]?
  /// Columns that were not taken over, by their headings.
  public var ignored: [String]

  public init(rows: [Row], left: [String] = [], ignored: [String] = []) {
    self.rows = rows
    self.left = left
    self.ignored = ignored
  }

  /// A row that is not taken over.
  public mutating func leave(_ label: String, because code: Refusal.Code) {
    left.append(label)
    if code != .accusation { reasons = (reasons ?? [:]).merging([label: code]) { $1 } }
  }

  /// What became of them, one line for each rule: ⑤涉及具体人，不登记、不留存，请走专用渠道。
  var leftLines: Wording {
    var text = Wording()
    var said: [Refusal.Code] = []
    for code in left.map({ reasons?[$0] ?? .accusation }) where !said.contains(code) {
      said.append(code)
      let labels = left.filter { (reasons?[$0] ?? .accusation) == code }
      text.add(Wording(labels.joined(separator: "、") + Confidential.left(because: code)))
    }
    return text
  }
}

/// How far a pasted table has come.
public enum BatchStep: Sendable, Equatable {
  /// Just pasted. `asks`: show it in any case, since it was written in private. `holds`: the message has
  /// what must not stand in the chat, such as a row that may accuse somebody, or who told us.
  case offered(asks: Bool, holds: Bool = false)
  /// A row was put right.
  case amended
  /// 都登记.
  case accepted
}

/// Words passed on: a proposal to the working team, as a command that only they carry out, or a
/// question to the unit. Nothing is done by it.
///
/// It stands among a question's numbered answers as a text of its own form, which no member can
/// type: a token's scalar begins it.
public struct Relay: Sendable, Equatable {
  public enum Receiver: String, Sendable {
    case team = "专班"
    case unit = "单位"
  }

  public var to: Receiver
  public var number: CaseNumber
  /// A command without its slash for the team, a sentence for the unit.
  public var text: String

  public init(to: Receiver, number: CaseNumber, text: String) {
    self.to = to
    self.number = number
    self.text = text
  }

  private static let sign = PersonToken.end

  /// How a question's numbered answer stands for it.
  public var option: String { "\(Relay.sign)\(to.rawValue) \(number.key) \(text)" }

  /// Reads a numbered answer; nil where it is a command.
  public init?(option: String) {
    guard option.unicodeScalars.first == Relay.sign else { return nil }
    let parts = String(option.unicodeScalars.dropFirst())
      .split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let to = Receiver(rawValue: String(parts[0])), let key = Int(parts[1]),
      key != 0
    else { return nil }
    self.init(to: to, number: CaseNumber(key: key), text: String(parts[2]))
  }
}

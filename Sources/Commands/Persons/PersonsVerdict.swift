/// What the rule on persons says of a text.
public enum PersonsVerdict: Equatable, Sendable {
  /// An ordinary text.
  case pass
  /// Names a phenomenon of conduct where nobody can be told, by the word of the table: for the inner
  /// circle until it is triaged.
  case inner(phenomenon: String)
  /// Held back: registered, repeated and kept nowhere.
  case hold(Reason)

  /// Why a text is held back.
  public enum Reason: Equatable, Sendable {
    /// What somebody did, or is said to have done. 范围：对事 lets it pass.
    case conduct
    /// A private person's number, illness, door or plate.
    case privacy(Privacy)
    /// Who raised it.
    case reporter
    /// A step of the discipline side that nobody has published: 初核, 立案, 留置, 处分.
    case procedure
  }

  /// What of a private person a text tells.
  public struct Privacy: Equatable, Sendable {
    /// The matter could be offered without the person: it is about numbers and doors only.
    public var offersMatter: Bool

    public init(offersMatter: Bool) { self.offersMatter = offersMatter }
  }

  /// Whether the text is held back.
  public var holds: Bool {
    if case .hold = self { return true }
    return false
  }
}

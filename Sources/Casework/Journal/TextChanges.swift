/// 遮盖: entries about a case that are read without their texts from now on. It stands beside the
/// record, which is folded anew without them.
public struct TextHidden: Sendable, Equatable, Codable {
  /// Their places in the chain.
  public var entries: [Int]
  /// Who is to take over what they said, by the way for such things; nil where nobody could be named.
  public var receiver: PersonID?
  /// Why, as typed, where that could be kept.
  public var reason: String?

  public init(entries: [Int], receiver: PersonID?, reason: String? = nil) {
    self.entries = entries
    self.receiver = receiver
    self.reason = reason
  }
}

/// The receiver of what was hidden has it.
public struct TextReceived: Sendable, Equatable, Codable {
  /// The sequence of the entry that hid it.
  public var hidden: Int

  public init(hidden: Int) { self.hidden = hidden }
}

/// 抹除: texts that were hidden are gone for good.
public struct TextRedacted: Sendable, Equatable, Codable {
  /// The sequences of the entries that hid them.
  public var hidden: [Int]
  public var entries: [StruckEntry]

  public init(hidden: [Int], entries: [StruckEntry]) {
    self.hidden = hidden
    self.entries = entries
  }
}

/// An entry whose text is gone: its hash as it stands in the chain, and the digest of what stands in
/// the place of its payload. An audit accepts exactly that, and nothing else that lacks its text.
public struct StruckEntry: Sendable, Equatable, Codable {
  public var sequence: Int
  /// 64 hexadecimal digits each.
  public var hash: String
  public var replacement: String

  public init(sequence: Int, hash: String, replacement: String) {
    self.sequence = sequence
    self.hash = hash
    self.replacement = replacement
  }
}

/// A photo or file that came with an act. Only the IM's reference to it is kept here; fetching the
/// file is an act of its own.
public struct Evidence: Sendable, Equatable, Codable {
  /// The IM's word for it: photo, document …
  public var kind: String
  /// What the IM needs to hand the file over.
  public var reference: String
  /// The same for the same file however often it is sent.
  public var unique: String?
  public var name: String?
  /// Bytes, as the IM says.
  public var size: Int64?

  private enum CodingKeys: String, CodingKey {
    case kind, reference, unique, name, size
  }

  public init(
    kind: String, reference: String, unique: String? = nil, name: String? = nil,
    size: Int64? = nil
  ) {
    self.kind = kind
    self.reference = reference
    self.unique = unique
    self.name = name
    self.size = size
  }

  /// Whether it is the same file, sent twice or under two references.
  public func isSame(as other: Evidence) -> Bool {
    reference == other.reference || unique != nil && unique == other.unique
  }
}

/// A file that belongs to a case: what the IM called it, and once fetched what it is.
public struct EvidenceItem: Sendable, Equatable, Codable {
  public var file: Evidence
  public var by: PersonID
  public var at: Instant
  /// SHA-256 in hexadecimal, once the file lies in `files/`.
  public var sha256: String?
  /// Bytes as fetched.
  public var size: Int64?
  /// Why it could not be fetched, for good.
  public var failed: String?

  public init(file: Evidence, by: PersonID, at: Instant) {
    self.file = file
    self.by = by
    self.at = at
  }

  /// Still to be fetched.
  public var isWaiting: Bool { sha256 == nil && failed == nil }
}

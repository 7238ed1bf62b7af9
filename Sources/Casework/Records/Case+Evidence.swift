extension Case {
  /// The files that belong to the case, in the order they came.
  public var evidence: [EvidenceItem] { handling?.evidence ?? [] }

  /// The files that came at or after that moment, those that cannot be had for good left out: what a
  /// report may count on.
  public func evidence(since instant: Instant) -> [EvidenceItem] {
    evidence.filter { $0.at >= instant && $0.failed == nil }
  }
}

extension Change {
  /// The photos and files that came with the act.
  public var files: [Evidence] {
    switch self {
    case .registered(let new): new.evidence ?? []
    case .progressed(let change): change.evidence ?? []
    case .turned(let turned):
      if case .evidenceAdded(let added) = turned.turn {
        added.files + (turned.evidence ?? [])
      } else {
        turned.evidence ?? []
      }
    default: []
    }
  }

  /// No news about what everybody sees of the matter: that a file was fetched, or something about an
  /// instrument of a private kind. It voids nothing that waits for a confirmation.
  public var isBookkeeping: Bool {
    guard case .turned(let turned) = self else { return false }
    if case .evidenceStored = turned.turn { return true }
    return turned.turn.isAboutPrivateInstrument
  }
}

/// Why a file could not be had, for good. The raw value stands in the journal.
public enum FetchFailure: String, Sendable, CaseIterable {
  case tooLarge = "too_large"
  case gone
  case damaged
  case unreachable

  /// How members are told.
  public var name: String {
    switch self {
    case .tooLarge: "超过20MB"
    case .gone: "平台上已经没有了"
    case .damaged: "取下来的内容不完整"
    case .unreachable: "多次没有取到"
    }
  }
}

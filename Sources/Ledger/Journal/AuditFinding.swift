import Casework

/// The first entry of a chain that does not verify.
public struct AuditFinding: Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with it.
  public enum Problem: Sendable, Equatable {
    /// There is no entry of that sequence, though later ones are there.
    case missing
    /// It names another entry before it than the one that is there.
    case previousDiffers
    /// Its columns do not give its hash: one of them was changed.
    case hashDiffers
    /// Its text is gone, and no later entry struck it out.
    case textMissing
    /// It is marked otherwise than the entries say that hid it or struck it out.
    case markDiffers
    /// It strikes out what it may not; with the reason.
    case struckWithoutGround(String)
    /// It is as it was written, but this program cannot read it; with the reason.
    case undecodable(String)
    /// No entry has the hash that was kept as an anchor: the tail was cut, or all rewritten.
    case anchorMissing
  }

  public var chain: Audience
  /// The place in the chain; for a missing anchor the last entry there is.
  public var sequence: Int
  public var problem: Problem

  public var description: String {
    switch problem {
    case .missing:
      "chain \(chain.rawValue), entry \(sequence): missing; later entries are there."
    case .previousDiffers:
      "chain \(chain.rawValue), entry \(sequence): does not follow the entry before it "
        + "(swapped, replaced, or the one before was rewritten)."
    case .hashDiffers:
      "chain \(chain.rawValue), entry \(sequence): its content does not give its hash "
        + "(changed after it was written)."
    case .textMissing:
      "chain \(chain.rawValue), entry \(sequence): its text is gone, and no later entry struck it "
        + "out (taken away past the program)."
    case .markDiffers:
      "chain \(chain.rawValue), entry \(sequence): its mark is not what the entries say that hid "
        + "texts (changed past the program)."
    case .struckWithoutGround(let reason):
      "chain \(chain.rawValue), entry \(sequence): strikes out without ground: \(reason)."
    case .undecodable(let reason):
      "chain \(chain.rawValue), entry \(sequence): unreadable: \(reason)"
    case .anchorMissing:
      "chain \(chain.rawValue): no entry up to \(sequence), the last, has the anchor as its hash "
        + "(the tail was cut, or the chain was rewritten)."
    }
  }
}

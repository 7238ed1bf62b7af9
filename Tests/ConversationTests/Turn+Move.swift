import Casework

extension Turn {
  /// The move of the procedure table that a turn makes; nil for one that the table does not name.
  var move: Procedure.Move? {
    switch self {
    case .triaged(let triage): triage.outcome == .accepted ? .triage : .turnAway
    case .handed: .assign
    case .urged: .urge
    case .issued: .instruct
    case .disputed: .dispute
    case .ruled: .ruling
    case .reported: .report
    case .verified: .verify
    case .sentBack: .sendBack
    case .extensionGranted: .extend
    case .rebased: .rebase
    case .suspended: .suspend
    case .resumed: .resume
    case .voided: .void
    case .amended: .amend
    case .merged: .merge
    case .lookbackHeld: .lookBack
    case .relapsed: .relapse
    default: nil
    }
  }
}

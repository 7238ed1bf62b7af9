import Casework

/// From triage to the instruments: who gets a case, and what is sent to a unit.
extension Catalogue {
  static let handing: [CommandSpec] = []
}

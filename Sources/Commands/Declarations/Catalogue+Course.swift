import Casework

/// From the unit's report to the look-back, and what changes a case on the way.
extension Catalogue {
  static let course: [CommandSpec] = []
}
